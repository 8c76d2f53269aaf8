import { WholepanelError } from '../../error.ts'
import type { Value } from '../../model/expression/evaluate.ts'
import type { Fact } from '../../model/model-file.ts'
import type { Model } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import { type Period, period as periodOf } from '../../period.ts'
import type { Amounts } from '../parameters.ts'
import { isNumber, type Plan, planOf } from '../plan.ts'
import { evaluateRows, type Row, rowOf } from '../settle-rows.ts'
import { type FileColumns, layoutColumns, ownColumns } from './fact-columns.ts'
import type { FactsFile } from './facts-file.ts'
import type { Layout } from './layout.ts'

/** How a file of facts is settled; what is not said here stands in the file. */
export type Wanted = {
  track?: string | undefined
  period?: string | undefined
  layout?: Layout | undefined
  amounts?: Amounts | undefined
  readings?: Readonly<Record<string, string>> | undefined
}

/** One row of the file, settled or not. */
export type FileRow = Row & { entity: string; record: number; place: string }

/** Faults of a file shown at once. */
const MOST_FAULTS = 20

/**
 * Settles every row of a file, in its order. All faults of the file are found first, and then nothing is settled: no
 * partial result is taken for a whole one. A row that lacks what the model needs is settled to nothing, and says why.
 */
export async function settleFile(file: FactsFile, model: Model, wanted: Wanted): Promise<FileRow[]> {
  const period = wanted.layout ? filePeriod(file.name, wanted.period) : undefined
  const columns =
    wanted.layout && period ? layoutColumns(file.headers, wanted.layout, period) : ownColumns(file.headers, model)
  const reading = new Reading(file, model, columns, wanted)
  if (columns.faults.length > 0) throw reading.refusal(columns.faults.map((text) => ({ at: `${file.name}:1`, text })))
  const places = reading.places()
  let record = 1
  for await (const piece of file.records(places)) for (const cells of piece) reading.take(cells, ++record)
  return reading.settled()
}

type Fault = { at: string; text: string }

/** The state of one reading: plans by track and period, rows so far, faults so far. */
class Reading {
  readonly #file: FactsFile
  readonly #model: Model
  readonly #columns: FileColumns
  readonly #wanted: Wanted
  readonly #plans = new Map<string, Plan | string>()
  readonly #placeOf = new Map<number, number>()
  readonly #rows: FileRow[] = []
  readonly #faults: Fault[] = []
  #faultCount = 0

  constructor(file: FactsFile, model: Model, columns: FileColumns, wanted: Wanted) {
    this.#file = file
    this.#model = model
    this.#columns = columns
    this.#wanted = wanted
  }

  /** The columns that are read, each once. */
  places(): number[] {
    const { entity, track, period, facts } = this.#columns
    const all = [entity, ...track.flatMap(({ places }) => places), period ?? entity, ...facts.map(({ place }) => place)]
    const places = [...new Set(all)]
    for (const [i, place] of places.entries()) this.#placeOf.set(place, i)
    return places
  }

