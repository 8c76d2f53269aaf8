import { z } from 'zod'
import { OVERVIEW_COLUMNS, overview } from '../../../alignment/degree/overview.ts'
import { Field } from '../../../alignment/profile/field.ts'
import { payerOf } from '../../../alignment/profile/find-payer.ts'
import type { Initiative } from '../../../alignment/profile/initiative.ts'
import type { Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Format, sendCsv, shaped, text } from '../shapes.ts'
import { overviewShape, publicRows } from './overview-shape.ts'

const Listed = z
  .object({
    initiative: z.string(),
    title: z.string(),
    about: z.string(),
    as_of: z.string(),
    reference: z.string(),
    payers: z.array(z.object({ payer: z.string(), name: z.string() })),
  })
  .meta({ id: 'Initiative' })

const Shown = z
  .object({
    ...Listed.omit({ payers: true }).shape,
    ...overviewShape,
    model: text.describe('The model of payment that it is closest to'),
    sources: z.array(
      z.object({
        initiative: z.string().describe('Whose texts name it by its key'),
        key: z.string(),
        title: z.string(),
        by: z.string(),
        published: text,
        url: text,
        read: text.describe('How far it was read'),
      }),
    ),
    not_read: z.array(z.string()),
  })
  .meta({ id: 'InitiativeMatrix' })

const Name = z
  .string()
  .max(100)
  .regex(/^[a-z0-9-]+$/)

const ReferenceName = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]+(:[a-z0-9-]+)?$/)

/** What was published of real initiatives: the same for everybody, as the models of payment are. */
export function fieldRoutes(server: Server): void {
  const field = new Field()
  const list = {
    summary: 'Initiatives of several payers, as far as their texts are public',
    response: { 200: z.array(Listed), ...problems },
  }
  server.get('/api/alignment/initiatives', { schema: list }, () => field.all().map(listed))
  const one = {
    summary: 'An initiative: every payer beside the reference, by area and by element, with the texts and the rule',
    params: z.object({ initiative: Name }),
    querystring: Format.extend({
      reference: ReferenceName.optional().describe(
        'The payer that the others are compared with (the initiative names one), or a payer of another as initiative:payer',
      ),
    }),
    response: { 200: Shown, ...problems },
  }
  server.get('/api/alignment/initiatives/:initiative', { schema: one }, async ({ params, query }, reply) => {
    const found = field.initiative(params.initiative)
    const { reference = found.reference } = query
    const other = reference.includes(':') ? field.payer(reference) : null
    const shown = other
      ? overview(field.elements, [...found.profiles, other.profile], other.profile)
      : overview(field.elements, found.profiles, payerOf(found.profiles, reference, 'reference'))
    const sources =
      other && other.initiative !== found ? [...sourcesOf(found), ...sourcesOf(other.initiative)] : sourcesOf(found)
    return query.format === 'csv'
      ? sendCsv(reply, `alignment-${found.initiative}`, publicRows(shown), OVERVIEW_COLUMNS)
      : shaped<z.infer<typeof Shown>>({ ...headOf(found), sources, ...shown })
  })
}

const listed = (found: Initiative) => ({
  ...headOf(found),
  payers: found.profiles.map(({ payer, name }) => ({ payer, name })),
})

const headOf = ({ initiative, title, about, as_of, reference, model, not_read }: Initiative) => ({
  initiative,
  title,
  about,
  as_of,
  reference,
  model: model ?? null,
  not_read,
})

const sourcesOf = ({ initiative, sources }: Initiative) =>
  Object.entries(sources).map(([key, { published, url, read, ...source }]) => ({
    initiative,
    key,
    ...source,
    published: published ?? null,
    url: url ?? null,
    read: read ?? null,
  }))
