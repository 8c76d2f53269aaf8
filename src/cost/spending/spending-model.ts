import { z } from 'zod'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { CostFile, readCostFile } from '../cost-file.ts'

const Codes = z.array(z.string().regex(/^[a-z0-9-]+$/))

const PrimaryCare = z.strictObject({
  definition: z.string().regex(/^[a-z][a-z-]*$/),
  about: z.string().min(1),
  source: z.string().min(1),
  specialties: Codes.min(1),
  /** Left out: every place. */
  places: Codes.optional(),
  /** Payments beside claims that count, to organizations with a clinician of these specialties. */
  non_claims: Codes,
})
export type PrimaryCare = z.infer<typeof PrimaryCare>

const SpendingFile = CostFile.extend({
  primary_care: z.array(PrimaryCare).min(1),
  payment_categories: z.strictObject({
    about: z.string().min(1),
    source: z.string().min(1),
    order: z.array(z.string().regex(/^[1-4][A-CN]?$/)).min(1),
  }),
})

/** Which spending counts as what: `models/cost/spending.yaml`. */
export type SpendingModel = z.infer<typeof SpendingFile> & { rule: string }

export const readSpendingModel = (folders: Folders = [LIBRARY]): SpendingModel =>
  readCostFile('spending', SpendingFile, folders)
