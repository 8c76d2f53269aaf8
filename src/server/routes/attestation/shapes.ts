import { z } from 'zod'
import { FIELDS, STATED_BY } from '../../../register/rights/attestation/fields.ts'

const field = (kind: keyof typeof FIELDS) => z.string().trim().regex(FIELDS[kind].form)
const name = field('name')
const memberNumber = field('member_number')
const zipCode = field('zip_code')
const phoneLastFour = field('phone_last_four')

const identity = {
  first_name: name,
  last_name: name,
  birth_date: z.iso.date(),
  member_number: memberNumber.nullable(),
  zip_code: zipCode.nullable(),
  phone_last_four: phoneLastFour.nullable(),
}

/** What staff correct of it; what is not given stays. */
export const Mended = z
  .strictObject({ ...identity, clinician: name.nullable() })
  .partial()
  .refine((one) => Object.keys(one).length > 0, 'at least one field')

export const CodeKey = z.string().regex(/^[a-z0-9][a-z0-9-]{3,39}$/)
export const CodeParams = z.object({ attestation_code: CodeKey })

export const Made = z
  .strictObject({
    ...identity,
    form: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .describe('Of this form: the same form twice is one statement'),
    practice_id: z.string().min(1).max(100),
    clinician: name.nullable().default(null),
    stated_by: z.enum(STATED_BY),
    proxy_name: name.nullable().default(null),
    consent_words: z
      .string()
      .regex(/^[a-z]{2} \d{4}-\d{2}$/)
      .describe('Language and version of the words that were agreed to'),
    agreed: z.literal(true),
  })
  .refine((one) => one.member_number !== null || one.zip_code !== null, {
    path: ['member_number'],
    message: 'a member number or a ZIP code',
  })
  .refine((one) => (one.stated_by === 'self') === (one.proxy_name === null), {
    path: ['proxy_name'],
    message: 'of whoever speaks for the patient',
  })
