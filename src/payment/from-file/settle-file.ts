import { type Fault, faultsDetail, MOST_FAULTS, WholepanelError } from '../../error.ts'
import type { Model } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import type { Amounts } from '../parameters.ts'
import type { Plan } from '../plan.ts'
import { evaluateAlone, evaluateRows, type Row } from '../settle-rows.ts'
import { type FileColumns, layoutColumns, ownColumns } from './fact-columns.ts'
import { type FactsFile, Misshapen } from './facts-file.ts'
import type { Layout } from './layout.ts'
import { filePeriod, PlansOfFile } from './plans-of-file.ts'
import { type ReadRow, rowReader } from './read-row.ts'

/** How a file of facts is settled; what is not said here stands in the file. */
export type Wanted = {
  track?: string | undefined
  period?: string | undefined
  layout?: Layout | undefined
  amounts?: Amounts | undefined
  readings?: Readonly<Record<string, string>> | undefined
}

/** One row of the file, settled or not. */
export type FileRow = Row & { entity: string; record: number }

export type Keeping<Kept> = {
  /** What is kept of a row once it is settled; the rest is let go, so that a long file needs little memory. */
  keep: (row: FileRow) => Kept
  progress?: (rows: number) => void
}

/**
 * Settles every row of a file, in its order. All faults of the file come together, and then nothing is settled: no
 * partial result is taken for a whole one. A row that lacks what the model needs is settled to nothing, and says why.
 */
export async function settleFile<Kept>(
  file: FactsFile,
  model: Model,
  wanted: Wanted,
  { keep, progress }: Keeping<Kept>,
): Promise<Kept[]> {
  const { layout, track } = wanted
  const columns = layout
    ? layoutColumns(file.headers, layout, filePeriod(file.name, wanted.period), track === undefined)
    : ownColumns(file, model, track === undefined)
  const reading = new Reading(file, model, columns, wanted, keep)
  try {
    for await (const piece of reading.places.length > 0 ? file.records(reading.places) : []) {
      reading.take(piece)
      progress?.(reading.rows)
    }
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error
    reading.misshapen(error)
  }
  return reading.end()
}

type RowFault = { record: number; place: number; text: string; like?: number | undefined }

/** The state of one reading: what is kept of the rows so far, and the faults so far. */
class Reading<Kept> {
  readonly places: readonly number[]
  readonly #file: FactsFile
  readonly #model: Model
  readonly #columns: FileColumns
  readonly #keep: (row: FileRow) => Kept
  readonly #plans: PlansOfFile
  readonly #read: ReadRow
  readonly #isLayout: boolean
  /** Rows that wait until all have come, since a step looks at all of them. */
  readonly #waiting: FileRow[] = []
  readonly #kept: Kept[] = []
  /** Record by entity, of each track and period. */
  readonly #seen = new Map<Plan, Map<string, number>>()
  readonly #faults: RowFault[] = []
  #faultCount = 0
  #misshapen: { faults: readonly Fault[]; count: number } = { faults: [], count: 0 }
  rows = 0

  constructor(file: FactsFile, model: Model, columns: FileColumns, wanted: Wanted, keep: (row: FileRow) => Kept) {
    this.#file = file
    this.#model = model
    this.#columns = columns
    this.#keep = keep
    this.#plans = new PlansOfFile(file.name, model, columns, wanted)
    this.#isLayout = wanted.layout !== undefined
    const { entity, track, period, facts } = columns
    const all = [entity, ...track.flatMap(({ places }) => places), period ?? -1, ...facts.map(({ place }) => place)]
    this.places = [...new Set(all.filter((place) => place >= 0))]
    this.#read = rowReader(columns, this.places, this.#plans)
  }

  /** The next records; the header was the first. */
  take(piece: readonly (string | null)[][]): void {
    for (const cells of piece) {
      const record = 2 + this.rows++
      const row = this.#read(cells, record, (place, text) => this.#fault({ record, place, text }))
      if (row === undefined || this.#isTwin(row) || this.#faultCount > 0) continue
      if (row.plan.stages.length > 1) this.#waiting.push(row)
      else {
        evaluateAlone(row)
        this.#kept.push(this.#keep(row))
      }
    }
  }

  misshapen({ faults, count }: Misshapen): void {
    this.#misshapen = { faults, count }
  }

  end(): Kept[] {
    const faults = this.#ofColumns()
    if (this.rows === 0 && faults.length === 0 && this.#misshapen.count === 0)
      faults.push({ at: `${this.#file.name}:1`, text: 'no rows after the header' })
    const count = faults.length + this.#misshapen.count + this.#faultCount
    if (count === 0) {
      evaluateRows(this.#waiting, ({ plan }) => plan.asked.period.id)
      for (const row of this.#waiting) this.#kept.push(this.#keep(row))
      return this.#kept
    }
    const all = [...faults, ...this.#misshapen.faults, ...this.#placed()].slice(0, MOST_FAULTS)
    throw new WholepanelError('input-facts', {
      ...faultsDetail(all, count),
      fix: `see what the model reads with: wholepanel models show ${this.#model.id}`,
    })
  }

  /**
   * In our own form an entity has one row for a track and period: a second one would be paid twice. Published files name
   * some organizations by a name that two of them bear, so there rows are told apart by their record alone.
   */
  #isTwin({ entity, record, plan }: FileRow): boolean {
    if (this.#isLayout) return false
    const seen = this.#seen.get(plan) ?? new Map<string, number>()
    this.#seen.set(plan, seen)
    const like = seen.get(entity)
    if (like === undefined) {
      seen.set(entity, record)
      return false
    }
    this.#fault({ record, place: this.#columns.entity, text: 'the same entity, period and track as', like })
    return true
  }

  #fault(fault: RowFault): void {
    this.#faultCount++
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(fault)
  }

  /** Faults of rows, with line and column. */
  #placed(): Fault[] {
    if (this.#faults.length === 0) return []
    const { entity } = this.#columns
    const cells = this.#faults.flatMap(({ record, place, like }) => [
      { record, place },
      { record: like ?? record, place: entity },
    ])
    const places = this.#file.placesOf(cells)
    return this.#faults.map(({ text, like }, i) => ({
      at: places[2 * i] ?? '',
      text: like === undefined ? text : `${text} ${places[2 * i + 1]}`,
    }))
  }

  /** Of the header: what is not known, and what every row's track needs and no column gives. */
  #ofColumns(): Fault[] {
    const { faults, facts } = this.#columns
    const { headers, name: file } = this.#file
    const unknown = headers.filter((header) => !facts.some(({ name }) => name === header))
    const held = new Set(facts.map(({ name }) => name))
    // A published file may lack some: its rows say so. A misspelled one was named already.
    const missing = this.#isLayout ? [] : this.#plans.needed().filter(({ name }) => !held.has(name))
    const texts = missing
      .filter(({ name }) => !faults.some((text) => text.includes(`did you mean ${name}?`)))
      .map(({ name, definition }) => `no column ${name}${didYouMean(name, unknown)} (${definition})`)
    return [...faults, ...texts].map((text) => ({ at: `${file}:1`, text }))
  }
}
