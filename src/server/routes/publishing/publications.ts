import { z } from 'zod'
import type { Dataset } from '../../../disclosure/dataset.ts'
import { embargoOf } from '../../../disclosure/policy/embargo.ts'
import { previewOf } from '../../../disclosure/preview.ts'
import { publishPeriod } from '../../../disclosure/published.ts'
import { type Door, release } from '../../../disclosure/release.ts'
import { period } from '../../../period.ts'
import { listAgreements } from '../../../register/rights/agreements.ts'
import { listPublications, withdrawPublication } from '../../../register/rights/disclosure/publications.ts'
import { lastFinishedRun } from '../../../register/runs.ts'
import { type House, type Server, throughDoor, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { shaped, text } from '../shapes.ts'

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

const Publications = z
  .object({
    period: text.describe('Of the last run: the one that may be published'),
    embargo: text.describe('Why its rates and costs wait for those whose they are not; null when they wait no longer'),
    publications: z.array(Publication).describe('Newest period first, what was withdrawn too'),
  })
  .meta({ id: 'Publications' })
type Publications = z.infer<typeof Publications>

/** What is published is for everybody, and so is what still waits. */
const PUBLISHED: Dataset = {
  name: 'publications',
  columns: { period: 'public', embargo: 'public', publications: 'public' },
  parties: () => ({}),
}

const Preview = z
  .object({
    period: z.string().describe('Of the last run: the one that may be published'),
    rows: z.array(
      z.object({
        whom: z.string(),
        what: z.enum(['rates of the region', 'rates of practices', 'costs of practices']),
        all: z.number().int().describe('Measures; practices times measures; practices'),
        shown: z.number().int(),
        withheld: z.number().int().describe('Withheld, or resting on nobody'),
        by_publication: z.boolean().describe('Whether they see it once the period is published, and not before'),
      }),
    ),
  })
  .meta({ id: 'PublicationPreview' })

/** Counts of figures, not of people, and none that who may publish could not count on the pages. */
const PREVIEW: Dataset = {
  name: 'publication preview',
  columns: { period: 'public', rows: 'public' },
  parties: () => ({}),
}

const OfPeriod = z.strictObject({ period: z.string().max(10).describe('The period of the last run') })
const Because = z.object({ because: z.string().min(10).max(500).describe('Why it is withdrawn') })
const PeriodParams = z.object({ period: z.string().max(10) })

export function publicationsRoutes(server: Server, house: House): void {
  const response = { 200: Publications, ...problems }
  const list = { summary: 'What of the region is published, and what waits to be', response }
  server.get('/api/publications', { schema: list }, (request) =>
    throughRegisterDoor(house, request, (door) => publications(house, door)),
  )
  const preview = {
    summary: 'What publishing the period of the last run would show to whom, in counts of figures',
    response: { 200: Preview, ...problems },
  }
  server.get('/api/publications/preview', { schema: preview }, (request) =>
    throughDoor(house, request, null, async (reading, door) => {
      const rows = await previewOf(reading, await listAgreements(house.register), house.now().slice(0, 10))
      const [row] = await release(door, PREVIEW, [{ period: reading.period.id, rows }])
      return shaped<z.infer<typeof Preview>>(row)
    }),
  )
  const one = {
    summary: 'Publishes the period of the last run: rates of the whole region, for everybody, and as they are now',
    body: OfPeriod,
    response,
  }
  server.post('/api/publications', { schema: one }, (request) =>
    throughDoor(house, request, null, async (reading, door) => {
      const given = { period: request.body.period, published_by: door.viewer.person }
      await publishPeriod(house.register, reading, given, house.now())
      return publications(house, door)
    }),
  )
  const withdrawal = {
    summary: 'Withdraws what was published of a period, with a reason that everybody reads',
    params: PeriodParams,
    body: Because,
    response,
  }
  server.post('/api/publications/:period/withdrawal', { schema: withdrawal }, (request) =>
    throughRegisterDoor(house, request, async (door) => {
      const given = { because: request.body.because, withdrawn_by: door.viewer.person }
      await withdrawPublication(house.register, request.params.period, given, house.now())
      return publications(house, door)
    }),
  )
}

async function publications({ register, now }: House, door: Door): Promise<Publications> {
  const run = await lastFinishedRun(register)
  const all = await listPublications(register)
  const published = all.filter((one) => one.withdrawn_at === null).map((one) => one.period)
  const given: Publications = {
    period: run?.period ?? null,
    embargo: run ? embargoOf(door.policy, period(run.period), published, now().slice(0, 10)) : null,
    publications: all.map((one) => ({
      period: one.period,
      published_at: one.published_at,
      withdrawn_at: one.withdrawn_at,
      because: one.because,
      rates: one.withdrawn_at === null ? (one.figures as Publication['rates']) : [],
    })),
  }
  const [row] = await release(door, PUBLISHED, [given])
  return shaped<Publications>(row)
}
