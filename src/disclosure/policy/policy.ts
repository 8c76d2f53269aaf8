import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import { readText, readYaml } from '../../model/read-yaml.ts'

/** The policies that come with the product. */
export const POLICIES = join(import.meta.dirname, '..', '..', '..', 'policies')

const whole = (least: number, most = 1_000_000) => z.number().int().min(least).max(most)
const share = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^(0(\.\d+)?|1(\.0+)?)$/.test(text), { message: 'not a share; want 0 to 1' })
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { message: 'not a day; want 2026-01-31' })
const stated = <Value extends z.ZodType>(value: Value, about: string) =>
  z.strictObject({ value, source: z.string().min(1) }).describe(about)

export const PolicyValues = z.strictObject({
  smallest_cell: stated(
    whole(1),
    'Fewest people in a count shown to who has no right to those people; zero is a count too',
  ),
  payer_rate_places: stated(
    whole(0, 9),
    "Decimal places of a rate's share over a shared practice that a payer gets: 2 is whole percent",
  ),
  payer_rate_end: stated(
    share,
    'A rate that a payer gets is shown as this share from the end at most: a rate of all or none tells about everybody',
  ),
  reliable_from: stated(
    z
      .strictObject({ low: whole(1), moderate: whole(2), high: whole(3) })
      .refine(({ low, moderate, high }) => low < moderate && moderate < high, {
        message: 'want low < moderate < high',
      }),
    'Denominators from which a rate that a payer gets is called of low, moderate or high reliability; under the first it is withheld',
  ),
  fewest_payers: stated(whole(1), 'Fewest payers with people behind a rate over all payers that a payer gets'),
  fewest_people_of_others: stated(whole(0), 'Fewest people behind it who belong to neither of any two payers'),
  fewest_organizations: stated(
    whole(1),
    "Fewest organizations, besides the viewer's own, behind an amount that holds their prices",
  ),
  largest_share: stated(share, 'Largest part that one of them may have in it'),
  protected_percent: stated(
    whole(1, 100),
    'No amount between a payer and an organization may be bounded to within this percent',
  ),
  embargo: stated(
    z.union([z.literal('published'), z.literal('none'), day]),
    'When rates and costs reach those whose they are not: a day, published, or none for at once',
  ),
  fewest_people_published: stated(whole(1), 'Fewest people behind a rate of the whole region that is published'),
  standard_prices: stated(
    z.enum(['yes', 'no']),
    'Whether a practice sees an average price of the region where it may not see what another organization was paid',
  ),
})
export type PolicyValueName = keyof z.infer<typeof PolicyValues>

export const PolicyFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  chosen_by: z.string().min(1).describe('Who chose it: counsel of the initiative, a committee and its day'),
  agreement: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, { message: 'not the name of an agreement' })
    .optional()
    .describe('The agreement that permits what is looser than the strictest'),
  from: day.describe('First day in force'),
  until: day.optional().describe('Last day in force'),
  values: PolicyValues,
})

type Stated = z.infer<typeof PolicyValues>
/** A disclosure policy: its values as reads use them, and where each comes from. */
export type Policy = Omit<z.infer<typeof PolicyFile>, 'values' | 'agreement' | 'until'> & {
  /** The name of its file. */
  name: string
  /** Of the file as it is written: a release says under which text it left. */
  version: string
  agreement: string | null
  until: string | null
  sources: Readonly<Record<PolicyValueName, string>>
} & { readonly [Name in PolicyValueName]: Stated[Name]['value'] }

export const POLICY_VALUES = Object.keys(PolicyValues.shape) as PolicyValueName[]

/** Example: `readPolicy(join(region.policies, 'tidewell.yaml'))`. A fault is told with file, line and column. */
export function readPolicy(file: string, text = readText(file, 'input-policy')): Policy {
  const { value, at } = readYaml(file, PolicyFile, 'input-policy', text)
  const { values, agreement = null, until = null, ...head } = value
  if (until !== null && until < value.from)
    throw new WholepanelError('input-policy', { at: at(['until']), got: 'an end before the start' })
  const part = <Part extends 'value' | 'source'>(name: Part) =>
    Object.fromEntries(POLICY_VALUES.map((one) => [one, values[one][name]]))
  return Object.freeze({
    ...head,
    agreement,
    until,
    name: (file.split(/[/\\]/).pop() ?? file).replace(/\.yaml$/, ''),
    version: createHash('sha256').update(text).digest('hex').slice(0, 12),
    sources: part('source'),
    ...part('value'),
  }) as Policy
}

/** The policies of a folder, sorted by name; none where there is no folder. */
export const policiesIn = (folder: string, read = readPolicy): Policy[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^[a-z0-9-]+\.yaml$/.test(name))
        .sort()
        .map((name) => read(join(folder, name)))
    : []

/**
 * `readPolicy` for who reads the same files again and again: one is parsed again when its text is another. The text and not
 * its time is compared: a file written twice within a moment has one time.
 */
export function rereading(): typeof readPolicy {
  const known = new Map<string, { text: string; policy: Policy }>()
  return (file) => {
    const text = readText(file, 'input-policy')
    const before = known.get(file)
    if (before?.text === text) return before.policy
    const policy = readPolicy(file, text)
    known.set(file, { text, policy })
    return policy
  }
}

/** In force where nothing else is: there is no other hidden default. */
export const STRICTEST: Policy = readPolicy(join(POLICIES, 'strictest.yaml'))
