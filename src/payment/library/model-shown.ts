import { STRUCTURES } from '../../model/card.ts'
import { belongsTo, type ReadComponent } from '../../model/check-model.ts'
import type { Tree } from '../../model/expression/tree.ts'
import { wordsOf } from '../../model/expression/words.ts'
import type { Parameter, ParameterKind } from '../../model/parameter.ts'
import type { Model } from '../../model/read-model.ts'
import { isBands, type Reading, type Schedule } from '../../model/schedule.ts'
import { partsOf } from '../check/check-parts.ts'
import { factNamed, factsOf } from '../facts-of.ts'
import type { Unit } from '../part.ts'
import { formulaIn, ofMeasure } from '../working.ts'
import { type CaseShown, caseShown } from './case-shown.ts'
import { casesOf } from './cases.ts'

/** A model in one line of the library. */
export type LibraryEntry = {
  id: string
  title: string
  family: Model['family']
  readiness: Model['readiness']
  lan_categories: string[]
  tracks: { track: string; label: string }[]
  by: string | null
  years: string | null
  based_on: string | null
  demonstration: boolean
  /** Worked examples, and those of them whose figures somebody else published. */
  cases: number
  published_cases: number
}

export type ElementShown = {
  element: (typeof STRUCTURES)[number]
  about: string
  source: string
  unconfirmed: boolean
  parameters: string[]
  includes: string[]
  excludes: string[]
}

/** A value by its code and along its number; of a single value both are null. */
export type CellShown = { code: string | null; at: string | null; value: string }

export type ParameterShown = {
  name: string
  label: string
  kind: ParameterKind
  unit: Unit
  about: string | null
  /** What a table is read by, and along, in words. */
  by: string | null
  along: string | null
  bands: Reading
  status: 'stated' | 'unconfirmed' | 'required'
  /** It stands once for every measure. */
  per_measure: boolean
  values: { from: string; source: string; cells: CellShown[] }[]
}

export type ComponentShown = {
  component: string
  part: string
  part_title: string
  label: string
  about: string | null
  formula: string
  when: string | null
  source: string | null
  tracks: string[]
  from: string | null
  until: string | null
  readings: { choice: string; reading: string }[]
  per_measure: boolean
  unit: Unit
  pays: 'provider' | 'payer' | null
  rounds: 'cents' | 'dollars' | null
}

export type FactShown = { name: string; label: string; unit: Unit; definition: string; optional: boolean }

/** Everything that a page says of a model, in words: nothing is left to evaluate. Own amounts never have a value. */
export type ModelShown = Omit<LibraryEntry, 'tracks'> & {
  about: string
  card: { payers: string; units: string | null; worked: string[]; did_not: string[] } | null
  tracks: { track: string; label: string; about: string; from: string | null; until: string | null }[]
  structure: ElementShown[]
  calendar: { event: string; about: string; source: string; unconfirmed: boolean }[]
  circular: string[]
  choices: {
    choice: string
    label: string
    about: string
    used: string
    readings: { reading: string; label: string; source: string }[]
  }[]
  measures: string[]
  facts: FactShown[]
  parameters: ParameterShown[]
  components: ComponentShown[]
  worked_cases: CaseShown[]
  not_published: string[]
  sources: Model['sources']
}

export function libraryEntry(model: Model): LibraryEntry {
  const cases = casesOf(model)
  return {
    id: model.id,
    title: model.title,
    family: model.family,
    readiness: model.readiness,
    lan_categories: model.lan_categories ?? [],
    tracks: model.tracks.map(({ track, label }) => ({ track, label })),
    by: model.card?.by ?? null,
    years: model.card?.years ?? null,
    based_on: model.based_on,
    demonstration: model.demonstration,
    cases: cases.length,
    published_cases: cases.filter((one) => one.published !== undefined).length,
  }
}

