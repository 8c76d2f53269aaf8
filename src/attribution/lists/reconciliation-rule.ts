import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import { Parameter, valueOn } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { RuleHead } from '../../model/rule-head.ts'
import { addMonths, type Period } from '../../period.ts'
import { readListsFile } from './lists-file.ts'

/** What may decide; each step names one practice or none. */
export const DECIDING = ['attested', 'all-agree', 'two-agree', 'claims', 'plan', 'practice'] as const
export type Deciding = (typeof DECIDING)[number]

const RuleFile = RuleHead.extend({
  windows: z.strictObject({ plan: Parameter, practice: Parameter }),
  decide: z
    .array(z.strictObject({ step: z.enum(DECIDING), says: z.string().min(1), source: z.string().min(1) }))
    .min(1)
    .refine((steps) => new Set(steps.map((one) => one.step)).size === steps.length, { message: 'want each step once' }),
})

/** How three lists become one decision: `models/lists/reconciliation.yaml`. */
export type ReconciliationRule = z.infer<typeof RuleFile> & { rule: string }

export const readReconciliation = (folders: Folders = [LIBRARY]): ReconciliationRule =>
  readListsFile('reconciliation', RuleFile, folders)

export type ListSource = keyof ReconciliationRule['windows']

/** The first and the last month (YYYYMM) of which a list counts for a period. */
export function listWindow(rule: ReconciliationRule, source: ListSource, { start, end }: Period) {
  const held = valueOn(rule.windows[source], start)
  const months = Number(held.value)
  if (held.value === null || !Number.isInteger(months) || months < 1)
    throw new WholepanelError('input-model', {
      at: `${rule.rule}, windows.${source}`,
      got: held.value ?? `nothing in force on ${start}`,
      want: 'whole months, at least one',
    })
  const code = (day: string) => day.slice(0, 4) + day.slice(5, 7)
  return { first: code(addMonths(end, -months)), last: code(addMonths(end, -1)) }
}
