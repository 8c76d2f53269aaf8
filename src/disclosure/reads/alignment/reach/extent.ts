import { readElements } from '../../../../alignment/elements/elements.ts'
import { readCriticalMass } from '../../../../alignment/extent/critical-mass.ts'
import { explainId } from '../../../../explain/context.ts'
import { raw, sql } from '../../../../lake/sql.ts'
import { heldOn } from '../../../../model/parameter.ts'
import type { ColumnClass, Row, Value } from '../../../dataset.ts'
import { CELL } from '../../../patterns/count-tables.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { isCounting } from '../../../right.ts'
import { countsFor } from '../../attribution/counts.ts'
import { answersFor, oncePerRun, oneOf, type Reading } from '../../reading.ts'
import { each, isCare, isOverseer } from '../../received/received.ts'
import { partOf, peopleOf, shareOf } from './people.ts'

const COUNTED = ['payers', 'aligned_payers', 'open_payers'] as const
export const EXTENT_COLUMNS = [
  ...['area', 'area_label', 'line_of_business', ...COUNTED, 'lives', 'aligned_lives', 'aligned_share', 'open_share'],
  ...['spend_share', 'practices', 'practices_reached', 'type'],
]
export const EXTENT_PRACTICE_COLUMNS = [
  ...['practice_id', 'practice_name', 'area', 'area_label', ...COUNTED, 'aligned_lines', 'panel_share', 'spend_share'],
  ...['open_panel_share', 'open_spend_share', 'type', 'critical_mass', 'explain_id'],
]

export type Extent = {
  period: string
  critical_mass: { share: string | null; of: readonly string[]; least_degree: string; source: string | null }
  extent: Released[]
  practices: Released[]
}

const bookOf = oncePerRun(async ({ folders, period }) => {
  const mass = readCriticalMass(folders)
  const held = heldOn(mass.share, period.start)
  const share = typeof held.schedule === 'string' ? held.schedule : null
  const areas = readElements(folders).areas
  return {
    mass,
    share,
    source: held.source ?? null,
    labelOf: (area: Value) => areas[String(area)]?.label ?? String(area),
  }
})

/** How much of the region, and of each panel, is in aligned arrangements, beside the critical mass. */
export async function readExtent(reading: Reading, door: Door): Promise<Extent> {
  const { mass, share, source } = await bookOf(reading)
  return {
    period: reading.period.id,
    critical_mass: { share, of: mass.of, least_degree: mass.least_degree, source },
    extent: await ofRegion(reading, door),
    practices: await ofPractices(reading, door),
  }
}

