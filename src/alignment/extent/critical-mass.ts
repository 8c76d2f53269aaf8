import { z } from 'zod'
import { literal, type Sql, sql } from '../../lake/sql.ts'
import { Parameter, valueOn } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { readYaml } from '../../model/read-yaml.ts'
import { ruleFile } from '../../model/rule-file.ts'
import { Source } from '../../model/rule-head.ts'
import type { Period } from '../../period.ts'

const CriticalMassFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z.array(Source).min(1),
  of: z
    .array(z.enum(['panel', 'spend']))
    .min(1)
    .describe('What has to reach the share; each of them'),
  share: Parameter,
  least_degree: z.enum(['exact', 'directional']),
})
export type CriticalMass = z.infer<typeof CriticalMassFile> & { rule: string }

/** `models/alignment/critical-mass.yaml`, or the convener's own in the region's folder. */
export const readCriticalMass = (folders: Folders = [LIBRARY]): CriticalMass => ({
  ...readYaml(ruleFile('alignment', 'file of alignment', 'critical-mass', folders), CriticalMassFile).value,
  rule: 'alignment/critical-mass',
})

/** The share in force on the first day of a period; empty where none is. */
export function criticalShareOn({ share }: CriticalMass, { start }: Period): Sql {
  const { value } = valueOn(share, start)
  return value === null ? sql`cast(null as decimal(18,9))` : sql`cast(${literal(value)} as decimal(18,9))`
}
