import { faultsDetail, WholepanelError } from '../error.ts'
import { checkClaims } from './claims.ts'
import { ExpressionFault, parse } from './expression/parse.ts'
import { namesIn, type Tree, visit } from './expression/tree.ts'
import type { Component, Fact, WholeModelFile } from './model-file.ts'
import type { Parameter } from './parameter.ts'
import { didYouMean, type FromYaml } from './read-yaml.ts'

type Place = FromYaml<unknown>['at']
type Checked = Pick<
  WholeModelFile,
  'claims' | 'components' | 'tracks' | 'choices' | 'parameters' | 'measures' | 'per_measure'
> & { facts: Record<string, Fact> }

/** The names that every model knows: what a row of facts says besides facts. */
export const TRACK = 'track'

/** A component whose expressions have been read. */
export type ReadComponent = Omit<Component, 'takes' | 'when' | 'notes'> & {
  takes: Record<string, Tree | readonly Tree[]>
  when: Tree | undefined
  notes: readonly { when: Tree; note: string }[]
}

/**
 * Reads the expressions of a model's components and holds them to what the model knows. All faults at once: unknown
 * names with the nearest known one, circles, a component that reads a later one, two that write the same line.
 */
export function readComponents(model: Checked, at: Place): ReadComponent[] {
  const faults: { at: string; text: string }[] = []
  const fault = (path: readonly (string | number)[], text: string) => faults.push({ at: at(path), text })
  const read = model.components.map((component, i) => {
    const expression = (text: string, ...path: (string | number)[]): Tree => {
      try {
        return parse(text)
      } catch (error) {
        if (!(error instanceof ExpressionFault)) throw error
        fault(['components', i, ...path], `${path.join('.')}: ${error.message} (at character ${error.offset + 1})`)
        return { kind: 'number', digits: '0' }
      }
    }
    const takes = Object.entries(component.takes).map(([slot, text]) => [
      slot,
      typeof text === 'string'
        ? expression(text, 'takes', slot)
        : text.map((one, place) => expression(one, 'takes', slot, place)),
    ])
    const when = component.when === undefined ? undefined : expression(component.when, 'when')
    const notes = (component.notes ?? []).map((one, place) => ({
      when: expression(one.when, 'notes', place, 'when'),
      note: one.note,
    }))
    return { ...component, takes: Object.fromEntries(takes), when, notes } as ReadComponent
  })
  checkNames(model, read, fault)
  checkOrder(model, read, fault)
  checkParameters(model, fault)
  checkClaims(model, fault)
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
  return read
}

type Fault = (path: readonly (string | number)[], text: string) => void

/** What a name may have one value for each of. */
export type SetName = 'measures' | 'populations'

export const setIn = ({ measures, claims }: Pick<Checked, 'measures' | 'claims'>, set: SetName): readonly string[] =>
  set === 'measures' ? measures : (claims?.populations ?? []).map(({ population }) => population)

/** Of a fact that there is one of for each measure or population: `name/measure`, `name/population`. */
export const setOfFact = (name: string): SetName | undefined =>
  name.endsWith('/measure') ? 'measures' : name.endsWith('/population') ? 'populations' : undefined

/** Names that stand for one value for each measure are known with and without the measure. */
function knownNames(model: Checked, components: readonly ReadComponent[]): Set<string> {
  const each = (name: string, set: SetName) => [name, ...setIn(model, set).map((one) => `${name}/${one}`)]
  return new Set([
    TRACK,
    ...Object.keys(model.parameters),
    ...Object.keys(model.per_measure).flatMap((name) => each(name, 'measures')),
    ...Object.keys(model.facts).flatMap((name) => {
      const set = setOfFact(name)
      return set ? each(name.replace(/\/.*$/, ''), set) : [name]
    }),
    ...components.flatMap(({ component, over }) => (over ? each(component, over) : [component])),
  ])
}

export function treesOf({ takes, when, notes }: ReadComponent): { tree: Tree; path: (string | number)[] }[] {
  const slots = Object.entries(takes).flatMap(([slot, trees]) =>
    Array.isArray(trees)
      ? trees.map((tree: Tree, i) => ({ tree, path: ['takes', slot, i] }))
      : [{ tree: trees as Tree, path: ['takes', slot] }],
  )
  const noted = notes.map((one, i) => ({ tree: one.when, path: ['notes', i, 'when'] }))
  return [...slots, ...(when ? [{ tree: when, path: ['when'] }] : []), ...noted]
}