/** By area and line to who oversees; to a purchaser shares over all lines. */
async function ofRegion(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  const isPurchaser = viewer.role === 'purchaser'
  if (!isOverseer(viewer) && !isPurchaser) return []
  const of = await countsFor(reading, viewer, door.policy)
  const people = peopleOf(reading.period, of)
  const { labelOf } = await bookOf(reading)
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select * from extent where period = ${reading.period.id}
      and ${isPurchaser ? raw(`line_of_business = 'all'`) : raw('true')}
    order by area, case line_of_business when 'all' then 0 else 1 end, line_of_business`)
  const rows = found.map((row): Row => {
    const named = { ...row, area_label: labelOf(row.area ?? null) }
    if (!isCounting(viewer)) return { ...named, told: null }
    const part = (share: unknown) => shareOf(people(partOf(share, row.member_months)), people(row.member_months))
    const none = (payers: unknown, share: string | null) => (Number(payers) === 0 ? '0.00' : share)
    return {
      ...named,
      ...{ lives: of(row.lives), aligned_lives: of(row.aligned_lives) },
      aligned_share: none(row.aligned_payers, part(row.aligned_share)),
      open_share: none(row.open_payers, part(row.open_share)),
    }
  })
  const lives: ColumnClass = isPurchaser ? 'weight' : 'rounded-count'
  return release(
    door,
    {
      name: 'extent of alignment',
      columns: {
        ...each(
          ['area', 'area_label', 'line_of_business', ...COUNTED, 'practices', 'practices_reached', 'type'],
          'public',
        ),
        ...{ lives, aligned_lives: lives, aligned_share: 'rate', open_share: 'rate' },
        // What aligned payers spend, of all: of one aligned payer it is that payer's.
        spend_share: 'market',
      },
      parties: () => ({ payer: 'all' }),
      cell: (row, field) =>
        field !== 'lives' && field !== 'aligned_lives' && row[field] !== null ? 'of rounded counts' : null,
    },
    rows,
  )
}

const TOLD = [...COUNTED, 'aligned_lines', 'type', 'critical_mass'] as const

/** By practice and area: a practice its own; to those who count where every payer's people there are shown. */
async function ofPractices(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  const own = isCare(viewer) || viewer.role === 'coach'
  if (!isOverseer(viewer) && !own) return []
  const { labelOf, share } = await bookOf(reading)
  const found = await answersFor(reading, viewer).rows<Row>(sql`
    select e.*, p.practice_name from extent_practice e left join practice p on p.practice_id = e.practice_id
    where e.period = ${reading.period.id} and ${own ? oneOf('e.practice_id', viewer.practice_ids) : raw('true')}
    order by p.practice_name, e.practice_id, e.area`)
  const counted = isCounting(viewer)
  const rows = found.map((row): Row => {
    const byPanel = Number(row.panel_share) + Number(row.open_panel_share) < Number(share ?? 0)
    return {
      ...row,
      area_label: labelOf(row.area ?? null),
      ...(counted ? { panel_share: whole(row.panel_share), open_panel_share: whole(row.open_panel_share) } : {}),
      every: isEveryPayerShown(reading, door, String(row.practice_id)),
      spent: isSpendShown(reading, String(row.practice_id)),
      // Where the panel alone misses the critical mass, nothing of what was spent is in it.
      decided: byPanel || share === null,
      explain_id: counted
        ? null
        : explainId('extent_practice', reading.period.id, String(row.practice_id), String(row.area)),
    }
  })
  const { critical_mass, ...classes } = Object.fromEntries(TOLD.map((name) => [name, 'weight' as ColumnClass]))
  return release(
    door,
    {
      name: 'extent of alignment, by practice',
      columns: {
        ...each(['practice_id', 'practice_name', 'area', 'area_label', 'explain_id'], 'public'),
        ...classes,
        ...{
          panel_share: 'rate',
          open_panel_share: 'rate',
          spend_share: 'mixed-price',
          open_spend_share: 'mixed-price',
        },
        critical_mass: isCare(viewer) ? 'mixed-price' : (critical_mass ?? 'weight'),
      },
      parties: (row) => ({ payer: 'all', practice_id: String(row.practice_id) }),
      cell: (row) => (row.every === true ? 'of shown counts' : null),
      figure: (row, field) =>
        field === 'critical_mass' ? row.decided === true || row.spent === true : isCare(viewer) && row.spent === true,
    },
    rows,
  )
}

const whole = (share: Value | undefined): string | null => (typeof share === 'string' ? Number(share).toFixed(2) : null)

/** With each payer's people, months over all and by payer are shown too, and what is made of them tells no more. */
const isEveryPayerShown = ({ payers, period }: Reading, { withheld }: Door, practice_id: string): boolean =>
  [...payers.map(({ payer }) => payer), 'all'].every((one) => !withheld.has(CELL.people(period.id, practice_id, one)))

/** A share of what was spent on the panel is a share of costs: it is told where the practice is shown all of them. */
export function isSpendShown({ patterns, payers }: Reading, practice_id: string): boolean {
  const shown = patterns.practices.get(practice_id)
  return (
    shown?.as_of === null &&
    ['all', ...payers.map(({ payer }) => payer)].every((one) => shown.values[one] !== undefined)
  )
}
