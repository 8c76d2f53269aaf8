import { z } from 'zod'
import { comment } from '../../../convening/recommendation/acts.ts'
import { keepingRefusals } from '../../../convening/silence/refused/keeping.ts'
import { appendEvent } from '../../../register/events.ts'
import { type House, type Server, throughOpenDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { eventOf } from '../../recording.ts'
import { Attempts } from '../../sign-in/attempts.ts'
import { formSent } from './acting.ts'
import { Recommendation, readList, readOne } from './recommendations.ts'
import { RecommendationParams } from './shapes.ts'

const MOST_BYTES = 48_000
/** An office shares one address; a flood does not. */
const MOST_COMMENTS = 10

const Said = z.strictObject({
  name: z.string().trim().min(1).max(200),
  affiliation: z.string().trim().min(1).max(200).nullable().default(null),
  body: z.string().trim().min(1).max(10_000),
})

/** What is put before the public, for everybody and without an account. */
export function openRoutes(server: Server, house: House): void {
  const commented = new Attempts(house.now, MOST_COMMENTS)
  const list = {
    summary: 'Recommendations that were put before the public, and what was published',
    response: { 200: z.array(Recommendation), ...problems },
  }
  server.get('/api/open/recommendations', { schema: list }, (request) =>
    throughOpenDoor(house, request, (door) => readList(house, door)),
  )
  const params = RecommendationParams
  const one = { summary: 'One of them, with comments in view and their answers', params }
  server.get(
    '/api/open/recommendations/:recommendation',
    { schema: { ...one, response: { 200: Recommendation, ...problems } } },
    (request) => throughOpenDoor(house, request, (door) => readOne(house, door, request.params.recommendation)),
  )
  const say = { summary: 'Anybody says something on it; it is looked at before others read it', params, body: Said }
  server.post(
    '/api/open/recommendations/:recommendation/comments',
    { bodyLimit: MOST_BYTES, schema: { ...say, response: { 200: z.object({ comment: z.number() }), ...problems } } },
    async (request) => {
      commented.refuseTooMany(request.ip)
      commented.failed(request.ip)
      const { recommendation } = request.params
      // What was never put before the public is refused like what is not there.
      await throughOpenDoor(house, request, (door) => readOne(house, door, recommendation))
      const act = { register: house.register, now: house.now(), form: formSent(request) }
      const kept = await keepingRefusals(house.register, () =>
        comment(act, recommendation, { ...request.body, account: null }),
      )
      const about = `recommendation:${recommendation} comment:${kept.comment}`
      await appendEvent(house.register, eventOf(house, null, 'comment-openly', about, { outcome: 'done' }))
      return kept
    },
  )
}
