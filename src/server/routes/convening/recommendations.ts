import { z } from 'zod'
import * as acts from '../../../convening/recommendation/acts.ts'
import { STATES } from '../../../convening/recommendation/process.ts'
import { CHOICES, METHODS } from '../../../convening/recommendation/tally.ts'
import * as votes from '../../../convening/recommendation/votes.ts'
import { readRecommendation, readRecommendations } from '../../../disclosure/reads/convening/recommendations.ts'
import type { Door } from '../../../disclosure/release.ts'
import { refused } from '../../../governance/permit.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { onPaper } from '../alignment/on-paper.ts'
import { shaped, text, Withheld } from '../shapes.ts'
import { acting } from './acting.ts'
import { body, Done, done, Key, paragraph, RecommendationParams, Serial, title } from './shapes.ts'

const Change = z.object({
  element: z.string().trim().min(1).max(100),
  now: z.string().trim().max(500).nullable(),
  becomes: z.string().trim().min(1).max(500),
  value: z
    .union([z.boolean(), z.string().max(200), z.array(z.string().max(100)).max(100)])
    .nullable()
    .default(null)
    .describe('The answer to an element of alignment, as payers state it'),
  recommended_amount: z.boolean().default(false).describe('An amount that is recommended: public, and voluntary'),
})
const Count = { seats: z.number(), yes: z.number(), no: z.number(), abstain: z.number(), silent: z.number() }

export const Recommendation = z
  .object({
    recommendation: z.string(),
    initiative: z.string(),
    committee: z.string(),
    title: z.string(),
    changes_kind: z.enum(['model', 'measure-set', 'rubric', 'reference']),
    changes_what: z.string(),
    state: z.enum(STATES),
    round: z.number(),
    version: z.number(),
    supersedes: text,
    superseded_by: text,
    because: text.describe('Why it was withdrawn'),
    window: z.object({ version: z.number(), opens_on: z.string(), closes_on: z.string() }).nullable(),
    published: z.object({ version: z.number(), published_at: z.string() }).nullable(),
    by_member: z.boolean().describe('Drafted by who holds a seat'),
    drafted_by: text.describe('The member who drafted it, to those who take part'),
    own_draft: z.boolean().describe('Who asks drafted it, as a member'),
    decided_by: z
      .object({ title: text.describe('The committee that governs, where one does'), own: z.boolean() })
      .describe('Who accepts it once it passed, and whether that is who asks'),
    versions: z.array(
      z.object({
        version: z.number(),
        body: z.string(),
        changes: z.array(Change.extend({ label: z.string().describe('What the element is called') })),
        written_at: z.string(),
      }),
    ),
    comments: z.array(
      z.object({
        comment: z.number(),
        round: z.number(),
        name: z.string(),
        affiliation: text,
        body: z.string(),
        received_at: z.string(),
        moderation: z.enum(['waiting', 'shown', 'hidden']),
        because: text,
        answers: z.array(z.object({ body: z.string(), answered_at: z.string() })),
      }),
    ),
    ballots: z.array(
      z.object({
        ballot: z.number(),
        round: z.number(),
        version: z.number(),
        method: z.enum(METHODS),
        opened_at: z.string(),
        closes_at: z.string(),
        closed_at: text,
        outcome: text,
        because: text,
        tally: z
          .object({ ...Count, needed: z.number(), by_side: z.array(z.object({ side: z.string(), ...Count })) })
          .nullable(),
        seats: z.number(),
        cast: z.number(),
        votes: z.array(
          z.object({ seat: z.number(), name: z.string(), side: z.string(), choice: z.string(), reason: text }),
        ),
      }),
    ),
    decisions: z.array(
      z.object({ round: z.number(), outcome: z.string(), because: z.string(), decided_at: z.string() }),
    ),
    recusals: z.array(z.object({ seat: z.number(), name: z.string(), because: z.string() })),
    own: z
      .object({ seat: z.number(), votes: z.boolean(), recused: z.boolean(), vote: text })
      .nullable()
      .describe('The seat of who asks, and what it did'),
    waits: z
      .object({ look: z.number(), answer: z.number() })
      .describe(
        'Comments of this round that nobody looked at, to who may read them, and those in view without an answer',
      ),
    withheld: Withheld,
  })
  .meta({ id: 'Recommendation' })