function checkNames(model: Checked, components: readonly ReadComponent[], fault: Fault): void {
  const known = knownNames(model, components)
  const tracks = model.tracks.map(({ track }) => track)
  for (const [i, component] of components.entries()) {
    for (const { tree, path } of treesOf(component)) {
      for (const name of namesIn(tree))
        if (!known.has(name))
          fault(
            ['components', i, ...path],
            `${path.join('.')} reads ${name}, which the model does not know${didYouMean(name, [...known])}`,
          )
      visit(tree, (node) => {
        if (
          node.kind === 'call' &&
          (node.word === 'each' || node.word === 'maybe') &&
          (tree !== node || path[0] !== 'takes')
        )
          fault(['components', i, ...path], `${node.word} stands alone in a slot`)
      })
    }
    for (const track of component.tracks ?? [])
      if (!tracks.includes(track))
        fault(['components', i], `component of an unknown track ${track}${didYouMean(track, tracks)}`)
    for (const [choice, reading] of Object.entries(component.reading ?? {})) {
      const readings = model.choices[choice]?.readings.map((one) => one.reading)
      if (!readings)
        fault(['components', i, 'reading'], `no choice ${choice}${didYouMean(choice, Object.keys(model.choices))}`)
      else if (!readings.includes(reading))
        fault(['components', i, 'reading'], `no reading ${reading} of ${choice}${didYouMean(reading, readings)}`)
    }
  }
}

/** In each track a component reads only what stands before it, and no two write the same line in the same period. */
function checkOrder({ tracks }: Checked, components: readonly ReadComponent[], fault: Fault): void {
  const seen = new Set<string>()
  for (const { track } of tracks) {
    const own = components
      .map((component, i) => ({ component, i }))
      .filter(({ component }) => belongsTo(component, track))
    const all = new Set(own.map(({ component }) => component.component))
    const before = new Set<string>()
    for (const { component, i } of own) {
      const reads = treesOf(component).flatMap(({ tree }) => namesIn(tree))
      for (const name of reads.map((one) => one.split('/')[0] ?? one)) {
        const key = `${i} ${name}`
        if (!all.has(name) || before.has(name) || seen.has(key)) continue
        seen.add(key)
        fault(
          ['components', i],
          circleFrom(
            component.component,
            own.map((one) => one.component),
          ) ?? `${component.component} reads ${name}, which stands after it; components stand in order of evaluation`,
        )
      }
      before.add(component.component)
    }
    for (const [j, { component, i }] of own.entries()) {
      const twin = own.slice(0, j).find((other) => sameLine(other.component, component))
      if (twin && !seen.has(`twice ${i}`)) {
        seen.add(`twice ${i}`)
        fault(['components', i], `component ${component.component} twice in one track and period`)
      }
    }
  }
}

function sameLine(a: ReadComponent, b: ReadComponent): boolean {
  const apart = Object.entries(a.reading ?? {}).some(
    ([choice, reading]) => (b.reading?.[choice] ?? reading) !== reading,
  )
  return (
    a.component === b.component &&
    !apart &&
    (a.from ?? '') <= (b.until ?? '9999') &&
    (b.from ?? '') <= (a.until ?? '9999')
  )
}

function circleFrom(start: string, components: readonly ReadComponent[]): string | undefined {
  const reads = new Map<string, Set<string>>()
  for (const component of components) {
    const names = treesOf(component).flatMap(({ tree }) => namesIn(tree).map((name) => name.split('/')[0] ?? name))
    reads.set(component.component, new Set([...(reads.get(component.component) ?? []), ...names]))
  }
  const walk = (name: string, trail: readonly string[]): string | undefined => {
    if (trail.length > 0 && name === start) return [...trail, name].join(' → ')
    if (trail.includes(name)) return undefined
    for (const next of reads.get(name) ?? []) {
      const found = reads.has(next) ? walk(next, [...trail, name]) : undefined
      if (found) return found
    }
    return undefined
  }
  const circle = walk(start, [])
  return circle && `a circle: ${circle}`
}

/** What a table is read by must be known; a fault of the values themselves is found by their schema. */
function checkParameters(model: Checked, fault: Fault): void {
  const known = knownNames(model, [])
  const components = model.components.map(({ component }) => component)
  const all: [string, string, Parameter][] = [
    ...Object.entries(model.parameters).map(([name, one]) => ['parameters', name, one] as [string, string, Parameter]),
    ...Object.entries(model.per_measure).map(
      ([name, one]) => ['per_measure', name, one] as [string, string, Parameter],
    ),
  ]
  for (const [block, name, { by, along }] of all)
    for (const [key, read] of [
      ['by', by],
      ['along', along],
    ] as const)
      if (read && !known.has(read) && !components.includes(read))
        fault(
          [block, name, key],
          `${name} is read ${key} ${read}, which the model does not know${didYouMean(read, [...known, ...components])}`,
        )
}

export const belongsTo = (component: Pick<Component, 'tracks'>, track: string): boolean =>
  component.tracks?.includes(track) ?? true
