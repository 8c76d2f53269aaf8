import { STRUCTURES } from '../../model/card.ts'
import type { ComponentShown, ElementShown, LibraryEntry, ModelShown, ParameterShown } from './model-shown.ts'

/** How two models stand to each other in one element, so that a word says it and not a color. */
export const VERDICTS = ['same', 'different', 'only-first', 'only-second'] as const
export type Verdict = (typeof VERDICTS)[number]

type Pair<Of> = { first: Of; second: Of; verdict: Verdict }

/** The value that a parameter came to last; a table has several cells. */
export type NewestShown = Pick<ParameterShown, 'label' | 'kind' | 'unit' | 'by' | 'along' | 'bands' | 'status'> & {
  value: ParameterShown['values'][number] | null
}

/** Two models on one line for each element: what is said of them, structures, parameters, and components by their part. */
export type SideBySide = {
  first: LibraryEntry
  second: LibraryEntry
  about: ({ element: string } & Pair<string | null>)[]
  structure: ({ element: ElementShown['element'] } & Pair<ElementShown | null>)[]
  components: ({ part: string; part_title: string } & Pair<ComponentShown[]>)[]
  parameters: ({ label: string } & Pair<NewestShown | null>)[]
}

export function sideBySide(first: ModelShown, second: ModelShown): SideBySide {
  return {
    first: entryOf(first),
    second: entryOf(second),
    about: ABOUT.map(([element, of]) => ({ element, ...pair(of(first) || null, of(second) || null, String) })),
    structure: STRUCTURES.flatMap((element) => {
      const [a = null, b = null] = [first, second].map((one) =>
        one.structure.find((block) => block.element === element),
      )
      return (a ?? b)
        ? [{ element, ...pair(a, b, (block) => [block.about, ...block.includes, ...block.excludes].join()) }]
        : []
    }),
    components: componentsBeside(first.components, second.components),
    parameters: parametersBeside(first.parameters, second.parameters),
  }
}

const ABOUT: readonly [element: string, of: (model: ModelShown) => string | null][] = [
  ['Run by', (model) => model.by],
  ['Years', (model) => model.years],
  ['Payers', (model) => model.card?.payers ?? null],
  ['Who is paid', (model) => model.card?.units ?? null],
  ['HCP-LAN category', (model) => model.lan_categories.join(', ')],
  ['Tracks', (model) => model.tracks.map(({ label }) => label).join('; ')],
  ['What circles, and where it is cut', (model) => model.circular.join(' ')],
]

const entryOf = (model: ModelShown): LibraryEntry => {
  const { id, title, family, readiness, lan_categories, by, years, based_on, demonstration, cases } = model
  const tracks = model.tracks.map(({ track, label }) => ({ track, label }))
  const { published_cases } = model
  const said = { id, title, family, readiness, lan_categories, tracks, by, years, based_on, demonstration }
  return { ...said, cases, published_cases }
}

function pair<Of>(first: Of | null, second: Of | null, sayOf: (one: Of) => string): Pair<Of | null> {
  if (first === null || second === null)
    return { first, second, verdict: first === second ? 'same' : first === null ? 'only-second' : 'only-first' }
  return { first, second, verdict: sayOf(first) === sayOf(second) ? 'same' : 'different' }
}

function componentsBeside(first: readonly ComponentShown[], second: readonly ComponentShown[]) {
  const titles = new Map([...first, ...second].map(({ part, part_title }) => [part, part_title]))
  return [...titles].map(([part, part_title]) => {
    const [a, b] = [first, second].map((all) => all.filter((one) => one.part === part)) as [
      ComponentShown[],
      ComponentShown[],
    ]
    const said = (all: readonly ComponentShown[]) => [...new Set(all.map(({ formula }) => formula))].sort().join('\n')
    const { verdict } = pair(a.length > 0 ? a : null, b.length > 0 ? b : null, said)
    return { part, part_title, first: a, second: b, verdict }
  })
}

/** A parameter is the other's where it has its name, or else is called the same. */
function parametersBeside(first: readonly ParameterShown[], second: readonly ParameterShown[]) {
  const left = new Set(second)
  const rows = first.map((a) => {
    const open = [...left]
    const b =
      open.find(({ name }) => name === a.name) ??
      open.find(({ label }) => label.toLowerCase() === a.label.toLowerCase())
    if (b) left.delete(b)
    return { label: a.label, ...pair(newest(a), b ? newest(b) : null, said) }
  })
  return [...rows, ...[...left].map((b) => ({ label: b.label, ...pair(null, newest(b), said) }))]
}

const newest = ({ label, kind, unit, by, along, bands, status, values }: ParameterShown): NewestShown => ({
  ...{ label, kind, unit, by, along, bands, status },
  value: values.at(-1) ?? null,
})

const said = ({ kind, unit, status, value }: NewestShown): string =>
  JSON.stringify([kind, unit, status, value?.cells ?? null])
