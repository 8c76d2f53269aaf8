import { readCriticalMass } from '../../../../alignment/extent/critical-mass.ts'
import { explainId } from '../../../../explain/context.ts'
import { raw, type Sql, sql } from '../../../../lake/sql.ts'
import { heldOn } from '../../../../model/parameter.ts'
import type { ColumnClass, Row } from '../../../dataset.ts'
import { grouped } from '../../../patterns/grouped.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { isCounting } from '../../../right.ts'
import { countsFor, withSomebody } from '../../attribution/counts.ts'
import { answersFor, oncePerRun, ownPayer, payerName, type Reading } from '../../reading.ts'
import { each, isOverseer } from '../../received/received.ts'
import { peopleOf, shareOf } from './people.ts'

const PLACED = ['place', 'line_of_business'] as const
export const SHARE_COLUMNS = [
  ...[...PLACED, 'payer', 'payer_name', 'lives', 'member_months', 'share', 'practices', 'explain_id'],
]
const FIGURES = ['hhi', 'largest_share', 'movers', 'self_funded_share'] as const
export const MARKET_COLUMNS = [
  ...[...PLACED, 'payers', 'lives', 'member_months', 'concentration', ...FIGURES, 'practices', 'shared_practices'],
]

export type Market = { period: string; critical_share: string | null; shares: Released[]; markets: Released[] }

const criticalOf = oncePerRun(async ({ folders, period }) => {
  const { schedule } = heldOn(readCriticalMass(folders).share, period.start)
  return typeof schedule === 'string' ? schedule : null
})

/** Payers' shares and how concentrated they are. */
export async function readMarket(reading: Reading, door: Door): Promise<Market> {
  const shares = await sharesFor(reading, door)
  return {
    period: reading.period.id,
    critical_share: await criticalOf(reading),
    shares: await releaseShares(reading, door, shares),
    markets: await releaseMarkets(reading, door, shares),
  }
}

/** The region over all lines: all that a purchaser, a payer or a practice is told of. */
const REGION: Sql = raw(`place = 'all'`)
const ALL: Sql = raw(`place = 'all' and line_of_business = 'all'`)

