import { z } from 'zod'
import { askForHelp, closeRequest, takeUp, withdrawRequest } from '../../../../convening/coaching/requests.ts'
import { RESULTS } from '../../../../convening/coaching/standing.ts'
import { readCoachedPractices } from '../../../../disclosure/reads/convening/coaching/gaps.ts'
import { REQUEST_COLUMNS, readCoaching } from '../../../../disclosure/reads/convening/coaching/requests.ts'
import { practiceOf, type Reading } from '../../../../disclosure/reads/reading.ts'
import type { Released } from '../../../../disclosure/release.ts'
import { type House, type Server, throughDoor, throughRegisterDoor } from '../../../house.ts'
import { problems } from '../../../problem.ts'
import { staffOf } from '../../../staff.ts'
import { Format, PracticeParams, sendCsv, shaped } from '../../shapes.ts'
import { actOf } from '../acting.ts'
import { Coached, DONE, Done, id, Overview, words } from './shapes.ts'

const RequestParams = z.object({ coaching_request: id })
const done = { 200: Done, ...problems }

/** Where a practice stands in the directory; the door let nobody in to one that is not there. */
export async function placeOf(reading: Reading, practice_id: string) {
  const practice = await practiceOf(reading, practice_id)
  return { practice_id, organization_id: practice?.organization_id ?? '' }
}

export function coachingRoutes(server: Server, house: House): void {
  const { register } = house
  const list = {
    summary: 'Who asked coaches for help, the plans of the practices one coaches, and to who convenes numbers alone',
    querystring: Format,
    response: { 200: Overview, ...problems },
  }
  server.get('/api/coaching', { schema: list }, async (request, reply) => {
    const read = await throughRegisterDoor(house, request, async (door) => readCoaching(door, await staffOf(house)))
    return request.query.format === 'csv'
      ? sendCsv(reply, 'coaching-requests', shaped<Released[]>(read.requests), REQUEST_COLUMNS)
      : shaped<Overview>(read)
  })
  const coached = {
    summary: 'The practices that let the coach in, by how far their measures over all payers are behind',
    response: { 200: Coached, ...problems },
  }
  server.get('/api/coaching/practices', { schema: coached }, async (request) =>
    shaped<Coached>(await throughDoor(house, request, null, readCoachedPractices)),
  )
  const ask = {
    summary: 'A practice asks coaches for help, in its own words',
    params: PracticeParams,
    body: z.strictObject({ asks: words(2000) }),
    response: { 200: z.object({ coaching_request: z.number().int() }), ...problems },
  }
  server.post('/api/practices/:practice_id/coaching/requests', { schema: ask }, async (request) => {
    const { practice_id } = request.params
    return throughDoor(house, request, practice_id, async (reading, { viewer }) =>
      askForHelp(actOf(house, request, viewer), await placeOf(reading, practice_id), request.body.asks),
    )
  })
  const withdraw = {
    summary: 'A practice needs the help no more',
    params: PracticeParams.extend(RequestParams.shape),
    response: done,
  }
  server.post(
    '/api/practices/:practice_id/coaching/requests/:coaching_request/withdrawal',
    { schema: withdraw },
    async (request) => {
      const { practice_id, coaching_request } = request.params
      await throughDoor(house, request, practice_id, (_reading, { viewer }) =>
        withdrawRequest({ register, by: viewer, now: house.now() }, { practice_id }, coaching_request),
      )
      return DONE
    },
  )
  const take = { summary: 'A coach takes up what a practice asked', params: RequestParams, response: done }
  server.post('/api/coaching/requests/:coaching_request/take-up', { schema: take }, async (request) => {
    await throughRegisterDoor(house, request, ({ viewer }) =>
      takeUp({ register, by: viewer, now: house.now() }, request.params.coaching_request),
    )
    return DONE
  })
  const close = {
    summary: 'A coach says what came of it',
    params: RequestParams,
    body: z.strictObject({ result: z.enum(RESULTS), because: words(2000) }),
    response: done,
  }
  server.post('/api/coaching/requests/:coaching_request/close', { schema: close }, async (request) => {
    await throughRegisterDoor(house, request, ({ viewer }) =>
      closeRequest(actOf(house, request, viewer), request.params.coaching_request, request.body),
    )
    return DONE
  })
}
