import { WholepanelError } from '../error.ts'
import { type Parameter, valueOn } from '../model/parameter.ts'
import { type Folders, LIBRARY } from '../model/read-model.ts'
import { readYaml } from '../model/read-yaml.ts'
import { ruleFile, ruleNames } from '../model/rule-file.ts'
import { checkRule } from './check-rule.ts'
import { type ClaimsStep, RuleFile, type RuleStep } from './rule-file.ts'

/** An attribution rule: its steps in order; the first that names a practice decides. */
export type AttributionRule = RuleFile & {
  /** The key in results, the name of its file: attested-then-plurality. */
  rule: string
}

/** Example: `readRule('attested-then-plurality')`. A region's own folder stands first in `folders`. */
export function readRule(rule: string, folders: Folders = [LIBRARY]): AttributionRule {
  const file = ruleFile('attribution', 'attribution rule', rule, folders)
  const { value, at } = readYaml(file, RuleFile)
  checkRule(value, at)
  return { rule, ...value }
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