export function modelShown(model: Model): ModelShown {
  const { card, choices, measures, not_published, sources, circular } = model
  const labelOf = (name: string) => label(model, name, model.components)
  return {
    ...libraryEntry(model),
    about: model.about.trim(),
    card: card ? { payers: card.payers, units: card.units ?? null, worked: card.worked, did_not: card.did_not } : null,
    tracks: model.tracks.map(({ from = null, until = null, ...track }) => ({ ...track, from, until })),
    structure: STRUCTURES.flatMap((element) => elementShown(model, element)),
    calendar: model.calendar.map(({ event, about, source, status }) => ({
      event,
      about: about.trim(),
      source,
      unconfirmed: status === 'unconfirmed',
    })),
    circular,
    choices: Object.entries(choices).map(([choice, one]) => ({ choice, ...one })),
    measures,
    facts: factsOf(model).map(({ name, label, unit, definition, optional }) => ({
      name,
      label: ofMeasure(label, name),
      unit,
      definition: definition.trim(),
      optional: optional === true,
    })),
    parameters: [
      ...Object.entries(model.parameters).map(([name, one]) => parameterShown(name, one, labelOf, false)),
      // Where nobody named the measures, what each of them would have stands once.
      ...(measures.length > 0 ? [] : Object.entries(model.per_measure)).map(([name, one]) =>
        parameterShown(name, one, labelOf, true),
      ),
    ],
    components: model.components.map((component) => componentShown(model, component)),
    worked_cases: casesOf(model).map((one) => caseShown(model, one)),
    not_published,
    sources,
  }
}

function elementShown({ structure }: Model, element: (typeof STRUCTURES)[number]): ElementShown[] {
  const one = structure[element]
  if (!one) return []
  return [
    {
      element,
      about: one.about.trim(),
      source: one.source,
      unconfirmed: one.status === 'unconfirmed',
      parameters: one.parameters ?? [],
      includes: one.includes ?? [],
      excludes: one.excludes ?? [],
    },
  ]
}

function parameterShown(
  name: string,
  parameter: Parameter,
  labelOf: (name: string) => string,
  per_measure: boolean,
): ParameterShown {
  const { label, kind, unit, about, by, along, bands, status, values } = parameter
  return {
    name,
    label: ofMeasure(label, name),
    kind,
    unit,
    about: about?.trim() ?? null,
    by: by === undefined ? null : labelOf(by),
    along: along === undefined ? null : labelOf(along),
    bands,
    status: values ? (status ?? 'stated') : 'required',
    per_measure,
    values: (values ?? []).map(({ from, value, source }) => ({ from, source, cells: cellsOf(value) })),
  }
}

/** The cells of a table in their order; a single value is a table of one cell. */
function cellsOf(schedule: Schedule, code: string | null = null): CellShown[] {
  if (typeof schedule === 'string') return [{ code, at: null, value: schedule }]
  if (isBands(schedule)) return schedule.map(({ at, value }) => ({ code, at, value }))
  return Object.entries(schedule).flatMap(([one, of]) => cellsOf(of, one))
}

function componentShown(model: Model, component: ReadComponent): ComponentShown {
  const part = partsOf(model).get(component.part)
  if (!part) throw new Error(`no part ${component.part}`)
  const together = model.components.filter((one) => model.tracks.some(({ track }) => both(one, component, track)))
  const words = (tree: Tree, tight = 0) => wordsOf(tree, (name) => label(model, name, together), tight)
  const { takes, tracks, when, from, until, reading, over, unit, pays, rounds } = component
  return {
    component: component.component,
    part: part.name,
    part_title: part.title,
    label: component.label,
    about: component.about?.trim() ?? null,
    formula: formulaIn(part, (slot, tight) => [takes[slot] ?? []].flat().map((tree) => words(tree as Tree, tight))),
    when: when ? words(when) : null,
    source: component.source ?? null,
    tracks: tracks ?? [],
    from: from ?? null,
    until: until ?? null,
    readings: Object.entries(reading ?? {}).map(([choice, one]) => ({ choice, reading: one })),
    per_measure: over !== undefined,
    unit: unit ?? (part.unit === 'open' ? 'count' : part.unit),
    pays: pays ?? null,
    rounds: rounds ?? null,
  }
}

const both = (a: ReadComponent, b: ReadComponent, track: string): boolean => belongsTo(a, track) && belongsTo(b, track)

/** What a name is called, whatever track and period it is read in; of a measure, with the measure. */
function label(model: Model, name: string, components: readonly ReadComponent[]): string {
  const [base = name, measure] = name.split('/')
  const found =
    components.find((one) => one.component === name || one.component === base) ??
    model.parameters[name] ??
    model.per_measure[base] ??
    factNamed(model, name) ??
    factNamed(model, `${base}/-`)
  const called = found?.label ?? name
  return measure === undefined ? called : `${called}, ${measure}`
}