export type RecommendationShape = z.infer<typeof Recommendation>

export const readList = async (house: House, door: Door): Promise<RecommendationShape[]> =>
  shaped<RecommendationShape[]>(await readRecommendations(door, { ...house, now: house.now() }))

/** One, or the refusal that tells nothing: what is not there and what is not the viewer's are the same. */
export async function readOne(house: House, door: Door, recommendation: string): Promise<RecommendationShape> {
  const convened = { ...house, now: house.now(), library: elementsOf(house) }
  const [found] = await readRecommendation(door, convened, recommendation)
  if (!found) throw refused()
  return shaped<RecommendationShape>(found)
}

/** What answers to elements are read by. */
const elementsOf = (house: House) => onPaper(house, undefined).shelf.library

const OK = { 200: Done, ...problems }
const params = RecommendationParams

export function recommendationsRoutes(server: Server, house: House): void {
  const list = {
    summary: 'Recommendations, where they stand and what moves them',
    response: { 200: z.array(Recommendation), ...problems },
  }
  server.get('/api/recommendations', { schema: list }, (request) =>
    throughRegisterDoor(house, request, (door) => readList(house, door)),
  )
  const one = { summary: 'A recommendation with its texts, comments, ballots and decisions', params }
  server.get(
    '/api/recommendations/:recommendation',
    { schema: { ...one, response: { 200: Recommendation, ...problems } } },
    (request) =>
      throughRegisterDoor(
        house,
        request,
        (door) => readOne(house, door, request.params.recommendation),
        request.params,
      ),
  )
  textRoutes(server, house)
  commentRoutes(server, house)
  voteRoutes(server, house)
}

const changes = z.array(Change).max(100).default([])

function textRoutes(server: Server, house: House): void {
  const given = z.strictObject({
    initiative: Key,
    committee: Key,
    title,
    changes_kind: z.enum(['model', 'measure-set', 'rubric', 'reference']),
    changes_what: z.string().trim().min(1).max(200),
    body,
    changes,
    supersedes: Key.nullable().default(null),
  })
  const draft = { summary: 'Begins a recommendation as a draft', body: given, response: { 200: params, ...problems } }
  server.post('/api/recommendations', { schema: draft }, (request) =>
    acting(house, request, (act) => acts.draft(act, request.body, elementsOf(house))),
  )
  const after = z
    .number()
    .int()
    .optional()
    .describe('The version that its writer read: refused where another came since')
  const write = { summary: 'The next version of it', params, body: z.strictObject({ title, body, changes, after }) }
  server.post(
    '/api/recommendations/:recommendation/versions',
    { schema: { ...write, response: { 200: z.object({ version: z.number() }), ...problems } } },
    (request) =>
      acting(house, request, (act) => acts.write(act, request.params.recommendation, request.body, elementsOf(house))),
  )
  const proposed = z.strictObject({ proposed: z.boolean().describe('false takes it back to write on') })
  const proposal = { summary: 'A member proposes its draft', params, body: proposed, response: OK }
  server.post('/api/recommendations/:recommendation/proposal', { schema: proposal }, async (request) => {
    const { recommendation } = request.params
    const step = request.body.proposed ? acts.propose : acts.takeBack
    await acting(house, request, (act) => step(act, recommendation))
    return done
  })
  const publication = { summary: 'Publishes the version that was voted on', params, response: OK }
  server.post('/api/recommendations/:recommendation/publication', { schema: publication }, async (request) => {
    await acting(house, request, (act) => acts.publish(act, request.params.recommendation))
    return done
  })
  const withdrawal = {
    summary: 'Withdraws it; a member its own draft alone',
    params,
    body: z.strictObject({ because: paragraph }),
    response: OK,
  }
  server.post('/api/recommendations/:recommendation/withdrawal', { schema: withdrawal }, async (request) => {
    await acting(house, request, (act) => acts.withdraw(act, request.params.recommendation, request.body.because))
    return done
  })
}

