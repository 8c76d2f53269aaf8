import { items, type Json } from '../leak.ts'
import { differs, type Learned, learned } from './learned.ts'
import type { Heard } from './look.ts'
import { wordsOf } from './secrets.ts'
import type { Attacked, Left } from './world.ts'

/** What everybody got of a world. */
export type Everything = Pick<Attacked, 'keys' | 'left'> & { heard: Readonly<Record<string, readonly Heard[]>> }

/**
 * A fault of the product, made in what one of the lookers gets of the first world; `truth` is the same answer as another
 * gets who may read it.
 */
export type ConveningLeak = {
  path: string
  who: string
  as: string
  where: RegExp
  plant: (answer: Heard, truth: Heard | undefined) => Partial<Heard>
  attack: (one: Everything, other: Everything) => readonly Learned[]
}

const words = wordsOf('one')
const edit =
  (change: (body: Json, truth: Json) => void): ConveningLeak['plant'] =>
  (answer, truth) => {
    const body = JSON.parse(answer.body)
    const true_one = JSON.parse(truth?.body ?? 'null')
    change(Array.isArray(body) ? { rows: body } : body, Array.isArray(true_one) ? { rows: true_one } : true_one)
    return { body: JSON.stringify(body) }
  }
const textsOf = (body: Json) => items(body.rows).flatMap(({ texts }) => items(texts))
const as = (who: string) => (one: Everything) => learned(who, one)

