import { z } from 'zod'
import { WholepanelError } from '../error.ts'
import { Parameter, valueOn } from '../model/parameter.ts'
import { type Folders, LIBRARY } from '../model/read-model.ts'
import { readYaml } from '../model/read-yaml.ts'
import { ruleFile, ruleNames } from '../model/rule-file.ts'
import { addMonths, type Period } from '../period.ts'

/** What decides between practices, in order; the last one leaves no tie. */
const TIES = ['visits', 'allowed_usd', 'last_visit', 'practice_id'] as const
export type Tie = (typeof TIES)[number]

const Attested = z.strictObject({ step: z.literal('attested'), source: z.string().min(1) })
const Plurality = z.strictObject({
  step: z.literal('plurality'),
  source: z.string().min(1),
  ties: z.array(z.enum(TIES)).refine((ties) => ties.at(-1) === 'practice_id' && new Set(ties).size === ties.length, {
    message: 'want each tie-break once, practice_id last, so that no tie is left',
  }),
  window: Parameter,
})

const RuleFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z
    .array(
      z.strictObject({
        title: z.string().min(1),
        by: z.string().min(1),
        published: z.string().optional(),
        url: z.url().optional(),
        says: z.string().optional(),
      }),
    )
    .min(1),
  steps: z
    .array(z.discriminatedUnion('step', [Attested, Plurality]))
    .min(1)
    .refine((steps) => new Set(steps.map((s) => s.step)).size === steps.length, { message: 'want each step once' }),
})

/** An attribution rule: its steps in order; the first that names a practice decides. */
export type AttributionRule = z.infer<typeof RuleFile> & {
  /** The key in results, the name of its file: attested-then-plurality. */
  rule: string
}

/** Example: `readRule('attested-then-plurality')`. A region's own folder stands first in `folders`. */
export function readRule(rule: string, folders: Folders = [LIBRARY]): AttributionRule {
  return { rule, ...readYaml(ruleFile('attribution', 'attribution rule', rule, folders), RuleFile).value }
}

/** The rules there are, sorted. */
export const rules = (folders: Folders = [LIBRARY]): string[] => ruleNames('attribution', folders)

export type VisitWindow = { start: string; end: string; months: number; source: string; ties: readonly Tie[] }

/** The days whose visits a rule reads for a period; a rule without a plurality step looks at the period alone. */
export function visitWindow(rule: AttributionRule, period: Period): VisitWindow {
  const step = rule.steps.find((s) => s.step === 'plurality')
  if (!step) return { start: period.start, end: period.end, months: 0, source: rule.title, ties: TIES }
  const months = valueOn(step.window, period.start)
  if (months.value === null)
    throw new WholepanelError('input-model', { at: `attribution/${rule.rule}`, got: `no window on ${period.start}` })
  return {
    start: addMonths(period.end, -Number(months.value)),
    end: period.end,
    months: Number(months.value),
    source: months.source ?? step.source,
    ties: step.ties,
  }
}
