import { cents, type Exact, exact } from '../../money.ts'

/** One side of a comparison: months of coverage, services with a standard price, their standard cost, and the spend. */
export type Side = { months: Exact; services: number; standard: Exact; spend: Exact }

export type Split = {
  before: Exact
  after: Exact
  change: Exact
  price: Exact
  use: Exact
  mix: Exact
}

const mean = (a: Exact, b: Exact): Exact => a.plus(b).div(2)

/**
 * The change of a cost per member and month, split in three. A cost is services per month × standard cost of a service
 * × spend by standard cost: use × mix × price. Each part is the change of one of them, at the mean of the others before
 * and after (T. L. Bennet, The theory of measurement of changes in cost of living, Journal of the Royal Statistical
 * Society 83 (1920), 455-462): what two of them do together is halved between them, so that nothing is left over and
 * neither order of the two periods is preferred. In cents, price takes what rounding leaves.
 */
export function split(before: Side, after: Side): Split | null {
  if ([before, after].some(({ months, services, standard }) => months.lte(0) || services <= 0 || standard.lte(0)))
    return null
  const [u0, u1] = [exact(before.services).div(before.months), exact(after.services).div(after.months)]
  const [m0, m1] = [before.standard.div(before.services), after.standard.div(after.services)]
  const [p0, p1] = [before.spend.div(before.standard), after.spend.div(after.standard)]
  const use = cents(mean(p0, p1).times(u1.minus(u0)).times(mean(m0, m1)))
  const mix = cents(mean(p0, p1).times(m1.minus(m0)).times(mean(u0, u1)))
  const [was, is] = [cents(before.spend.div(before.months)), cents(after.spend.div(after.months))]
  const change = is.minus(was)
  return { before: was, after: is, change, price: change.minus(use).minus(mix), use, mix }
}