export const CONVENING_LEAKS: readonly ConveningLeak[] = [
  {
    path: 'a held text, to everybody who sits at the table',
    ...{ who: 'birch', as: 'convener', where: /^\/api\/meetings\/1$/, attack: as('birch') },
    plant: (_answer, truth) => ({ body: truth?.body ?? '' }),
  },
  {
    path: 'who said a note, by the hash of its words',
    ...{ who: 'cedar', as: 'convener', where: /^\/api\/meetings\/1$/, attack: as('cedar') },
    plant: edit((body, truth) => {
      for (const text of textsOf(body))
        text.sha256 = textsOf(truth).find((one) => one.meeting_text === text.meeting_text)?.sha256
    }),
  },
  {
    path: 'a held document, to whoever makes its number up',
    ...{ who: 'oak', as: 'convener', where: /^\/api\/meeting-texts\/\d{9,}\/document$/, attack: as('oak') },
    plant: (_answer, truth) => ({ status: 200, body: truth?.body ?? '' }),
  },
  {
    path: 'refused words, to everybody of their author’s organization',
    ...{ who: 'amber-admin', as: 'amber', where: /^\/api\/refused-words$/, attack: as('amber-admin') },
    plant: (_answer, truth) => ({ body: truth?.body ?? '' }),
  },
  {
    path: 'that words were refused, and not which',
    ...{ who: 'birch', as: 'amber', where: /^\/api\/refused-words$/, attack: as('birch') },
    plant: ({ body }) => ({ body: JSON.stringify([...JSON.parse(body), { own: false, texts: [] }]) }),
  },
  {
    path: 'what was refused in coaching, to the convener whom nobody asked',
    ...{ who: 'convener', as: 'elm', where: /^\/api\/refused-words$/, attack: as('convener') },
    plant: (_answer, truth) => ({ body: truth?.body ?? '' }),
  },
  {
    path: 'a refused document, quoted in the record of it',
    ...{ who: 'convener', as: 'convener', where: /^\/api\/held-texts$/, attack: as('convener') },
    plant: edit((body) => {
      const refused = items(body.rows).find(({ what }) => what === 'refused')
      if (refused) refused.because = `hides: ${words.hiddenRun}`
    }),
  },
  {
    path: 'how many say yes on an open ballot',
    ...{ who: 'elm', as: 'elm', where: /^\/api\/recommendations\/voting$/, attack: as('elm') },
    plant: edit((body) => {
      for (const ballot of items(body.ballots)) ballot.tally = { yes: 1, no: 1 }
    }),
  },
  {
    path: 'a comment that nobody looked at, to the public',
    ...{ who: 'nobody', as: 'convener', where: /^\/api\/open\/recommendations\/open$/, attack: as('nobody') },
    plant: edit((body) => {
      body.comments = [...items(body.comments), { body: words.waitingComment, moderation: 'waiting' }]
    }),
  },
  {
    path: 'a coach’s own note, to the practice',
    ...{ who: 'elm', as: 'coach', where: /^\/api\/practices\/elm\/coaching$/, attack: as('elm') },
    plant: edit((body, truth) => {
      body.notes = truth.notes
    }),
  },
  {
    path: 'which practice asked for help, in the log, to the convener',
    ...{ who: 'convener', as: 'operator', where: /^\/api\/log\?limit=500$/, attack: as('convener') },
    plant: edit((body) => {
      const took_up = { actor: 'coach', participant: 'shore', act: 'keep-coaching', about: 'practice:elm' }
      body.events = [...items(body.events), took_up]
    }),
  },
  {
    path: 'how large a part of a practice’s panel takes part, to a payer that was handed it',
    ...{ who: 'birch', as: 'convener', where: /^\/api\/recruitments$/, attack: as('birch') },
    plant: edit((body, truth) => {
      const shares = new Map(items(truth.practices).map((one) => [one.practice_id, one.share_class]))
      for (const handover of items(body.handovers)) handover.share_class = shares.get(handover.practice_id)
    }),
  },
  {
    path: 'another payer’s handover, to one that was handed the same practice',
    ...{ who: 'cedar', as: 'convener', where: /^\/api\/recruitments\?format=csv$/, attack: as('cedar') },
    plant: (answer) => ({ body: `${answer.body}first-practices,amber,${words.endedHandover}\r\n` }),
  },
  {
    path: 'a payer’s contract, beside what it says it adopts',
    ...{ who: 'oak', as: 'amber', where: /^\/api\/adoption$/, attack: as('oak') },
    plant: edit((body) => {
      for (const row of items(body.rows)) row.shows = words.contract
    }),
  },
  {
    path: 'an error: it says that the text is there, and whose it is',
    ...{ who: 'birch', as: 'birch', where: /^\/api\/meeting-texts\/\d{9,}\/document$/, attack: as('birch') },
    plant: (answer) => ({ body: answer.body.replace('"detail":"', '"detail":"held for another: ') }),
  },
  {
    path: 'how a payer voted, in the order of what is listed',
    ...{ who: 'state', as: 'state', where: /^\/api\/recommendations$/ },
    attack: (one, other) => differs('state', one, other),
    plant: edit((body) => {
      items(body.rows).reverse()
    }),
  },
  {
    path: 'a webhook’s secret, shown again',
    ...{ who: 'operator', as: 'operator', where: /^\/api\/webhooks$/, attack: as('operator') },
    plant: edit((body) => {
      for (const row of items(body.rows)) row.secret = 'PLANTED'
    }),
  },
]

/** The world as it would be with the fault, and how many answers it is in. */
export function plantedIn(one: Everything, leak: ConveningLeak): { leaking: Everything; answers: number } {
  let answers = 0
  const heard = (one.heard[leak.who] ?? []).map((answer) => {
    if (!leak.where.test(answer.url)) return answer
    answers += 1
    const truth = one.heard[leak.as]?.find(({ url }) => url === answer.url)
    const planted = { ...answer, ...leak.plant(answer, truth) }
    return { ...planted, body: planted.body.replace('PLANTED', one.keys.webhookOfAmber ?? '') }
  })
  return { leaking: { ...one, heard: { ...one.heard, [leak.who]: heard } }, answers }
}

/** Of what is sent: an e-mail that quotes what it is about, and a call to another payer’s program. */
export const SENT_LEAKS: readonly ({ path: string } & Left)[] = [
  { path: 'an e-mail that quotes a comment', to: 'elm', text: words.shownComment },
  { path: 'a call that names the vote of a payer', to: words.webhookOfBirch, text: words.openVote },
]
