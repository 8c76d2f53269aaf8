import type { Value } from '../../model/expression/evaluate.ts'
import type { Fact } from '../../model/model-file.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import { exact } from '../../money.ts'
import { isNumber, type Plan } from '../plan.ts'
import { rowOf } from '../settle-rows.ts'
import type { Cell, FileColumns } from './fact-columns.ts'
import type { PlansOfFile } from './plans-of-file.ts'
import type { FileRow } from './settle-file.ts'

/** A row from its cells; undefined where it has no entity or no plan. Every fault is told with its column. */
export type ReadRow = (
  cells: readonly (string | null)[],
  record: number,
  fault: (place: number, text: string) => void,
) => FileRow | undefined

/** A fact of a plan, by its places in the row and among the cells. */
type FactReader = {
  name: string
  place: number
  index: number
  column: number
  read: (text: string) => Cell
  check: (value: Value) => string | undefined
}

/** Everything that holds for all rows is looked up once. `places` are the columns that cells hold. */
export function rowReader({ entity, facts }: FileColumns, places: readonly number[], plans: PlansOfFile): ReadRow {
  const indexOf = new Map(places.map((place, i) => [place, i]))
  const held = new Map(facts.map((column) => [column.name, column]))
  const readers = new Map<Plan, readonly FactReader[]>()
  const readersOf = (plan: Plan): readonly FactReader[] => {
    const known = readers.get(plan)
    if (known) return known
    const made = plan.facts.flatMap(({ name, fact, place }): FactReader[] => {
      const column = held.get(name)
      if (!column) return []
      const index = indexOf.get(column.place) ?? 0
      return [{ name, place, index, column: column.place, read: column.read, check: checkOf(fact) }]
    })
    readers.set(plan, made)
    return made
  }
  return (cells, record, fault) => {
    const text = (place: number) => (cells[indexOf.get(place) ?? 0] ?? '').trim()
    const who = entity < 0 ? '-' : text(entity)
    if (who === '') fault(entity, 'no entity; want one in every row')
    const plan = plans.of(text)
    if ('wrong' in plan) {
      if (plan.place !== null) fault(plan.place, plan.wrong)
      return undefined
    }
    const row = { ...rowOf(plan), entity: who, record }
    for (const { name, place, index, column, read, check } of readersOf(plan)) {
      const cell = read((cells[index] ?? '').trim())
      const wrong = 'wrong' in cell ? cell.wrong : check(cell.value)
      if (wrong !== undefined) fault(column, `${name}: ${wrong}`)
      else if ('value' in cell) row.values[place] = cell.value
    }
    return entity < 0 || who === '' ? undefined : row
  }
}

/** Nobody counts fewer than none, or fewer months. */
const leastOf = ({ least, unit }: Fact) => least ?? (unit === 'count' || unit === 'months' ? 0 : undefined)

function checkOf(fact: Fact): (value: Value) => string | undefined {
  const { codes, most: mostOf } = fact
  if (codes)
    return (value) =>
      typeof value !== 'string' || codes.includes(value)
        ? undefined
        : `not one of ${codes.join(', ')}${didYouMean(value, codes)}`
  const least = leastOf(fact) === undefined ? undefined : exact(leastOf(fact) ?? 0)
  const most = mostOf === undefined ? undefined : exact(mostOf)
  return (value) => {
    if (!isNumber(value)) return undefined
    if (least && value.lt(least)) return `want ${least.toFixed()} or more`
    return most && value.gt(most) ? `want ${most.toFixed()} or less` : undefined
  }
}
