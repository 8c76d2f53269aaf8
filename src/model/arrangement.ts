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

/** What the contract's parties know of a period and the lake does not say: a risk score, a quality score. */
export const GivenFact = z.strictObject({
  fact: z.string().min(1).describe('A fact of the model'),
  period: z
    .union([z.string(), z.number().transform(String)])
    .refine((id) => /^\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$/.test(id), { message: 'want a period such as 2025' }),
  value: z.union([DecimalText, z.boolean().transform((held) => (held ? 'yes' : 'no'))]),
  source: z.string().min(1).describe('Who determined it, and where it stands'),
})
export type GivenFact = z.infer<typeof GivenFact>

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
  facts: z.array(GivenFact).optional().describe('What it gives beside what a run counts, period by period'),
})
export type Arrangement = z.infer<typeof Arrangement>

/** What everybody may compare of a contract: an `Arrangement` itself is refused, since it holds amounts. */
export type OpenArrangement = Pick<
  Arrangement,
  'payer' | 'organization_id' | 'model' | 'track' | 'start_date' | 'end_date'
> & {
  amounts?: never
  facts?: never
}

/** What a contract says beside its amounts and facts. */
export const withoutAmounts = ({
  payer,
  organization_id,
  model,
  track,
  start_date,
  end_date,
}: Omit<OpenArrangement, 'amounts' | 'facts'>): OpenArrangement => ({
  payer,
  organization_id,
  model,
  track,
  start_date,
  end_date,
})

export const ArrangementFile = z.strictObject({ arrangements: z.array(Arrangement).min(1) })
