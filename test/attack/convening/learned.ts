import type { Everything } from './leaks.ts'
import type { Heard } from './look.ts'
import { SECRETS, type Secret } from './secrets.ts'

export type Learned = { what: string; because: string }

const KEEPERS = ['convener', 'operator']
/** The participant of each who looks for one. */
const PARTICIPANT: Readonly<Record<string, string>> = {
  ...{ amber: 'amber', 'amber-admin': 'amber', birch: 'birch', 'birch-admin': 'birch', cedar: 'cedar' },
  ...{ elm: 'elm-group', 'elm-admin': 'elm-group', oak: 'oak-group', 'oak-admin': 'oak-group' },
  ...{
    carla: 'employers',
    purchaser: 'employers',
    coach: 'shore',
    rival: 'bluff',
    convener: 'the-convener',
    state: 'the-state',
  },
}

/** Everything that somebody read in the convening and should not have. */
export function learned(who: string, { heard, keys }: Everything): Learned[] {
  const answers = heard[who] ?? []
  return [
    ...written(who, answers),
    ...keysIn(answers, keys),
    ...refusals(answers),
    ...answers.flatMap((one) => of(who, one)),
  ]
}

/** Words of what is not theirs, wherever they stand. */
export const written = (who: string, heard: readonly Pick<Heard, 'url' | 'body'>[]): Learned[] =>
  SECRETS.filter(({ readers }) => !readers.includes(who)).flatMap((secret) => standsIn(secret, heard))

export const standsIn = ({ name, word }: Secret, heard: readonly Pick<Heard, 'url' | 'body'>[]): Learned[] =>
  heard
    .filter(({ body }) => body.toLowerCase().includes(word))
    .map(({ url }) => ({ what: name, because: `stands in ${url}` }))

/** What was shown once: the secret of a webhook, and the address of a calendar. */
export const keysIn = (
  heard: readonly Pick<Heard, 'url' | 'body'>[],
  keys: Readonly<Record<string, string>>,
): Learned[] =>
  Object.entries(keys).flatMap(([what, key]) =>
    heard.filter(({ body }) => body.includes(key)).map(({ url }) => ({ what, because: `stands in ${url}` })),
  )

/** What is another's and what is not there are refused in the same bytes. */
export function refusals(heard: readonly Heard[]): Learned[] {
  const first = new Map<string, Heard>()
  return heard
    .filter(({ status, tried }) => status >= 400 && tried !== 'garbled')
    .flatMap((one) => {
      const like = first.get(one.route) ?? one
      first.set(one.route, like)
      if (one.status === like.status && one.body === like.body) return []
      return [{ what: one.url, because: `refused in other words than ${like.url}: ${one.body.slice(0, 120)}` }]
    })
}

/** Answers that are others in the other world, but for what is drawn at random in each: sessions, secrets, salts, numbers of texts. */
export const differs = (who: string, one: Everything, other: Everything): Learned[] =>
  (one.heard[who] ?? []).flatMap((first, i) => {
    const second = other.heard[who]?.[i]
    const isSame = second?.status === first.status && withoutChance(second) === withoutChance(first)
    return isSame ? [] : [{ what: first.url, because: 'is another answer in the other world' }]
  })

const withoutChance = ({ url, body }: Heard): string =>
  body
    .replaceAll(url.startsWith('/api/log') ? /[0-9a-f]{64}/g : /"session":"[0-9a-f]{16}"/g, '')
    .replaceAll(/((?:meeting|held)[_-]text"?:)\d{9,}/g, '$1')
    .replaceAll(/webhook-[0-9a-f]{8}/g, 'webhook')
    .replaceAll(/refusal-[0-9a-f]{32}/g, 'refusal')
    .replaceAll(/localhost:\d+/g, 'localhost')

/** What e-mails and calls say: that something awaits, in the words of its kind, and nothing that anybody wrote. */
export const leftOut = ({ left, keys }: Pick<Everything, 'left' | 'keys'>): Learned[] => {
  const sent = left.map(({ to, text }) => ({ url: `what was sent to ${to}`, body: text }))
  return [...SECRETS.flatMap((secret) => standsIn(secret, sent)), ...keysIn(sent, keys)]
}

type Json = { [key: string]: unknown }
const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])
const tell = (url: string, found: readonly (string | false)[]): Learned[] =>
  found.filter((one) => one !== false).map((what) => ({ what, because: `stands in ${url}` }))

