import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { faultsDetail, WholepanelError } from '../../error.ts'
import type { Parameter } from '../../model/parameter.ts'
import { type Folders, LIBRARY, readModel } from '../../model/read-model.ts'
import { didYouMean, type Path, readYaml } from '../../model/read-yaml.ts'
import { isBands } from '../../model/schedule.ts'
import { undeclared } from '../elements/cited.ts'
import type { Element } from '../elements/element.ts'
import { type Elements, elementOf } from '../elements/elements.ts'
import { drawnLevels, type Goal, RubricFile, type Test } from './rubric.ts'

/** The dated values of a goal, each with a value for each line of business. */
export type GoalValues = readonly { from: string; by_line: Readonly<Record<string, string>>; source: string }[]

/** A rubric with the goals that its tests ask for. */
export type Rubric = RubricFile & { file: string; goals: ReadonlyMap<string, GoalValues> }

export const goalKey = ({ model, parameter }: Goal): string => `${model}#${parameter}`

/** Reads a rubric against the elements and the models; each fault is told with its place. */
export function readRubric(file: string, elements: Elements, folders: Folders = [LIBRARY]): Rubric {
  const { value, at } = readYaml(file, RubricFile)
  const faults: { at: string; text: string }[] = []
  const goals = new Map<string, GoalValues>()
  const known = elements.elements.map(({ element }) => element)
  const seen = new Set<string>()
  for (const [line, named] of Object.entries(value.lines_of_run ?? {})) {
    const lines = Object.keys(value.lines ?? {})
    if (!lines.includes(named))
      faults.push({ at: at(['lines_of_run', line]), text: `no line ${named}${didYouMean(named, lines)}` })
  }
  for (const [i, criterion] of value.criteria.entries()) {
    const path: Path = ['criteria', i]
    const fault = (text: string, ...inner: Path) => faults.push({ at: at([...path, ...inner]), text })
    if (seen.has(criterion.criterion)) fault(`${criterion.criterion} stands twice`, 'criterion')
    seen.add(criterion.criterion)
    for (const [k, cited] of [criterion, ...(criterion.readings ?? [])].entries()) {
      const key = undeclared(cited.source, value.sources)
      const inner: Path = k === 0 ? ['source'] : ['readings', k - 1, 'source']
      if (key !== null) fault(`no source ${key}${didYouMean(key, Object.keys(value.sources))}`, ...inner)
    }
    for (const [k, name] of criterion.elements.entries())
      if (!known.includes(name)) fault(`no element ${name}${didYouMean(name, known)}`, 'elements', k)
    for (const { test, path: inner } of testsOf(criterion)) {
      const found = testFault(elements, criterion.elements, value, test)
      if (found) fault(found, ...inner)
      const goal = test.share_of_members?.at_least
      if (!goal) continue
      const read = goalValues(goal, Object.keys(value.lines ?? {}), folders)
      if ('fault' in read) fault(read.fault, ...inner)
      else goals.set(goalKey(goal), read.values)
    }
  }
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
  return { ...value, file, goals }
}

/** The rubrics of the library and of a region, a region's before the library's of the same name; sorted by name. */
export function rubrics(elements: Elements, folders: Folders = [LIBRARY]): Rubric[] {
  const files = new Map<string, string>()
  for (const folder of folders.map((one) => join(one, 'alignment', 'rubrics')).filter((one) => existsSync(one)))
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.yaml')))
      if (!files.has(name)) files.set(name, join(folder, name))
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => readRubric(file, elements, folders))
}

function testsOf(criterion: RubricFile['criteria'][number]): { test: Test; path: Path }[] {
  return drawnLevels(criterion).flatMap((drawn, k) => {
    const root: Path = drawn.reading === null ? [] : ['readings', k]
    return (['preferred', 'acceptable'] as const).flatMap((level) =>
      (drawn[level]?.tests ?? []).map((test, j) => ({ test, path: [...root, level, 'tests', j] })),
    )
  })
}

const TAKES: Partial<Record<keyof Test, readonly Element['value'][]>> = {
  is: ['one-of', 'yes-no'],
  in: ['one-of'],
  has: ['set'],
  some: ['set'],
  first: ['ordered-steps'],
  share_of_members: ['one-of'],
}

function testFault(elements: Elements, named: readonly string[], { lines }: RubricFile, test: Test): string | null {
  const { element: name } = test
  if (name === undefined) return null
  if (!named.includes(name)) return `${name} is not among the criterion's elements${didYouMean(name, named)}`
  if (!elements.elements.some(({ element }) => element === name)) return null
  const element = elementOf(elements, name)
  for (const [ask, kinds] of Object.entries(TAKES))
    if (test[ask as keyof Test] !== undefined && !kinds.includes(element.value))
      return `${ask} asks for ${kinds.join(' or ')}, and ${name} is answered with ${element.value}`
  if (test.is !== undefined && (typeof test.is === 'boolean') !== (element.value === 'yes-no'))
    return element.value === 'yes-no' ? `${name} is true or false` : `${name} is one of its options`
  if (test.share_of_members && !lines) return 'a share by lines of business; want lines'
  const words = [test.is, ...(test.in ?? []), ...(test.has ?? []), ...(test.some ?? []), test.first]
  const { options } = element
  if (options === undefined || options === 'any') return null
  const known = Object.keys(options)
  const unknown = [...words, ...(test.share_of_members?.where.in ?? [])].find(
    (word) => typeof word === 'string' && !known.includes(word),
  )
  return unknown === undefined ? null : `${name} has no option ${unknown}${didYouMean(String(unknown), known)}`
}

type Read = { values: GoalValues } | { fault: string }

function goalValues({ model: id, parameter: name }: Goal, lines: readonly string[], folders: Folders): Read {
  const parameters: Record<string, Parameter> = readModel(id, folders).parameters
  const parameter = parameters[name]
  if (!parameter) return { fault: `${id} has no parameter ${name}${didYouMean(name, Object.keys(parameters))}` }
  if (parameter.kind === 'own') return { fault: `${name} is an own amount; a rubric asks for what is public` }
  if (!parameter.values) return { fault: `${id} gives no value of ${name}` }
  const values: GoalValues[number][] = []
  for (const { from, value, source } of parameter.values) {
    if (typeof value === 'string' || isBands(value)) return { fault: `${name} has no value for each line` }
    const entries = Object.entries(value).flatMap(([line, one]) =>
      typeof one === 'string' ? [[line, one] as const] : [],
    )
    const missing = lines.find((line) => !entries.some(([one]) => one === line))
    if (missing !== undefined) return { fault: `${name} has no value for ${missing} from ${from}` }
    values.push({ from, by_line: Object.fromEntries(entries), source })
  }
  return { values }
}
