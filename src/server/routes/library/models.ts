import { z } from 'zod'
import { STRUCTURES } from '../../../model/card.ts'
import { FACT_UNITS, FAMILIES, READINESS } from '../../../model/model-file.ts'
import { PARAMETER_KINDS, PARAMETER_UNITS } from '../../../model/parameter.ts'
import { BANDS } from '../../../model/schedule.ts'
import { Library } from '../../../payment/library/library.ts'
import { sideBySide, VERDICTS } from '../../../payment/library/side-by-side.ts'
import type { House, Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { StepShape, TermShape } from '../explain.ts'
import { decimal, text } from '../shapes.ts'

const Unit = z.enum([...new Set([...PARAMETER_UNITS, ...FACT_UNITS])])

const Entry = z
  .object({
    id: z.string(),
    title: z.string(),
    family: z.enum(FAMILIES),
    readiness: z.enum(READINESS),
    lan_categories: z.array(z.string()),
    tracks: z.array(z.object({ track: z.string(), label: z.string() })),
    by: text,
    years: text,
    based_on: text,
    demonstration: z.boolean(),
    cases: z.number().int().describe('Worked examples'),
    published_cases: z.number().int().describe('Of them, those whose figures somebody else published'),
  })
  .meta({ id: 'LibraryEntry' })

const Element = z
  .object({
    element: z.enum(STRUCTURES),
    about: z.string(),
    source: z.string(),
    unconfirmed: z.boolean(),
    parameters: z.array(z.string()),
    includes: z.array(z.string()),
    excludes: z.array(z.string()),
  })
  .meta({ id: 'ModelElement' })

const Values = z
  .object({
    from: z.string(),
    source: z.string(),
    cells: z.array(z.object({ code: text, at: text, value: z.string() })),
  })
  .meta({ id: 'ModelValues' })

const parameter = {
  label: z.string(),
  kind: z.enum(PARAMETER_KINDS),
  unit: Unit,
  by: text.describe('What a table is read by'),
  along: text.describe('The number that its bands run along'),
  bands: z.enum(BANDS),
  status: z.enum(['stated', 'unconfirmed', 'required']),
}

const Parameter = z
  .object({
    name: z.string(),
    ...parameter,
    about: text,
    per_measure: z.boolean(),
    values: z.array(Values).describe('None where nobody published one, or where it is a payer’s own'),
  })
  .meta({ id: 'ModelParameter' })

const Reading = z.object({ choice: z.string(), reading: z.string() })

const Component = z
  .object({
    component: z.string(),
    part: z.string(),
    part_title: z.string(),
    label: z.string(),
    about: text,
    formula: z.string(),
    when: text,
    source: text,
    tracks: z.array(z.string()).describe('All of them where none is named'),
    from: text,
    until: text,
    readings: z.array(Reading),
    per_measure: z.boolean(),
    unit: Unit,
    pays: z.enum(['provider', 'payer']).nullable(),
    rounds: z.enum(['cents', 'dollars']).nullable(),
  })
  .meta({ id: 'ModelComponent' })

const Given = z.object({ name: z.string(), label: z.string(), value: z.string(), unit: Unit })

const Case = z
  .object({
    case: z.string(),
    published: text.describe('Who published the expected figures; null where they are our own arithmetic'),
    about: text,
    track: z.string(),
    period: z.string(),
    readings: z.array(Reading),
    amounts: z.array(Given),
    given: z.array(Given),
    peers: z.number().int(),
    steps: z.array(StepShape),
    terms: z.array(TermShape),
    lines: z.array(z.object({ component: z.string(), label: z.string(), amount_usd: decimal })),
    total_usd: decimal,
    because: z.array(z.string()),
    expected: z.array(z.object({ name: z.string(), label: z.string(), value: text })),
    within: z.string(),
    holds: z.boolean(),
  })
  .meta({ id: 'ModelCase' })

const Shown = z
  .object({
    ...Entry.shape,
    about: z.string(),
    card: z
      .object({ payers: z.string(), units: text, worked: z.array(z.string()), did_not: z.array(z.string()) })
      .nullable(),
    tracks: z.array(z.object({ track: z.string(), label: z.string(), about: z.string(), from: text, until: text })),
    structure: z.array(Element),
    calendar: z.array(z.object({ event: z.string(), about: z.string(), source: z.string(), unconfirmed: z.boolean() })),
    circular: z.array(z.string()),
    choices: z.array(
      z.object({
        choice: z.string(),
        label: z.string(),
        about: z.string(),
        used: z.string(),
        readings: z.array(z.object({ reading: z.string(), label: z.string(), source: z.string() })),
      }),
    ),
    measures: z.array(z.string()),
    facts: z.array(
      z.object({ name: z.string(), label: z.string(), unit: Unit, definition: z.string(), optional: z.boolean() }),
    ),
    parameters: z.array(Parameter),
    components: z.array(Component),
    worked_cases: z.array(Case),
    not_published: z.array(z.string()),
    sources: z.array(
      z.object({
        title: z.string(),
        by: z.string(),
        published: z.string().optional(),
        url: z.string().optional(),
        says: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Model' })

const pairOf = <Of extends z.ZodType>(of: Of) => ({ first: of, second: of, verdict: z.enum(VERDICTS) })
const Newest = z.object({ ...parameter, value: Values.nullable() }).meta({ id: 'ModelNewestValue' })

const SideBySide = z
  .object({
    first: Entry,
    second: Entry,
    about: z.array(z.object({ element: z.string(), ...pairOf(text) })),
    structure: z.array(z.object({ element: z.enum(STRUCTURES), ...pairOf(Element.nullable()) })),
    components: z.array(z.object({ part: z.string(), part_title: z.string(), ...pairOf(z.array(Component)) })),
    parameters: z.array(z.object({ label: z.string(), ...pairOf(Newest.nullable()) })),
  })
  .meta({ id: 'ModelsSideBySide' })

const Key = z
  .string()
  .max(100)
  .regex(/^[a-z0-9-]+$/)
const Id = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)

/** The library is for everybody: it holds what is public of each model, and nothing of anyone. */
export function modelsRoutes(server: Server, house: House): void {
  const library = new Library(() => house.region.models)
  const list = {
    summary: 'The models of payment that everybody may read',
    response: { 200: z.array(Entry), ...problems },
  }
  server.get('/api/models', { schema: list }, () => library.entries())
  const one = {
    summary: 'A model: structure, components in words, parameters with dates and sources, worked examples',
    params: z.object({ folder: Key.describe('First half of its id'), name: Key.describe('Second half of its id') }),
    response: { 200: Shown, ...problems },
  }
  server.get('/api/models/:folder/:name', { schema: one }, ({ params: { folder, name } }) =>
    library.shown(`${folder}/${name}`),
  )
  const two = {
    summary: 'Two models side by side: the same element on one line, and how they differ in a word',
    querystring: z.object({ a: Id.describe('Id of the first model'), b: Id.describe('Id of the second') }),
    response: { 200: SideBySide, ...problems },
  }
  server.get('/api/models/compare', { schema: two }, async ({ query: { a, b } }) =>
    sideBySide(await library.shown(a), await library.shown(b)),
  )
}
