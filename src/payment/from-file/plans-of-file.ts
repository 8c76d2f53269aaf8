import { WholepanelError } from '../../error.ts'
import type { Fact } from '../../model/model-file.ts'
import type { Model } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import { type Period, period as periodOf } from '../../period.ts'
import { type Plan, planOf } from '../plan.ts'
import type { FileColumns } from './fact-columns.ts'
import type { Wanted } from './settle-file.ts'

/** Why a row has no plan, and the column that says so; none where the header was at fault already. */
export type NoPlan = { place: number | null; wrong: string }

/** The plans of a file's rows: one for all rows of the same track and period. */
export class PlansOfFile {
  readonly #file: string
  readonly #model: Model
  readonly #columns: FileColumns
  readonly #wanted: Wanted
  readonly #known = new Map<string, Plan | NoPlan>()

  /** What the command line says is held to the model once, before any row is read. */
  constructor(file: string, model: Model, columns: FileColumns, wanted: Wanted) {
    this.#file = file
    this.#model = model
    this.#columns = columns
    this.#wanted = wanted
    const { track, period } = wanted
    if (period !== undefined) periodOf(period)
    const tracks = model.tracks.map((one) => one.track)
    if (track !== undefined && !tracks.includes(track))
      throw new WholepanelError('input-argument', {
        got: `--track ${track}${didYouMean(track, tracks)}`,
        want: tracks.join(' or '),
      })
    if (columns.period === undefined) this.#inForce(track, filePeriod(file, period))
  }

  #inForce(track: string | undefined, period: Period): void {
    const wrong = track === undefined ? undefined : this.#notThere(track, period)
    if (wrong) throw new WholepanelError('input-argument', { got: `--track ${track}: ${wrong}` })
  }

  /** The plan of a row, by the text of its cells. */
  of(text: (place: number) => string): Plan | NoPlan {
    const { track: columns, period: place } = this.#columns
    const [column] = this.#wanted.track === undefined ? columns : []
    const texts = column?.places.map(text) ?? []
    const period = this.#wanted.period ?? (place === undefined ? '' : text(place))
    const key = `${period}\0${texts.join('\0')}`
    const known = this.#known.get(key)
    if (known) return known
    const made = this.#made(period, column, texts)
    this.#known.set(key, made)
    return made
  }

  /** The facts without which no row of the file can be settled. */
  needed(): (Fact & { name: string })[] {
    const plans = [...this.#known.values()].filter((one) => 'model' in one)
    const [first] = plans
    return (first?.facts ?? [])
      .filter(({ name, fact }) => !fact.optional && plans.every(({ facts }) => facts.some((one) => one.name === name)))
      .map(({ name, fact }) => ({ name, ...fact }))
  }

  #made(period: string, column: FileColumns['track'][number] | undefined, texts: readonly string[]): Plan | NoPlan {
    const place = column?.places[0] ?? null
    const cell = column?.read(texts)
    if (cell && 'wrong' in cell) return { place, wrong: `track: ${cell.wrong}` }
    const tracks = this.#model.tracks.map((one) => one.track)
    const track = this.#wanted.track ?? cell?.value ?? (tracks.length === 1 ? tracks[0] : null)
    if (typeof track !== 'string')
      return { place, wrong: `no track; want ${tracks.join(' or ')}, in a column or with --track` }
    if (!tracks.includes(track))
      return {
        place,
        wrong: `a track that the model does not have${didYouMean(track, tracks)}; want ${tracks.join(' or ')}`,
      }
    const held = this.#periodIn(period)
    if ('wrong' in held) return held
    const wrong = this.#notThere(track, held)
    if (wrong) return { place, wrong }
    // Two ways to write a track or a period are one plan, and one group of rows.
    for (const one of this.#known.values())
      if ('model' in one && one.asked.track === track && one.asked.period.id === held.id) return one
    const { amounts = {}, readings = {} } = this.#wanted
    return planOf(this.#model, { track, period: held, amounts, readings })
  }

  #periodIn(text: string): Period | NoPlan {
    try {
      return filePeriod(this.#file, text)
    } catch (error) {
      const place = this.#columns.period
      if (!(error instanceof WholepanelError) || place === undefined) throw error
      return { place, wrong: `${text === '' ? 'no period' : 'not a period'}; want one such as 2025, 2025-Q2, 2025-07` }
    }
  }

  #notThere(track: string, period: Period): string | undefined {
    const { from = '', until = '9999' } = this.#model.tracks.find((one) => one.track === track) ?? {}
    if (from <= period.start && period.start <= until) return undefined
    const began = from === '' ? '' : ` it began ${from}`
    const ended = until === '9999' ? '' : `${began === '' ? ' it' : ' and'} ended ${until}`
    return `track ${track} was not there in ${period.id};${began}${ended}`
  }
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
