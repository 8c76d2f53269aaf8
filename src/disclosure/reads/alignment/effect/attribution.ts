import { REFERENCE } from '../../../../alignment/profile/reference.ts'
import { explainId } from '../../../../explain/context.ts'
import type { Permitted } from '../../../../governance/permitted.ts'
import { quotient } from '../../../../lake/dialect.ts'
import { join, raw, type Sql, sql } from '../../../../lake/sql.ts'
import type { RegionAlignment } from '../../../../run/region-alignment.ts'
import type { ColumnClass, Dataset, Row } from '../../../dataset.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { isCounting } from '../../../right.ts'
import { type CountFor, countsFor, withSomebody } from '../../attribution/counts.ts'
import { answersFor, oneOf, type Reading } from '../../reading.ts'
import { each, isCare, isOverseer } from '../../received/received.ts'
import { nameOf, type RuleSeen } from './known.ts'

const ABOUT = ['payer', 'payer_name', 'rule', 'other', 'other_name', 'other_rule', 'members'] as const
const COUNTS = ['people', 'same_practice', 'same_none', 'moved', 'only_payer', 'only_other'] as const
const AT_PRACTICE = ['by_payer', 'by_other', 'by_both', 'differ'] as const
export const EFFECT_COLUMNS = [
  ...[...ABOUT, 'state', ...COUNTS, 'agree_share', 'kappa', 'total_usd', 'moved_usd', 'moved_usd_share', 'explain_id'],
]
export const EFFECT_PRACTICE_COLUMNS = ['practice_id', 'practice_name', ...ABOUT, ...AT_PRACTICE]

/** Rows of whose payers the viewer may hear; to a payer those that start from itself, of its own members. */
export function ofPair(viewer: Permitted): Sql {
  const usable = viewer.unusable_payers.map((one) => sql`payer <> ${one} and other <> ${one}`)
  const own = viewer.role === 'payer' ? [sql`payer = ${viewer.organization_id ?? ''} and members = 'own'`] : []
  return usable.length + own.length === 0 ? raw('true') : join([...own, ...usable], ' and ')
}

/** Rows over all members are nobody's; those of own members are the payer's. */
export const partiesOf = (row: Row) => ({ payer: row.members === 'own' ? String(row.payer) : 'all' })

export type Seeing = { region: RegionAlignment; seen: RuleSeen }

const isSeen = ({ seen }: Seeing, row: Row): boolean =>
  seen(String(row.payer), String(row.rule)) && seen(String(row.other), String(row.other_rule))

const named = (reading: Reading, { region }: Seeing, row: Row): Row => ({
  ...row,
  payer_name: nameOf(reading, region, String(row.payer)),
  other_name: nameOf(reading, region, String(row.other)),
})

