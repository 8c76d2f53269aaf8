import { z } from 'zod'
import { type Overview, overview } from '../../../alignment/degree/overview.ts'
import { Field } from '../../../alignment/profile/field.ts'
import type { Initiative } from '../../../alignment/profile/initiative.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { WholepanelError } from '../../../error.ts'
import { didYouMean } from '../../../model/read-yaml.ts'
import type { Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Format, sendCsv, shaped, text } from '../shapes.ts'
import { overviewShape } from './shapes.ts'

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

const COLUMNS = ['area', 'element', 'payer', 'degree', 'because', 'payer_says', 'reference_says']

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
      reference: Name.optional().describe('The payer that the others are compared with; the initiative names one'),
    }),
    response: { 200: Shown, ...problems },
  }
  server.get('/api/alignment/initiatives/:initiative', { schema: one }, async ({ params, query }, reply) => {
    const found = field.initiative(params.initiative)
    const shown = overview(field.elements, found.profiles, referenceOf(found, query.reference))
    return query.format === 'csv'
      ? sendCsv(reply, `alignment-${found.initiative}`, rowsOf(shown), COLUMNS)
      : shaped<z.infer<typeof Shown>>({ ...headOf(found), ...shown })
  })
}

const listed = (found: Initiative) => ({
  ...headOf(found),
  payers: found.profiles.map(({ payer, name }) => ({ payer, name })),
})

const headOf = ({ initiative, title, about, as_of, reference, model, sources, not_read }: Initiative) => ({
  initiative,
  title,
  about,
  as_of,
  reference,
  model: model ?? null,
  sources: Object.entries(sources).map(([key, { published, url, read, ...source }]) => ({
    key,
    ...source,
    published: published ?? null,
    url: url ?? null,
    read: read ?? null,
  })),
  not_read,
})

function referenceOf({ profiles, reference }: Initiative, asked: string = reference): Profile {
  const found = profiles.find(({ payer }) => payer === asked)
  if (found) return found
  const known = profiles.map(({ payer }) => payer)
  throw new WholepanelError('input-argument', {
    at: 'reference',
    got: `no payer ${asked}${didYouMean(asked, known)}`,
    want: known.join(' or '),
  })
}

/** One row per element and payer. */
const rowsOf = ({ elements }: Overview) =>
  elements.flatMap(({ area, element, reference_says, payers }) =>
    payers.map(({ payer, degree, because, says }) => ({
      area,
      element,
      payer,
      degree,
      because,
      payer_says: says.map((one) => one.says).join(' / '),
      reference_says: reference_says.map((one) => one.says).join(' / '),
      withheld: [],
    })),
  )
