/**
 * What each purpose needs of a delivery: which columns, and in how many of the table's rows there must be a value. The
 * shares are ours, from what each computation does without one; no published standard states them.
 */
export type Need = {
  table: string
  column: string
  /** From this share of rows on it is fit. */
  fit: number
  /** From this share of rows on it may be used with care; below it, not yet. */
  care: number
  /** What a row without it means, as it is told: "38% of medical claim lines have no diagnosis". */
  without: string
}

const need = (table: string, column: string, fit: number, care: number, without: string): Need => ({
  table,
  column,
  fit,
  care,
  without,
})

const COVERED = [
  need('eligibility', 'birth_date', 0.98, 0.9, 'spans of coverage have no birth date'),
  need('eligibility', 'first_name', 0.9, 0.5, 'spans of coverage have no first name, by which people are linked'),
]
const DIAGNOSIS = need('medical_claim', 'diagnosis_code_1', 0.95, 0.8, 'medical claim lines have no diagnosis')
const GENDER = need('eligibility', 'gender', 0.95, 0.8, 'spans of coverage have no gender')
const SERVICE_DAY = need('medical_claim', 'claim_start_date', 0.99, 0.9, 'medical claim lines have no day of service')
const PAID = [
  need('medical_claim', 'paid_amount', 0.98, 0.9, 'medical claim lines have no paid amount'),
  need('pharmacy_claim', 'paid_amount', 0.98, 0.9, 'pharmacy claim lines have no paid amount'),
]

export const FITNESS: Readonly<Record<string, readonly Need[]>> = {
  attribution: [
    ...COVERED,
    SERVICE_DAY,
    need('medical_claim', 'rendering_npi', 0.7, 0.4, 'medical claim lines have no rendering NPI'),
    need('medical_claim', 'hcpcs_code', 0.5, 0.05, 'medical claim lines have no procedure code'),
    need(
      'provider_attribution',
      'payer_attributed_provider_practice',
      0.9,
      0.5,
      'members of the list have no practice',
    ),
  ],
  cost: [
    ...COVERED,
    SERVICE_DAY,
    ...PAID,
    need('medical_claim', 'allowed_amount', 0.8, 0, 'medical claim lines have no allowed amount'),
  ],
  quality: [
    ...COVERED,
    GENDER,
    SERVICE_DAY,
    DIAGNOSIS,
    need('medical_claim', 'hcpcs_code', 0.5, 0.05, 'medical claim lines have no procedure code'),
    need('pharmacy_claim', 'ndc_code', 0.95, 0.8, 'pharmacy claim lines have no drug code'),
    need('lab_result', 'source_code', 0.95, 0.8, 'laboratory results have no code of the test'),
  ],
  risk: [...COVERED, GENDER, SERVICE_DAY, DIAGNOSIS],
  payment: [
    ...COVERED,
    SERVICE_DAY,
    ...PAID,
    need('medical_claim', 'paid_date', 0.5, 0, 'medical claim lines have no day of payment'),
    need('non_claims_payment', 'organization_id', 1, 0.95, 'payments name no organization'),
  ],
}

/** Findings that make a delivery less fit: above `care` of a file's records with care, above `not` not yet. */
export type Harm = {
  rule: string
  columns?: readonly string[]
  purposes: readonly string[]
  care: number
  not: number
  says: string
}

const ALL = ['attribution', 'cost', 'quality', 'risk', 'payment']
const MONEY = ['cost', 'payment']
const harm = (
  rule: string,
  purposes: readonly string[],
  care: number,
  not: number,
  says: string,
  columns?: readonly string[],
): Harm => ({
  rule,
  purposes,
  care,
  not,
  says,
  ...(columns ? { columns } : {}),
})
/** A finding about a whole file has the share 1: with care, never worse, by `not` above 1. */
const NEVER = 2

export const HARMS: readonly Harm[] = [
  harm('npi-form', ['attribution'], 0.02, 0.3, 'rendering NPIs are malformed', ['rendering_npi']),
  harm('npi-check-digit', ['attribution'], 0.02, 0.3, 'rendering NPIs fail their check digit', ['rendering_npi']),
  harm('icd-10-cm-form', ['quality', 'risk'], 0.02, 0.2, 'first diagnoses are malformed', ['diagnosis_code_1']),
  harm('icd-version-date', ['quality', 'risk'], 0.02, 0.2, 'diagnoses are under the wrong version of ICD', [
    'diagnosis_code_type',
  ]),
  harm('hcpcs-form', ['attribution', 'quality'], 0.02, 0.2, 'procedure codes are malformed'),
  harm('ndc-form', ['quality'], 0.02, 0.2, 'drug codes are malformed'),
  harm('claim-without-coverage', ALL, 0.05, 0.4, 'claims have no coverage on their day'),
  harm('coverage-overlap', ['cost', 'payment'], 0.05, 0.5, 'spans of coverage overlap'),
  harm('member-number-shared', ALL, 0.01, 0.1, 'member numbers belong to two people'),
  harm('amount-unreadable', MONEY, 0.001, 0.05, 'amounts cannot be read'),
  harm('amount-in-cents', MONEY, 0, 0.5, 'amounts look like cents'),
  harm('paid-over-allowed', MONEY, 0.02, 0.5, 'paid amounts are above the allowed amount'),
  harm('zero-paid-share', MONEY, 0, NEVER, 'nearly all claims are paid zero'),
  harm('negative-share', MONEY, 0, NEVER, 'many paid amounts are negative'),
  harm('cost-out-of-range', MONEY, 0, NEVER, 'the cost of a month is out of line'),
  harm('control-total', ALL, 0, NEVER, 'fewer or more records came than stated'),
  harm('control-amount', MONEY, 0, NEVER, 'amounts do not add up to what is stated'),
  harm('volume-drop', ALL, 0, NEVER, 'a month has far fewer rows than the others'),
  harm('month-missing', ALL, 0, NEVER, 'a month is missing'),
  harm('column-went-blank', ['attribution'], 0, 0.5, 'the rendering NPI went blank', ['rendering_npi']),
  harm('column-went-blank', ['quality', 'risk'], 0, 0.5, 'the diagnosis went blank', ['diagnosis_code_1']),
  harm('column-went-blank', MONEY, 0, 0.5, 'the paid amount went blank', ['paid_amount']),
  harm('diagnosis-share-fell', ['quality', 'risk'], 0, NEVER, 'the share with a diagnosis fell'),
  harm('npi-share-fell', ['attribution'], 0, NEVER, 'the share with a rendering NPI fell'),
  harm('first-of-month', ['attribution', 'quality'], 0, NEVER, 'days of service are months written as days'),
]

/** Records that were not taken in, of those of a file that are data. */
export const QUARANTINED = { care: 0.01, not: 0.2 } as const

/**
 * The score of a delivery: the best for which it stays at or under both shares of its data records and has no purpose
 * graded below. A refused delivery is F. Ours, stated so that a sender can reckon it.
 */
export const SCORES = [
  { score: 'A', quarantined: 0.001, warned: 0.01, worst: 'fit-with-care' },
  { score: 'B', quarantined: 0.01, warned: 0.05, worst: 'fit-with-care' },
  { score: 'C', quarantined: 0.05, warned: 0.25, worst: 'not-yet' },
  { score: 'D', quarantined: 1, warned: 1, worst: 'not-yet' },
] as const
