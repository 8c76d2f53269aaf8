import { z } from 'zod'
import { IsoDate, PARAMETER_UNITS } from './parameter.ts'
import { DecimalText } from './schedule.ts'

/** An own amount, or the payer's own choice of a recommended one. `source` names the contract's clause. */
export const OwnAmount = z.strictObject({
  value: DecimalText,
  unit: z.enum(PARAMETER_UNITS),
  source: z.string().min(1),
})
export type OwnAmount = z.infer<typeof OwnAmount>

/** One payer's contract with a provider organization: model, track, dates, own amounts. Private to those two. */
export const Arrangement = z.strictObject({
  arrangement: z.string().min(1).describe('The key of the contract'),
  payer: z.string().min(1),
  organization_id: z.string().min(1),
  model: z.string().min(1),
  track: z.string().min(1),
  start_date: IsoDate,
  end_date: IsoDate.nullable().describe('Last day; null while it runs on'),
  amounts: z.record(z.string(), OwnAmount),
})
export type Arrangement = z.infer<typeof Arrangement>

export const ArrangementFile = z.strictObject({ arrangements: z.array(Arrangement).min(1) })