function commentRoutes(server: Server, house: House): void {
  const days = z.strictObject({ opens_on: z.iso.date(), closes_on: z.iso.date() })
  const open = { summary: 'Puts it before everybody for some days', params, body: days, response: OK }
  server.post('/api/recommendations/:recommendation/comment-window', { schema: open }, async (request) => {
    await acting(house, request, (act) => acts.openComment(act, request.params.recommendation, request.body))
    return done
  })
  const until = z.strictObject({ closes_on: z.iso.date() })
  const extend = { summary: 'More days for comments', params, body: until, response: OK }
  server.post('/api/recommendations/:recommendation/comment-window/extension', { schema: extend }, async (request) => {
    const { recommendation } = request.params
    await acting(house, request, (act) => acts.extendComment(act, recommendation, request.body.closes_on))
    return done
  })
  const said = z.strictObject({ body: z.string().trim().min(1).max(10_000) })
  const comment = { summary: 'Says something on it, under one’s own name', params, body: said }
  server.post(
    '/api/recommendations/:recommendation/comments',
    { schema: { ...comment, response: { 200: z.object({ comment: z.number() }), ...problems } } },
    (request) =>
      acting(house, request, (act) => {
        const { name, person, organization_id } = act.by
        const given = { name, affiliation: organization_id, account: person, body: request.body.body }
        return acts.comment(act, request.params.recommendation, given)
      }),
  )
  const ofComment = params.extend({ comment: Serial })
  const moderation = z.strictObject({
    because: paragraph.nullable().describe('Why it is hidden; null puts it in view'),
  })
  const moderate = { summary: 'Puts a comment in view, or hides it', params: ofComment, body: moderation, response: OK }
  server.post(
    '/api/recommendations/:recommendation/comments/:comment/moderation',
    { schema: moderate },
    async (request) => {
      const { recommendation, comment: number } = request.params
      await acting(house, request, (act) =>
        acts.moderate(act, recommendation, { comment: number, because: request.body.because }),
      )
      return done
    },
  )
  const answer = { summary: 'Answers a comment', params: ofComment, body: said, response: OK }
  server.post('/api/recommendations/:recommendation/comments/:comment/answers', { schema: answer }, async (request) => {
    const { recommendation, comment: number } = request.params
    await acting(house, request, (act) =>
      acts.answer(act, recommendation, { comment: number, body: request.body.body }),
    )
    return done
  })
}

function voteRoutes(server: Server, house: House): void {
  const ballot = z.strictObject({ closes_at: z.iso.datetime(), method: z.enum(METHODS) })
  const open = { summary: 'Puts it to the committee’s vote', params, body: ballot }
  server.post(
    '/api/recommendations/:recommendation/ballot',
    { schema: { ...open, response: { 200: z.object({ ballot: z.number() }), ...problems } } },
    (request) => acting(house, request, (act) => votes.openVote(act, request.params.recommendation, request.body)),
  )
  const choice = z.strictObject({ choice: z.enum(CHOICES), reason: paragraph.nullable().default(null) })
  const cast = { summary: 'The vote of one’s seat', params, body: choice, response: OK }
  server.post('/api/recommendations/:recommendation/vote', { schema: cast }, async (request) => {
    await acting(house, request, (act) => votes.cast(act, request.params.recommendation, request.body))
    return done
  })
  const because = z.strictObject({ because: z.string().trim().min(1).max(1_000) })
  const recuse = { summary: 'Steps back from it', params, body: because, response: OK }
  server.post('/api/recommendations/:recommendation/recusal', { schema: recuse }, async (request) => {
    await acting(house, request, (act) => votes.recuse(act, request.params.recommendation, request.body.because))
    return done
  })
  const outcome = z.object({ outcome: z.string(), because: z.string() })
  const close = { summary: 'Counts the ballot and closes it', params, response: { 200: outcome, ...problems } }
  server.post('/api/recommendations/:recommendation/ballot/close', { schema: close }, (request) =>
    acting(house, request, (act) => votes.closeVote(act, request.params.recommendation)),
  )
  const decided = z.strictObject({ accepted: z.boolean(), because: paragraph })
  const decide = { summary: 'Accepts what the committee passed, or sends it back', params, body: decided, response: OK }
  server.post('/api/recommendations/:recommendation/decision', { schema: decide }, async (request) => {
    await acting(house, request, (act) => acts.decide(act, request.params.recommendation, request.body))
    return done
  })
}
