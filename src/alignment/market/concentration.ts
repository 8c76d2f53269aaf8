import { z } from 'zod'
import { Parameter, valueOn } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { readYaml } from '../../model/read-yaml.ts'
import { ruleFile } from '../../model/rule-file.ts'
import { Source } from '../../model/rule-head.ts'
import type { Period } from '../../period.ts'

const MarketFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z.array(Source).min(1),
  moderate_from: Parameter,
  high_above: Parameter,
})
export type MarketBounds = z.infer<typeof MarketFile> & { rule: string }

/** `models/alignment/market.yaml`, or a region's own. */
export const readMarketBounds = (folders: Folders = [LIBRARY]): MarketBounds => ({
  ...readYaml(ruleFile('alignment', 'file of alignment', 'market', folders), MarketFile).value,
  rule: 'alignment/market',
})

/** In force on the first day of a period; null before the guidelines said so. */
export const boundsOn = ({ moderate_from, high_above }: MarketBounds, { start }: Period) => ({
  moderate: valueOn(moderate_from, start).value,
  high: valueOn(high_above, start).value,
})
