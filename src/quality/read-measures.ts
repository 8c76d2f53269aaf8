import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Path, readYaml } from '../model/read-yaml.ts'
import { namedValueSets, TERMINOLOGY, type ValueSet } from '../terminology/value-set.ts'
import { MeasureFile } from './measure.ts'

/** A measure with the value sets it names. `rule` goes on every status: the key and the version that decided. */
export type Measure = MeasureFile & {
  measure: string
  concept: string
  rule: string
  value_sets: Record<string, ValueSet>
}

export const MEASURES = join(import.meta.dirname, '..', '..', 'measures')

/** Every measure of the folders, sorted by key. A folder earlier in the list wins; value sets add up. */
export function readMeasures(
  folders: readonly string[] = [MEASURES],
  terminology: readonly string[] = [TERMINOLOGY],
): Measure[] {
  const files = new Map<string, string>()
  for (const folder of folders.filter((candidate) => existsSync(candidate)))
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
      const key = name.slice(0, -'.yaml'.length)
      if (!files.has(key)) files.set(key, join(folder, name))
    }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, file]) => readMeasure(key, file, terminology))
}

function readMeasure(key: string, file: string, terminology: readonly string[]): Measure {
  const near = relative(process.cwd(), file)
  const code = 'input-measure'
  const { value, at } = readYaml(near.startsWith('..') ? file : near, MeasureFile, code)
  const value_sets = namedValueSets({ keys: setsNamedBy(value), at, code }, terminology)
  return { ...value, measure: key, concept: value.concept ?? key, rule: `${key}@${value.version}`, value_sets }
}

function setsNamedBy({ population, exclusions, numerator }: MeasureFile): { key: string; path: Path }[] {
  const people = population.kind === 'people'
  const counted =
    numerator.kind === 'service'
      ? numerator.any_of.map((one, i) => ({ key: one.value_set, path: ['numerator', 'any_of', i, 'value_set'] }))
      : [{ key: numerator.value_set, path: ['numerator', 'value_set'] }]
  const named = [
    {
      key: people ? population.condition : population.discharged_to,
      path: ['population', people ? 'condition' : 'discharged_to'],
    },
    ...exclusions.map((one, i) => ({
      key: 'value_set' in one ? one.value_set : undefined,
      path: ['exclusions', i, 'value_set'],
    })),
    ...counted,
  ]
  return named.flatMap(({ key, path }) => (key === undefined ? [] : [{ key, path }]))
}

/** Every value set that some measure names, once, sorted by key. */
export function valueSetsOf(measures: readonly Measure[]): ValueSet[] {
  const all = new Map(measures.flatMap((measure) => Object.entries(measure.value_sets)))
  return [...all.values()].sort((a, b) => (a.value_set < b.value_set ? -1 : 1))
}