/** Rows of shares as this viewer may have them: made of rounded people for those who count. */
async function sharesFor(reading: Reading, { viewer, policy }: Door): Promise<Row[]> {
  const isPurchaser = viewer.role === 'purchaser'
  if (!isOverseer(viewer) && !isPurchaser && viewer.role !== 'payer') return []
  const of = await countsFor(reading, viewer, policy)
  const people = peopleOf(reading.period, of)
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select * from market_share where period = ${reading.period.id} and ${isPurchaser ? REGION : raw('true')}
      and ${ownPayer(viewer, 'payer')}
    order by case place when 'all' then 0 else 1 end, place, case line_of_business when 'all' then 0 else 1 end,
      line_of_business, by_size`)
  const rows = found.map((row): Row => ({ ...monthsSaid(row), payer_name: payerName(reading, String(row.payer)) }))
  if (!isCounting(viewer)) return rows
  return [...grouped(rows, keyOf).values()].flatMap((own) => {
    const parts = own.map((row): Row => ({ ...row, lives: of(row.lives), people: people(row.member_months) }))
    const whole = parts.reduce((sum, row) => sum + Number(row.people), 0)
    const few = parts.some((row) => row.people === 0)
    // Of one payer alone the share is known from there being one; of few payers a purchaser works the others' out.
    const told = isPurchaser ? own.length >= policy.fewest_payers && !few : true
    const share = (row: Row) => (own.length === 1 ? '1.00' : shareOf(Number(row.people), whole))
    const shown = parts.map((row): Row => ({ ...row, share: share(row), told }))
    return withSomebody(viewer, shown, ['lives', 'people']).toSorted((a, b) => Number(b.people) - Number(a.people))
  })
}

/** Months may have parts, and come as exact text. */
const monthsSaid = (row: Row): Row => ({ ...row, member_months: Number(row.member_months) })

const keyOf = (row: Row): string => `${row.place} ${row.line_of_business}`

async function releaseShares(reading: Reading, door: Door, rows: readonly Row[]): Promise<Released[]> {
  const { role } = door.viewer
  const given = rows.map(
    (row): Row => ({
      ...row,
      explain_id:
        role === 'payer' || role === 'operator'
          ? explainId('market_share', reading.period.id, ...[...PLACED, 'payer'].map((name) => String(row[name])))
          : null,
    }),
  )
  const columns: Record<string, ColumnClass> = {
    ...each([...PLACED, 'payer', 'payer_name', 'explain_id'], 'public'),
    lives: role === 'purchaser' ? 'own-amount' : 'rounded-count',
    ...{ member_months: 'own-amount', practices: 'own-amount' },
    // With its own members a share tells a payer how many all the others have.
    share: role === 'payer' ? 'market' : 'rate',
  }
  return release(
    door,
    {
      name: 'shares of the market',
      columns,
      parties: (row) => ({ payer: String(row.payer) }),
      cell: (row, field) => (field === 'share' && row.told === true && row.share !== null ? 'of rounded counts' : null),
    },
    given,
  )
}

/** Concentration by place and line; to payers and practices the word for the whole region, where payers are enough. */
async function releaseMarkets(reading: Reading, door: Door, shares: readonly Row[]): Promise<Released[]> {
  const { viewer, policy } = door
  const isPurchaser = viewer.role === 'purchaser'
  if (viewer.role === 'coach' || viewer.role === 'public') return []
  const of = await countsFor(reading, viewer, policy)
  const critical = await criticalOf(reading)
  const where = isOverseer(viewer) ? raw('true') : isPurchaser ? REGION : ALL
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select * from market where period = ${reading.period.id} and ${where}
    order by case place when 'all' then 0 else 1 end, place, case line_of_business when 'all' then 0 else 1 end, line_of_business`)
  const by = grouped(shares, keyOf)
  const rows = found.map((row): Row => {
    const many = Number(row.payers) >= policy.fewest_payers
    const named = { ...row, many, enough: Number(row.practices) >= policy.fewest_organizations }
    if (!isCounting(viewer)) return monthsSaid(named)
    const own = by.get(keyOf(row)) ?? []
    return { ...named, lives: of(row.lives), ...madeOf(own, critical), self_funded_share: selfFunded(row, by) }
  })
  const oversees = isOverseer(viewer)
  const figures: ColumnClass = oversees || isPurchaser ? 'rate' : 'market'
  return release(
    door,
    {
      name: 'concentration of the market',
      columns: {
        ...each([...PLACED, 'payers', 'practices'], 'public'),
        ...{ lives: isPurchaser ? 'own-amount' : 'rounded-count', member_months: 'own-amount' },
        concentration: 'market',
        ...each(FIGURES, figures),
        shared_practices: oversees ? 'weight' : 'market',
      },
      parties: () => ({ payer: 'all' }),
      cell: (row, field) => {
        if (field === 'shared_practices') return row.enough === true ? 'of enough practices' : null
        return (oversees || row.many === true) && row[field] !== null ? 'of rounded counts' : null
      },
      figure: (row, field) => field === 'concentration' && (oversees || row.many === true),
    },
    rows,
  )
}

/** Index, largest share and movers by shares of rounded people; none where somebody's are of few. */
function madeOf(rows: readonly Row[], critical: string | null): Row {
  const sizes = rows.map((row) => Number(row.people)).filter((one) => one > 0)
  const whole = sizes.reduce((sum, one) => sum + one, 0)
  if (whole === 0) return { hhi: null, largest_share: null, movers: null }
  const squares = sizes.reduce((sum, one) => sum + (100 * one * 100 * one) / (whole * whole), 0)
  const sorted = sizes.toSorted((a, b) => b - a)
  let [sum, movers] = [0, 0]
  for (const one of sorted) {
    if (sum >= Number(critical) * whole) break
    sum += one
    movers += 1
  }
  return {
    hhi: String(Math.round(squares / 10) * 10),
    largest_share: shareOf(sorted[0] ?? 0, whole) ?? rows[0]?.share ?? null,
    movers: critical === null ? null : movers,
  }
}

/** Self-funded people of them and commercial ones, at the place. */
function selfFunded(row: Row, by: ReadonlyMap<string, readonly Row[]>): string | null {
  if (row.line_of_business !== 'all') return null
  const people = (line: string) =>
    (by.get(`${row.place} ${line}`) ?? []).reduce((sum, one) => sum + Number(one.people), 0)
  const [own, insured] = [people('self-funded'), people('commercial')]
  return shareOf(own, own + insured)
}
