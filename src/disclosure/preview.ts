import { GRANTED } from '../governance/permit.ts'
import { type Permitted, unusablePayers } from '../governance/permitted.ts'
import { sql } from '../lake/sql.ts'
import type { AgreementTerms } from '../register/schema.ts'
import { CELL } from './patterns/count-tables.ts'
import type { Policy } from './policy/policy.ts'
import { publishable } from './published.ts'
import { practices, type Reading } from './reads/reading.ts'
import { payersInRun } from './reads/subject.ts'
import { decide } from './right.ts'

/**
 * What of the last run somebody would see once its period is published: one row for each who and what, in counts only.
 * What is not shown is withheld, or rests on nobody: which of the two is not told here either.
 */
export type PreviewRow = {
  whom: string
  what: 'rates of the region' | 'rates of practices' | 'costs of practices'
  /** Measures; practices and measures; practices. */
  all: number
  shown: number
  withheld: number
  /** Whether they see it by the publication; if not, what is shown does not hang on it. */
  by_publication: boolean
}

/** Those who wait, as far as they differ: a coach sees what a purchaser does, where its organization is let in. */
const WAIT = [
  { role: 'state', whom: 'the state' },
  { role: 'purchaser', whom: 'purchasers, and coaches where they are let in' },
] as const

type Rate = { practice_id: string; measure: string; rate_share: string | null }

/** Decided by the same function as the pages that come after it. */
export async function previewOf(
  reading: Reading,
  agreements: readonly AgreementTerms[],
  today: string,
): Promise<PreviewRow[]> {
  const { engine, measures, patterns, period } = reading
  const { policy, withheld } = patterns
  const every = (await engine.rows<{ practice_id: string }>(practices())).map((one) => one.practice_id)
  const rates = await engine.rows<Rate>(sql`
    select practice_id, measure, rate_share from measure_rate where period = ${period.id} and payer = 'all'`)
  const present = await payersInRun(reading)
  const to = ({ role, whom }: (typeof WAIT)[number]): PreviewRow[] => {
    const rules = { viewer: asIf(role, present, agreements, today), policy, withheld, embargo: null }
    const shows = (kind: 'rate' | 'mixed-price', practice_id: string, value: string | null, cell: string | null) =>
      decide(rules, kind, { value, parties: { payer: 'all', practice_id }, cell, figure: value !== null }).value !==
      null
    const rate = ({ practice_id, measure, rate_share }: Rate) =>
      shows('rate', practice_id, rate_share, CELL.rate(period.id, measure, practice_id, 'all'))
    const cost = (practice_id: string) =>
      shows('mixed-price', practice_id, patterns.overseers.get(practice_id)?.values.all ?? null, null)
    return [
      row(whom, 'rates of practices', every.length * measures.length, rates.filter(rate).length, policy),
      row(whom, 'costs of practices', every.length, every.filter(cost).length, policy),
    ]
  }
  const region = (await publishable(reading, policy)).length
  return [
    { ...row('everybody', 'rates of the region', measures.length, region, policy), by_publication: true },
    ...WAIT.flatMap(to),
  ]
}

const row = (whom: string, what: PreviewRow['what'], all: number, shown: number, { embargo }: Policy): PreviewRow => ({
  whom,
  what,
  all,
  shown,
  withheld: all - shown,
  by_publication: embargo === 'published',
})

/** Somebody of a role at any practice, let in by the line of the table that lets the role in. */
function asIf(
  role: (typeof WAIT)[number]['role'],
  present: readonly string[],
  agreements: readonly AgreementTerms[],
  today: string,
): Permitted {
  const permission = GRANTED.find((one) => one.action === 'read-scorecard' && one.role === role)
  if (!permission) throw new Error(`no line of the permissions lets the role ${role} read a scorecard`)
  const nobody = { person: '', name: '', organization_id: null, practice_ids: [] }
  const unusable_payers = unusablePayers(permission, present, agreements, today)
  return { ...nobody, role, purpose: 'oversight', permission, unusable_payers }
}