/** How far each payer's rule and another's, or the reference's, place the same people alike. */
export async function readEffectOfAttribution(reading: Reading, door: Door, seeing: Seeing): Promise<Released[]> {
  const { viewer } = door
  if (!isOverseer(viewer) && viewer.role !== 'payer') return []
  const of = await countsFor(reading, viewer, door.policy)
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select *, ${quotient(raw('moved_usd'), raw('total_usd'), 2)} as moved_usd_share from effect_attribution
    where period = ${reading.period.id} and ${ofPair(viewer)}
    order by case other when 'reference' then 0 else 1 end, payer, other, rule, other_rule, members`)
  const rows = found
    .filter((row) => isSeen(seeing, row))
    .map((row) => ({ ...named(reading, seeing, row), ...figuresFor(door, of, row) }))
  const dataset: Dataset = {
    name: 'attribution in effect',
    columns: {
      ...each([...ABOUT, 'state', 'explain_id'], 'public'),
      ...each(COUNTS, 'rounded-count'),
      ...{ agree_share: 'rate', kappa: 'rate' },
      ...each(['total_usd', 'moved_usd', 'moved_usd_share'], 'mixed-price'),
    },
    parties: partiesOf,
    cell: (row, field) => (row[field === 'kappa' ? 'shown_kappa' : 'shown_share'] ? 'of rounded counts' : null),
    figure: (row, field) => field === 'moved_usd_share' && row.shown_spend === true,
  }
  return release(door, dataset, rows)
}

const SAID = ['compared', 'nobody']

/** For those who only count shares are made of the rounded counts, and nobody and few are one. */
function figuresFor({ viewer, policy }: Door, of: CountFor, row: Row): Row {
  const apart = Number(row.moved) + Number(row.only_payer) + Number(row.only_other)
  const alike = Number(row.same_practice) + Number(row.same_none)
  const counts = Object.fromEntries(COUNTS.map((name) => [name, row[name] === null ? null : of(row[name])]))
  const mayOpen = viewer.role === 'operator' || (viewer.role === 'payer' && row.other === REFERENCE)
  const explain_id = mayOpen && row.people !== null ? idOf(row) : null
  if (!isCounting(viewer)) return { ...counts, explain_id }
  const people = counts.people ?? 0
  const isOne = row.state === 'one-rule'
  const many = Math.min(apart, alike) >= policy.smallest_cell && Number(row.people) >= policy.fewest_people_published
  const share = isOne ? '1.00' : (of(alike) / Math.max(1, people)).toFixed(2)
  return {
    ...Object.fromEntries(COUNTS.map((name) => [name, counts[name] ?? 0])),
    state: SAID.includes(String(row.state)) && people === 0 ? 'few' : row.state,
    agree_share: share,
    kappa: row.kappa === null ? null : Number(row.kappa).toFixed(2),
    shown_share: isOne || (many && of(alike) > 0),
    // Over all payers only: beside the others' it would tell one payer's.
    shown_kappa: many && row.members === 'all',
    shown_spend: row.members === 'all' && apart >= policy.fewest_people_published,
    explain_id,
  } as Row
}

const idOf = (row: Row): string =>
  explainId(
    'effect_attribution',
    ...['period', 'payer', 'rule', 'other', 'other_rule', 'members'].map((name) => String(row[name])),
  )

/** At most so many practices by pair, those with most people first. */
const MOST = 1000

/** Of which practices two rules make another panel: to a practice its own people, over all payers and by each. */
export async function readEffectAtPractices(reading: Reading, door: Door, seeing: Seeing): Promise<Released[]> {
  const { viewer } = door
  if (!isOverseer(viewer) && viewer.role !== 'payer' && !isCare(viewer)) return []
  const of = await countsFor(reading, viewer, door.policy)
  const own = isCare(viewer) ? oneOf('e.practice_id', viewer.practice_ids) : raw('true')
  // Those who only count get the practices over all members: by payer each would be of few.
  const members = isCounting(viewer) ? raw(`members = 'all'`) : raw('true')
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select e.*, p.practice_name from effect_attribution_practice e
    left join practice p on p.practice_id = e.practice_id
    where e.period = ${reading.period.id} and ${own} and ${members} and ${ofPair(viewer)}
    order by e.payer, e.other, e.rule, e.other_rule, e.members, e.practice_id`)
  const rows = found
    .filter((row) => isSeen(seeing, row))
    .map(
      (row): Row => ({
        ...named(reading, seeing, row),
        ...Object.fromEntries(AT_PRACTICE.map((name) => [name, of(row[name])])),
      }),
    )
    .toSorted((a, b) => Number(b.differ) - Number(a.differ))
    .slice(0, MOST)
  const columns: Record<string, ColumnClass> = {
    ...each(['practice_id', 'practice_name', ...ABOUT], 'public'),
    ...each(AT_PRACTICE, 'rounded-count'),
  }
  const parties = (row: Row) => ({ ...partiesOf(row), practice_id: String(row.practice_id) })
  return release(
    door,
    { name: 'attribution in effect, by practice', columns, parties },
    withSomebody(viewer, rows, ['differ']),
  )
}
