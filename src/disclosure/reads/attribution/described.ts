import { type AttributionRule, readRules } from '../../../attribution/rule.ts'
import { RuleFile } from '../../../attribution/rule-file.ts'
import { listsInWords, populationInWords, stepInWords } from '../../../attribution/rule-words.ts'
import { readYaml } from '../../../model/read-yaml.ts'
import { oncePerRun } from '../reading.ts'

export type RuleDescribed = {
  rule: string
  title: string
  about: string
  /** Where the file cannot say what its source says. */
  differs: readonly string[]
  unconfirmed: boolean
  /** Path of the rule's file, as it stands in the library or the region. */
  file: string
  lists: string
  population: string
  /** In order: a result row's step is the place here, from 1; `line` is the step's first line in the file. */
  steps: readonly { says: string; source: string; line: number }[]
}

/** What the rule files say of themselves: public, as the library is. */
export const described = oncePerRun(async ({ folders }) => readRules(folders).map(describe))

function describe(rule: AttributionRule): RuleDescribed {
  const { at } = readYaml(rule.file, RuleFile)
  const lineOf = (i: number) => Number(/:(\d+):\d+$/.exec(at(['steps', i]))?.[1] ?? 1)
  return {
    rule: rule.rule,
    title: rule.title,
    about: rule.about,
    differs: rule.differs ?? [],
    unconfirmed: rule.status === 'unconfirmed',
    file: `models/attribution/${rule.rule}.yaml`,
    lists: listsInWords(rule),
    population: populationInWords(rule),
    steps: rule.steps.map((step, i) => ({ says: stepInWords(step), source: step.source, line: lineOf(i) })),
  }
}
