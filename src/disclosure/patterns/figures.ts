import { period as periodOf } from '../../period.ts'
import type { ShownFigure } from '../../register/rights/disclosure/patterns.ts'
import type { Policy } from '../policy/policy.ts'
import type { Pairs } from './contributors.ts'
import { nextShown, type Shown, staticPattern, type Test } from './cost-pattern.ts'
import type { Counted } from './count-tables.ts'
import { grouped } from './grouped.ts'

/** Cost per member month as it is shown: by payer and with `all`; of an earlier run where this one's may not follow. */
export type CostFigures = { values: Readonly<Record<string, string>>; as_of: string | null }
export type PatternGiven = Counted & { run_id: string; finished_at: string | null }

/** Figures that were shown, and those that this run adds. */
export class Figures {
  readonly added: ShownFigure[] = []
  readonly #given: PatternGiven
  readonly #before: Map<string, ShownFigure[]>
  readonly #policy: Policy

  constructor(given: PatternGiven, policy: Policy, before: readonly ShownFigure[]) {
    this.#given = given
    this.#policy = policy
    this.#before = grouped(before, ({ kind, subject }) => `${kind} ${subject}`)
  }

  /** Earlier figures of the same subject whose periods have months in common, oldest first. */
  earlier(kind: string, subject: string, period: string): ShownFigure[] {
    const own = periodOf(period)
    return (this.#before.get(`${kind} ${subject}`) ?? []).filter((one) => {
      const other = periodOf(one.period)
      return other.start < own.end && own.start < other.end
    })
  }

  /** What stands behind the figures over all payers that were shown so far, with those of this run. */
  shownOf(kind: string, subject: string, period: string): Pairs[] {
    const added = this.added.filter((one) => one.kind === kind && one.subject === subject && one.period === period)
    return [...this.earlier(kind, subject, period), ...added]
      .map(shownOf)
      .flatMap((one) => (one.all ? [one.pairs] : []))
  }

  /** As of which run a figure stands: null for this one. */
  asOf = (figure: Pick<ShownFigure, 'run_id' | 'as_of'>): string | null =>
    figure.run_id === this.#given.run_id ? null : figure.as_of

  add(kind: string, subject: string, period: string, shown: unknown, behind: unknown): void {
    const { run_id, finished_at } = this.#given
    this.added.push({ kind, subject, period, run_id, as_of: finished_at ?? '1970-01-01T00:00:00Z', shown, behind })
  }

  /** The figures of this run where they may follow; else the last ones, as far as the policy of today still shows them. */
  costs(kind: string, subject: string, now: CostGiven): CostFigures | null {
    const { run_id, period } = this.#given
    const { pairs, payers, own, test, values, knowers, beside } = now
    const earlier = this.earlier(kind, subject, period.id).map((one) => ({ figure: one, shown: shownOf(one) }))
    const same = earlier.find(({ figure }) => figure.run_id === run_id && figure.period === period.id)
    const next = same
      ? null
      : nextShown(
          { run_id, period: period.id, pairs },
          earlier.map((one) => one.shown),
          payers,
          own,
          this.#policy,
          test,
          knowers,
          beside,
        )
    if (next) {
      const shown = valuesOf(next, values)
      if (Object.keys(shown).length === 0) return null
      this.add(
        kind,
        subject,
        period.id,
        { payers: next.payers, all: next.all, values: shown },
        Object.fromEntries(pairs),
      )
      return { values: shown, as_of: null }
    }
    const last = same ?? earlier.findLast(({ figure }) => figure.period === period.id)
    if (!last) return null
    const still = staticPattern(last.shown.pairs, payers, own, this.#policy, test)
    const both = {
      payers: last.shown.payers.filter((payer) => still.payers.includes(payer)),
      all: last.shown.all && still.all && still.payers.join() === last.shown.payers.join(),
    }
    const kept = valuesOf(both, (last.figure.shown as { values: Record<string, string> }).values)
    return Object.keys(kept).length === 0 ? null : { values: kept, as_of: this.asOf(last.figure) }
  }
}

type CostGiven = {
  pairs: Pairs
  payers: readonly string[]
  own: string | null
  /** Organizations that may take off what they know; without it the viewer's own. */
  knowers?: readonly (string | null)[]
  /** Sums over the same pairs that were told elsewhere. */
  beside?: readonly Pairs[]
  test: Test
  values: Readonly<Record<string, string | null>>
}

const valuesOf = (
  { payers, all }: Pick<Shown, 'payers' | 'all'>,
  values: Readonly<Record<string, string | null>>,
): Record<string, string> =>
  Object.fromEntries(
    [...payers, ...(all ? ['all'] : [])].flatMap((payer) => {
      const value = values[payer]
      return value === null || value === undefined ? [] : [[payer, value]]
    }),
  )

function shownOf({ run_id, period, shown, behind }: ShownFigure): Shown {
  const { payers, all } = shown as Pick<Shown, 'payers' | 'all'>
  return { run_id, period, payers, all, pairs: new Map(Object.entries(behind as Record<string, number>)) }
}
