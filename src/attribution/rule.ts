import { faultsDetail, WholepanelError } from '../error.ts'
import { type Parameter, valueOn } from '../model/parameter.ts'
import { type Folders, LIBRARY } from '../model/read-model.ts'
import { didYouMean, type Path, readYaml } from '../model/read-yaml.ts'
import { ruleFile, ruleNames } from '../model/rule-file.ts'
import {
  type CodeSystem,
  type Naming,
  namedValueSets,
  terminologyBeside,
  type ValueSet,
} from '../terminology/value-set.ts'
import { checkRule } from './check-rule.ts'
import { ANY, type ClaimsStep, RuleFile, type RuleStep, VISIT } from './rule-file.ts'

/** An attribution rule: its steps in order; the first that names a practice decides. */
export type AttributionRule = RuleFile & {
  /** The key in results, the name of its file: attested-then-plurality. */
  rule: string
  file: string
  /** The rules whose decisions its steps take. */
  takes: readonly AttributionRule[]
  /** Those that its steps name, by key. */
  value_sets: Readonly<Record<string, ValueSet>>
}

/** Example: `readRule('attested-then-plurality')`. A region's own folder stands first in `folders`. */
export const readRule = (rule: string, folders: Folders = [LIBRARY]): AttributionRule => read(rule, folders, [])

function read(rule: string, folders: Folders, trail: readonly string[]): AttributionRule {
  const file = ruleFile('attribution', 'attribution rule', rule, folders)
  const { value, at } = readYaml(file, RuleFile)
  checkRule(value, at)
  const naming: Naming = { keys: setsNamedBy(value), at, code: 'input-model' }
  const value_sets = namedValueSets(naming, terminologyBeside(folders), [VISIT, ANY])
  checkServices(naming, value_sets)
  const names = new Map(value.steps.flatMap((step, i) => (step.step === 'rule' ? [[step.rule, i] as const] : [])))
  const takes = [...names].map(([name, i]) => {
    const path: Path = ['steps', i, 'rule']
    const fault = (got: string) => new WholepanelError('input-model', { at: at(path), got })
    const known = rules(folders)
    if (!known.includes(name)) throw fault(`no attribution rule ${name}${didYouMean(name, known)}`)
    const circle = [...trail, rule, name]
    if ([...trail, rule].includes(name)) throw fault(`takes its own decision: ${circle.join(' → ')}`)
    const taken = read(name, folders, [...trail, rule])
    if (value.lists.kind === 'prospective' && taken.lists.kind === 'retrospective')
      throw fault(`${name} is known after the months that it is for: the step can never decide on a list made ahead`)
    return taken
  })
  return { rule, file, takes, value_sets, ...value }
}

const setsNamedBy = ({ steps }: RuleFile): { key: string; path: Path }[] =>
  steps.flatMap((step, i) =>
    step.step === 'claims' ? step.services.map((key, j) => ({ key, path: ['steps', i, 'services', j] })) : [],
  )

/** The code systems by which a claim line is known as a service. */
const OF_LINES: readonly CodeSystem[] = ['hcpcs', 'place-of-service', 'revenue', 'bill-type']

/** A value set of other codes, of diagnoses or laboratory tests, would be read and never count. */
function checkServices({ keys, at, code }: Naming, sets: AttributionRule['value_sets']): void {
  const faults = keys.flatMap(({ key, path }) => {
    const systems = Object.keys(sets[key]?.codes ?? {}) as CodeSystem[]
    if (!sets[key] || systems.some((system) => OF_LINES.includes(system))) return []
    const holds = systems.length > 0 ? `only codes of ${systems.join(', ')}` : 'no codes'
    return [{ at: at(path), text: `the value set ${key} holds ${holds}: no claim line is such a service` }]
  })
  if (faults.length > 0)
    throw new WholepanelError(code, {
      ...faultsDetail(faults),
      fix: `name a value set with codes of ${OF_LINES.join(', ')}, or add such codes in the region's folder terminology/`,
    })
}

/** These rules and those that they take, each once and after what it takes. */
export function withTaken(rules: readonly AttributionRule[]): AttributionRule[] {
  const found = new Map<string, AttributionRule>()
  for (const rule of rules)
    for (const one of [...withTaken(rule.takes), rule]) if (!found.has(one.rule)) found.set(one.rule, one)
  return [...found.values()]
}

/** The rules there are, sorted. */
export const rules = (folders: Folders = [LIBRARY]): string[] => ruleNames('attribution', folders)

export const readRules = (folders: Folders = [LIBRARY]): AttributionRule[] =>
  rules(folders).map((rule) => readRule(rule, folders))

export const isClaims = (step: RuleStep): step is ClaimsStep => step.step === 'claims'

/** A number of a rule on a day, with its source. */
export function numberOn(
  rule: AttributionRule,
  label: string,
  parameter: Parameter,
  day: string,
): { value: string; source: string | null } {
  const { value, source } = valueOn(parameter, day)
  if (value === null)
    throw new WholepanelError('input-model', { at: `attribution/${rule.rule}`, got: `no ${label} on ${day}` })
  return { value, source }
}

export type VisitWindow = { months: number; source: string | null }

/** The months of services that a step looks at, by what is in force on the first day that a list is for. */
export function windowOf(rule: AttributionRule, step: ClaimsStep, day: string): VisitWindow {
  const { value, source } = numberOn(rule, 'window', step.window, day)
  return { months: Number(value), source: source ?? step.source }
}
