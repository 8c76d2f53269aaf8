import type { Value } from '../../model/expression/evaluate.ts'
import type { FactUnit } from '../../model/model-file.ts'
import type { Model } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import type { Period } from '../../period.ts'
import { factsOf } from '../facts-of.ts'
import type { FactsFile } from './facts-file.ts'
import { type Form, valueIn, WANTED } from './form.ts'
import type { Layout, LayoutColumn, OneOf } from './layout.ts'
import { shown } from './shown.ts'

/** What a cell is, or what is wrong with it: never the cell itself, which may say who somebody is. */
export type Cell = { value: Value } | { wrong: string }

/** Where a fact stands in the file, and how its cells are read. */
export type FactColumn = { name: string; place: number; header: string; read: (text: string) => Cell }

/** The columns of a file that are read: who, under which track and period, and each fact. */
export type FileColumns = {
  entity: number
  track: readonly { places: readonly number[]; read: (texts: readonly string[]) => Cell }[]
  period: number | undefined
  facts: readonly FactColumn[]
  faults: string[]
}

const BLANK = ''
const FORM_OF: Record<FactUnit, Form> = {
  usd: 'number',
  share: 'share',
  count: 'number',
  months: 'number',
  factor: 'number',
  flag: 'flag',
  code: 'code',
}

/** A file in our own form: a column for each fact by its name, `entity`, and `track` and `period` where rows differ. */
export function ownColumns(
  { headers, delimiter }: Pick<FactsFile, 'headers' | 'delimiter'>,
  model: Model,
  saysTrack: boolean,
): FileColumns {
  const facts = factsOf(model)
  const known = ['entity', 'track', 'period', ...facts.map(({ name }) => name)]
  const read = (unit: FactUnit) => (text: string) => {
    if (text === BLANK) return { value: null }
    // Where semicolons part the cells, a comma may be a decimal point or part thousands: nobody can tell.
    return delimiter === ';' && text.includes(',') && FORM_OF[unit] === 'number'
      ? { wrong: 'a comma in a number; want a point for decimals, and nothing between thousands' }
      : cell(text, FORM_OF[unit])
  }
  const track = headers.indexOf('track')
  return {
    entity: headers.indexOf('entity'),
    track: track < 0 ? [] : [{ places: [track], read: ([text = '']) => ({ value: text === BLANK ? null : text }) }],
    period: headers.includes('period') ? headers.indexOf('period') : undefined,
    facts: facts
      .filter(({ name }) => headers.includes(name))
      .map(({ name, unit }) => ({ name, place: headers.indexOf(name), header: name, read: read(unit) })),
    faults: ownFaults(headers, known, model, saysTrack && model.tracks.length > 1),
  }
}

/** A first line in which nothing is known may be a row: then it is not shown. */
function ownFaults(headers: readonly string[], known: readonly string[], model: Model, saysTrack: boolean): string[] {
  if (!headers.some((header) => known.includes(header) || didYouMean(header, known) !== ''))
    return [`no header that ${model.id} knows; want entity, and a column for each fact`]
  const unknown = headers.filter((header) => !known.includes(header) && !header.startsWith('#'))
  const faults = unknown.map(
    (header) =>
      `unknown column ${shown(header)}${didYouMean(header, known)}; put # before the name of a column that is not read`,
  )
  const lacks = (name: string) => !headers.includes(name) && !unknown.some((one) => didYouMean(one, [name]) !== '')
  if (lacks('entity')) faults.push('no column entity: it says whom a row is about')
  if (saysTrack && lacks('track'))
    faults.push(`no column track; want one, or --track ${model.tracks.map(({ track }) => track).join(' or ')}`)
  return faults
}

const cell = (text: string, form: Form): Cell => {
  const value = valueIn(text, form)
  return value === undefined ? { wrong: `not ${WANTED[form]}` } : { value }
}

/**
 * A published file as it is: its own headers and forms, as the layout declares them for the period. `saysTrack`: the
 * command line does not.
 */
export function layoutColumns(
  headers: readonly string[],
  layout: Layout,
  period: Period,
  saysTrack: boolean,
): FileColumns {
  const inForce = ({ from = '', until = '9999' }: { from?: string | undefined; until?: string | undefined }) =>
    from <= period.start && period.start <= until
  // Headers change their case from year to year, never their letters.
  const lower = headers.map((header) => header.toLowerCase())
  const placeOf = (names: string | readonly string[]) =>
    [names]
      .flat()
      .map((name) => lower.indexOf(name.toLowerCase()))
      .find((place) => place >= 0) ?? -1
  const read = (column: LayoutColumn) => {
    const blank = new Set([BLANK, ...layout.not_applicable, ...(column.not_applicable ?? [])])
    return (text: string): Cell => {
      if (blank.has(text)) return { value: null }
      const stands = column.stands_for?.[text]
      if (stands !== undefined) return cell(stands, 'number')
      if (column.yes) return { value: column.yes.includes(text) }
      if (!column.codes) return cell(text, column.form)
      const code = column.codes[text]
      return code === undefined
        ? { wrong: `a code the layout does not know${didYouMean(text, Object.keys(column.codes))}` }
        : { value: code }
    }
  }
  const facts = Object.entries(layout.facts).flatMap(([name, columns]): FactColumn[] => {
    const column = [columns].flat().find((one) => inForce(one) && placeOf(one.column) >= 0)
    if (!column) return []
    const place = placeOf(column.column)
    return [{ name, place, header: headers[place] ?? '', read: read(column) }]
  })
  const track = layout.track
    .filter(inForce)
    .flatMap((one) => ('one_of' in one ? oneOf(one, placeOf) : single(one, placeOf, read)))
  const entity = placeOf(layout.entity)
  const faults = [
    ...(entity < 0 ? [`no column ${layout.entity.join(' or ')}: it says whom a row is about`] : []),
    ...(track.length === 0 && saysTrack ? ['no column that says the track; want one, or --track'] : []),
  ]
  return { entity, track, period: undefined, facts, faults }
}

type PlaceOf = (names: string | readonly string[]) => number

function oneOf({ one_of, yes }: OneOf, placeOf: PlaceOf): FileColumns['track'][number][] {
  const found = Object.entries(one_of).filter(([, header]) => placeOf(header) >= 0)
  if (found.length === 0) return []
  return [
    {
      places: found.map(([, header]) => placeOf(header)),
      read: (texts) => ({ value: found.find((_, i) => yes.includes(texts[i] ?? ''))?.[0] ?? null }),
    },
  ]
}

function single(column: LayoutColumn, placeOf: PlaceOf, read: (column: LayoutColumn) => (text: string) => Cell) {
  const place = placeOf(column.column)
  const one = read(column)
  return place < 0 ? [] : [{ places: [place], read: ([text = '']: readonly string[]) => one(text) }]
}