/** What no word gives away: counts, names and rows of others. */
function of(who: string, { route, url, status, body }: Heard): Learned[] {
  const rules = RULES[route]
  if (!rules || status !== 200 || !body.startsWith('{') === !body.startsWith('[')) return []
  return tell(url, rules(who, JSON.parse(body)))
}

const RULES: Readonly<Record<string, (who: string, body: unknown) => (string | false)[]>> = {
  'GET /api/meetings/:meeting': (who, body) =>
    list(body)
      .flatMap(({ texts }) => list(texts))
      .filter(({ own }) => who !== 'convener' && own !== true)
      .flatMap(({ kind, written_by, sha256, title, body: said }) => [
        written_by !== null && 'who wrote a text',
        kind === 'note' && sha256 !== null && 'a hash by which a name can be tried',
        kind === 'note' && /\b(amber|birch|cedar)\b/i.test(`${title} ${said}`) && 'who said a note',
      ]),
  'GET /api/held-texts': (who, body) =>
    list(body).map(
      ({ by }) => who !== 'convener' && by !== who && by !== 'convener' && 'a text of another that was held',
    ),
  'GET /api/refused-words': (who, body) =>
    list(body).map(({ own }) => who !== 'convener' && own !== true && 'words of another that were refused'),
  'GET /api/recommendations/:recommendation': (who, body) => {
    const { ballots, comments } = body as Json
    return [
      ...list(ballots)
        .filter(({ closed_at }) => closed_at === null)
        .map(
          ({ votes, tally }) => (list(votes).length > 0 || tally !== null) && 'how somebody voted on an open ballot',
        ),
      ...list(comments).map(
        ({ moderation }) => !KEEPERS.includes(who) && moderation !== 'shown' && 'a comment that is not in view',
      ),
    ]
  },
  'GET /api/open/recommendations/:recommendation': (_who, body) => [
    list((body as Json).ballots).length > 0 && 'a ballot, to the public',
    list((body as Json).recusals).length > 0 && 'who stepped back, to the public',
  ],
  'GET /api/initiatives': (who, body) =>
    list(body)
      .flatMap(({ costs }) => list(costs))
      .flatMap(({ shares }) => list(shares))
      .flatMap(({ participant, working }) => [
        !KEEPERS.includes(who) && participant !== PARTICIPANT[who] && 'what another bears of the costs',
        !KEEPERS.includes(who) && working !== null && 'how shares of the costs came about',
      ]),
  'GET /api/recruitments': (who, body) => {
    const { criteria, practices, handovers, invitations } = body as Record<string, Json[]>
    if (KEEPERS.includes(who)) return []
    const mine = PARTICIPANT[who] ?? ''
    return [
      list(criteria).length > 0 && 'criteria of recruitment',
      list(practices).length > 0 && 'which practices met the criteria',
      ...list(invitations).map(({ practice_id }) => `${practice_id}-group` !== mine && 'an invitation of another'),
      ...list(handovers).map(
        ({ payer, practice_id }) =>
          payer !== mine && `${practice_id}-group` !== mine && 'what was handed over to another payer',
      ),
      // An invitation is the practice's own, with how it meets each criterion.
      /share_class|size_class|"people"|"participating"/.test(
        JSON.stringify({ ...(body as object), invitations: [] }),
      ) && 'how large a panel is',
    ]
  },
  'GET /api/log': (who, body) =>
    list((body as Json).events).map(
      ({ actor, participant }) =>
        who !== 'operator' && actor !== who && participant !== PARTICIPANT[who] && `what ${actor} did`,
    ),
  'GET /api/webhooks': (who, body) =>
    list(body).map(
      ({ participant }) => who !== 'operator' && participant !== PARTICIPANT[who] && 'a webhook of another',
    ),
  'GET /api/adoption/flows': (who, body) =>
    list(body).map(
      ({ payer }) =>
        ![...KEEPERS, 'state', PARTICIPANT[who]].includes(who) && payer !== PARTICIPANT[who] && 'money of another',
    ),
}
