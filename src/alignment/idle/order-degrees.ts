import type { AttributionRule } from '../../attribution/rule.ts'
import { rowsOfJson } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import type { RulesOfPayer } from '../contract.ts'
import { cell } from '../degree/matrix.ts'
import { type Elements, elementOf } from '../elements/elements.ts'
import { spoken } from '../profile/answer.ts'
import { type Profile, type Reading, readingsOf } from '../profile/profile.ts'
import { REFERENCE } from '../profile/reference.ts'
import { idleStep, orderDegree } from '../tables.ts'
import { ORDER, type StepOfRule, withIdleSteps } from './without-idle.ts'

/** What a payer, or the reference, says decides, in order: each reading with its source. */
export type OrderOf = { payer: string; readings: readonly Reading[] }

export type OrdersGiven = {
  elements: Elements
  /** Of the library, by which lists of the run were made. */
  rules: readonly AttributionRule[]
  /** On which the texts hold. */
  day: string
  reference: { readings: readonly Reading[]; rule: string | null }
  payers: readonly OrderOf[]
  /** The rules of each payer. */
  rulesOf: readonly RulesOfPayer[]
}

const COLUMNS = ['period', 'payer', 'says', 'reference_says', 'degree_on_paper', 'degree', 'because'] as const
type Row = Record<(typeof COLUMNS)[number], string>
type Idle = StepOfRule & { period: string; payer: string }

/**
 * How far each payer's order of attribution is from the reference's, in the period and the year before by the same two texts.
 * Texts are no tables, so it is always made anew; it reads some hundred rows.
 */
export function orderDegrees(given: OrdersGiven, period: Period, baseline: Period): Step {
  return {
    table: orderDegree,
    reads: [idleStep.name],
    prepare: (engine) => prepare(engine, given, period, baseline),
    relation: sql`select * from order_given`,
  }
}

async function prepare(engine: Engine, given: OrdersGiven, period: Period, baseline: Period): Promise<void> {
  const idle = await engine.rows<Idle>(sql`
    select period, payer, rule, cast(step as integer) as step, idle from ${id(idleStep.name)} order by period, payer, rule, step`)
  const rows = given.payers.flatMap((one) => ofPayer(given, one, idle, [period.id, baseline.id]))
  const columns: Sql = join(COLUMNS.map((name) => raw(`${name} varchar`)))
  await engine.run(sql`create or replace temp table order_given (${columns})`)
  if (rows.length > 0)
    await engine.run(
      sql`insert into order_given select ${join(COLUMNS.map(id))} from (${rowsOfJson(sql`${JSON.stringify(rows)}`, COLUMNS)}) given`,
    )
}

/** The period's row says too what became of a year before in which the two were exact: they drifted. */
function ofPayer(given: OrdersGiven, one: OrderOf, idle: readonly Idle[], [now = '', before = '']: string[]): Row[] {
  const rows = [now, before].flatMap((year) =>
    inYear(given, one, { year, steps: idle.filter(({ period, payer }) => period === year && payer === one.payer) }),
  )
  const [current, earlier] = rows
  if (!current || !earlier || current.degree === 'exact' || earlier.degree !== 'exact') return rows
  return [{ ...current, because: `${current.because}; in ${before} they were exact: ${earlier.because}` }, earlier]
}

function inYear(given: OrdersGiven, one: OrderOf, { year, steps }: { year: string; steps: StepOfRule[] }): Row[] {
  const { elements, rules, day, reference, rulesOf } = given
  const element = elementOf(elements, ORDER)
  const own = rulesOf.find(({ payer }) => payer === one.payer)?.rules ?? []
  const [mine, theirs] = [profileOf(one.payer, one.readings), profileOf(REFERENCE, reference.readings)]
  const paper = cell(element, mine, theirs)
  if (paper.degree === 'not-stated') return []
  const named = (names: readonly string[]) => rules.filter(({ rule }) => names.includes(rule))
  const ours = withIdleSteps(mine, { rules: named(own), day, steps })
  const others = withIdleSteps(theirs, { rules: named(reference.rule === null ? [] : [reference.rule]), day, steps })
  const found = cell(element, ours, others)
  const isExact = paper.degree !== 'exact' && found.degree === 'exact'
  const because = isExact ? `${found.because}, as ${idleSaid(given, ours, others)} in ${year}` : paper.because
  const says = { says: orderKey(one.readings), reference_says: orderKey(reference.readings) }
  const degrees = { degree_on_paper: paper.degree, degree: isExact ? found.degree : paper.degree }
  return [{ period: year, payer: one.payer, ...says, ...degrees, because }]
}

const profileOf = (payer: string, readings: readonly Reading[]): Profile => ({
  ...{ payer, name: payer, lines: [] },
  answers: new Map(readings.length > 0 ? [[ORDER, readings]] : []),
})

/** By which two texts are known to be those that the run looked at. */
export const orderKey = (readings: readonly Reading[]): string =>
  JSON.stringify(readings.map(({ reading, answer }) => [reading, answer.kind === 'ordered-steps' ? answer.steps : []]))

/** `step 1 of its rule (The patient's own choice) never applied to anyone`. */
function idleSaid({ elements }: OrdersGiven, mine: Profile, theirs: Profile): string {
  const element = elementOf(elements, ORDER)
  const of = (profile: Profile, whose: string): string[] =>
    readingsOf(profile, ORDER).flatMap(({ answer, never_decides }) =>
      answer.kind !== 'ordered-steps'
        ? []
        : answer.steps.flatMap((step, i) =>
            never_decides.includes(step)
              ? [`step ${i + 1} of ${whose} (${spoken(element, { kind: 'one-of', option: step })})`]
              : [],
          ),
    )
  return `${[...new Set([...of(mine, 'its rule'), ...of(theirs, 'the other')])].join(' and ')} never applied to anyone`
}
