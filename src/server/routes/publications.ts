import { z } from 'zod'
import type { Dataset } from '../../disclosure/dataset.ts'
import { publishable } from '../../disclosure/published.ts'
import { release } from '../../disclosure/release.ts'
import { listPublications, publish, withdrawPublication } from '../../register/rights/disclosure/publications.ts'
import { type House, type Server, throughDoor, throughRegisterDoor } from '../house.ts'
import { problems } from '../problem.ts'
import { shaped, text } from './shapes.ts'

const Publication = z
  .object({
    period: z.string(),
    published_at: z.string(),
    withdrawn_at: text,
    because: text.describe('Why it was withdrawn'),
    rates: z
      .array(
        z.object({
          measure: z.string(),
          title: z.string(),
          rate_share: z.string().describe('Over the whole region, in whole percent'),
          end: text,
          reliability: z.string(),
        }),
      )
      .describe('None of what was withdrawn'),
  })
  .meta({ id: 'Publication' })
type Publication = z.infer<typeof Publication>

/** What is published is for everybody. */
const PUBLISHED: Dataset = {
  name: 'publications',
  columns: { period: 'public', published_at: 'public', withdrawn_at: 'public', because: 'public', rates: 'public' },
  parties: () => ({}),
}

const Because = z.object({ because: z.string().min(10).max(500).describe('Why it is withdrawn') })
const PeriodParams = z.object({ period: z.string().max(10) })

export function publicationsRoutes(server: Server, house: House): void {
  const list = { summary: 'What of the region is published', response: { 200: z.array(Publication), ...problems } }
  const all = async () =>
    (await listPublications(house.register)).map((one) => ({
      period: one.period,
      published_at: one.published_at,
      withdrawn_at: one.withdrawn_at,
      because: one.because,
      rates: one.withdrawn_at === null ? (one.figures as Publication['rates']) : [],
    }))
  server.get('/api/publications', { schema: list }, async (request) =>
    shaped<Publication[]>(
      await throughRegisterDoor(house, request, async (door) => release(door, PUBLISHED, await all())),
    ),
  )
  const one = {
    summary: 'Publishes the period of the last run: rates of the whole region, for everybody, and as they are now',
    response: { 200: z.array(Publication), ...problems },
  }
  server.post('/api/publications', { schema: one }, async (request) =>
    shaped<Publication[]>(
      await throughDoor(house, request, null, async (reading, door) => {
        const { policy } = reading.patterns
        const given = {
          period: reading.period.id,
          run_id: reading.run_id,
          policy: `${policy.name}@${policy.version}`,
          figures: await publishable(reading, policy),
          published_by: door.viewer.person,
        }
        await publish(house.register, given, house.now())
        return release(door, PUBLISHED, await all())
      }),
    ),
  )
  const withdrawal = {
    summary: 'Withdraws what was published of a period, with a reason that everybody reads',
    params: PeriodParams,
    body: Because,
    response: { 200: z.array(Publication), ...problems },
  }
  server.post('/api/publications/:period/withdrawal', { schema: withdrawal }, async (request) =>
    shaped<Publication[]>(
      await throughRegisterDoor(house, request, async (door) => {
        const { because } = request.body
        await withdrawPublication(
          house.register,
          request.params.period,
          { because, withdrawn_by: door.viewer.person },
          house.now(),
        )
        return release(door, PUBLISHED, await all())
      }),
    ),
  )
}