  take(cells: readonly (string | null)[], record: number): void {
    const text = (place: number) => (cells[this.#placeOf.get(place) ?? 0] ?? '').trim()
    const { entity, facts } = this.#columns
    const who = text(entity)
    if (who === '') this.#fault(record, entity, 'no identifier; want one in every row')
    const plan = this.#planOf(record, text)
    if (plan === undefined || who === '') return
    const row: FileRow = { ...rowOf(plan), entity: who, record, place: '' }
    const held = new Map(facts.map((column) => [column.name, column]))
    for (const { name, fact, place } of plan.facts) {
      const column = held.get(name)
      if (!column) continue
      const cell = column.read(text(column.place))
      const wrong = 'wrong' in cell ? cell.wrong : outOf(cell.value, fact)
      if (wrong) this.#fault(record, column.place, `${name}: ${wrong}`)
      else if ('value' in cell) row.values[place] = cell.value
    }
    this.#rows.push(row)
  }

  settled(): FileRow[] {
    if (this.#faultCount > 0) throw this.refusal(this.#faults)
    if (this.#rows.length === 0) throw this.refusal([{ at: `${this.#file.name}:1`, text: 'no rows after the header' }])
    const missing = this.#missingColumns()
    if (missing.length > 0) throw this.refusal(missing)
    evaluateRows(this.#rows, ({ plan }) => plan.asked.period.id)
    return this.#rows
  }

  /** A fact that every row's track needs and the file has no column for. A layout's files may lack some: their rows say so. */
  #missingColumns(): Fault[] {
    if (this.#wanted.layout) return []
    const held = new Set(this.#columns.facts.map(({ name }) => name))
    const plans = [...new Set(this.#rows.map(({ plan }) => plan))]
    const [first] = plans
    return (first?.facts ?? [])
      .filter(
        ({ name, fact }) =>
          !fact.optional && !held.has(name) && plans.every(({ facts }) => facts.some((one) => one.name === name)),
      )
      .map(({ name, fact }) => ({
        at: `${this.#file.name}:1`,
        text: `no column ${name}${didYouMean(name, this.#file.headers)} (${fact.definition})`,
      }))
  }

  #fault(record: number, place: number, text: string): void {
    this.#faultCount++
    if (this.#faults.length < MOST_FAULTS) this.#faults.push({ at: this.#file.at(record, place), text })
  }

  refusal(faults: readonly Fault[]): WholepanelError {
    const [first] = faults
    const rest = faults.slice(1, MOST_FAULTS).map(({ at, text }) => `\n  ${at}: ${text}`)
    const count = Math.max(this.#faultCount, faults.length)
    const more = count > MOST_FAULTS ? `\n  and ${count - MOST_FAULTS} more faults` : ''
    return new WholepanelError('input-facts', {
      at: first?.at ?? this.#file.name,
      got: `${first?.text ?? 'not readable'}${rest.join('')}${more}`,
      fix: `see what the model reads with: wholepanel models show ${this.#model.id}`,
    })
  }

  /** The plan for a row's track and period, made once for all rows of the same. */
  #planOf(record: number, text: (place: number) => string): Plan | undefined {
    const [column] = this.#columns.track
    const cell = column?.read(column.places.map(text))
    const where = column?.places[0] ?? this.#columns.entity
    if (cell && 'wrong' in cell) {
      this.#fault(record, where, `track: ${cell.wrong}`)
      return undefined
    }
    const tracks = this.#model.tracks.map(({ track }) => track)
    const track = this.#wanted.track ?? cell?.value ?? (tracks.length === 1 ? tracks[0] : null)
    const period = this.#wanted.period ?? (this.#columns.period === undefined ? undefined : text(this.#columns.period))
    const key = `${String(track)} ${period ?? ''}`
    const known =
      this.#plans.get(key) ?? this.#made(track === null || track === undefined ? null : String(track), period, tracks)
    this.#plans.set(key, known)
    if (typeof known !== 'string') return known
    this.#fault(record, where, known)
    return undefined
  }

  #made(track: string | null, asked: string | undefined, tracks: readonly string[]): Plan | string {
    if (track === null) return `no track; want ${tracks.join(' or ')}, in a column or with --track`
    const known = this.#model.tracks.find((one) => one.track === track)
    if (!known) return `no track ${track}${didYouMean(track, tracks)}; want ${tracks.join(' or ')}`
    const period = filePeriod(this.#file.name, asked)
    if (period.start < (known.from ?? '') || period.start > (known.until ?? '9999'))
      return `track ${track} was not there in ${period.id}; it began ${known.from ?? 'with the model'}${known.until ? ` and ended ${known.until}` : ''}`
    const { amounts = {}, readings = {} } = this.#wanted
    return planOf(this.#model, { track, period, amounts, readings })
  }
}

function outOf(value: Value, { least, most, codes }: Fact): string | undefined {
  if (typeof value === 'string' && codes && !codes.includes(value))
    return `not one of ${codes.join(', ')}${didYouMean(value, codes)}`
  if (!isNumber(value)) return undefined
  if (least !== undefined && value.lt(least)) return `want ${least} or more`
  return most !== undefined && value.gt(most) ? `want ${most} or less` : undefined
}

/** The period that is asked for, else the one year that the file's name holds. */
export function filePeriod(name: string, asked: string | undefined): Period {
  if (asked !== undefined && asked !== '') return periodOf(asked)
  const years = [...new Set([...name.matchAll(/(?<!\d)(20\d\d)(?!\d)/g)].map(([, year]) => year ?? ''))]
  const [year] = years
  if (years.length === 1 && year) return periodOf(year)
  throw new WholepanelError('input-period', {
    at: name,
    got:
      years.length === 0
        ? 'no year in the name of the file'
        : `several years in the name of the file: ${years.join(', ')}`,
    want: '--period, such as --period 2022, or a file named py2022.csv',
  })
}
