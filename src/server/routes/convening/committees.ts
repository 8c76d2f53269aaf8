import { z } from 'zod'
import * as acts from '../../../convening/initiative/committees.ts'
import type { House, Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { text } from '../shapes.ts'
import { acting } from './acting.ts'
import {
  CommitteeParams,
  Done,
  done,
  InitiativeParams,
  Key,
  paragraph,
  room,
  Serial,
  share,
  side,
  title,
} from './shapes.ts'

const Fault = z.object({ rule: z.string(), says: z.string() })

export const Committee = z
  .object({
    committee: z.string(),
    title: z.string(),
    charge: z.string(),
    room,
    decides_by: z.enum(['consensus', 'vote']),
    quorum_share: z.string(),
    passes_share: z.string(),
    most_side_share: z.string(),
    least_consumer_seats: z.number(),
    ended_on: text,
    governs: z.boolean().describe('Its chair decides on what committees passed'),
    seats: z.array(
      z.object({
        seat: z.number(),
        side,
        votes: z.boolean(),
        holder: z
          .object({
            seat_term: z.number(),
            name: z.string(),
            participant: text,
            chair: z.boolean(),
            start_date: z.string(),
            end_date: z.string(),
            own: z.boolean(),
          })
          .nullable(),
      }),
    ),
    faults: z.array(Fault).describe('Why it may not decide'),
    conflicts: z.array(z.object({ name: z.string(), interest: z.string(), declared_at: z.string() })),
  })
  .meta({ id: 'Committee' })

export function committeesRoutes(server: Server, house: House): void {
  const given = z.strictObject({
    title,
    charge: paragraph,
    room,
    decides_by: z.enum(['consensus', 'vote']),
    quorum_share: share,
    passes_share: share.refine((one) => Number(one) >= 0.5, 'at least 0.5'),
    most_side_share: share,
    least_consumer_seats: z.number().int().min(0).max(50),
    governs: z.boolean().default(false),
  })
  const make = { summary: 'A committee of an initiative', params: InitiativeParams, body: given }
  server.post(
    '/api/initiatives/:initiative/committees',
    { schema: { ...make, response: { 200: CommitteeParams, ...problems } } },
    (request) => acting(house, request, (act) => acts.makeCommittee(act, request.params.initiative, request.body)),
  )
  const params = CommitteeParams
  const seat = { summary: 'One more seat', params, body: z.strictObject({ side, votes: z.boolean() }) }
  server.post(
    '/api/committees/:committee/seats',
    { schema: { ...seat, response: { 200: z.object({ seat: z.number() }), ...problems } } },
    (request) => acting(house, request, (act) => acts.addSeat(act, request.params.committee, request.body)),
  )
  const term = z.strictObject({
    seat: Serial,
    account: Key,
    participant: Key.nullable().default(null).describe('For whom; null for who sits for nobody but themselves'),
    chair: z.boolean().default(false),
    start_date: z.iso.date(),
    end_date: z.iso.date(),
  })
  const fill = { summary: 'Somebody takes a seat for a term', params, body: term, response: { 200: Done, ...problems } }
  server.post('/api/committees/:committee/terms', { schema: fill }, async (request) => {
    await acting(house, request, (act) => acts.fillSeat(act, request.params.committee, request.body))
    return done
  })
  const end = { summary: 'A term ends', params: params.extend({ seat_term: Serial }) }
  const because = z.strictObject({ because: paragraph })
  const left = z.object({ faults: z.array(Fault).describe('What the committee lacks now') })
  server.post(
    '/api/committees/:committee/terms/:seat_term/end',
    { schema: { ...end, body: because, response: { 200: left, ...problems } } },
    (request) => {
      const { committee, seat_term } = request.params
      return acting(house, request, (act) => acts.endTerm(act, committee, { seat_term, because: request.body.because }))
    },
  )
  const interest = z.strictObject({ interest: paragraph })
  const declare = { summary: 'What who sits there has at stake', params, body: interest }
  server.post(
    '/api/committees/:committee/conflicts',
    { schema: { ...declare, response: { 200: Done, ...problems } } },
    async (request) => {
      await acting(house, request, (act) => acts.declareConflict(act, request.params.committee, request.body.interest))
      return done
    },
  )
}
