/** What a statement and a member's coverage must agree on. The first name counts with its short forms. */
export type StatementAgreement = 'member_number' | 'birth_date' | 'given' | 'last' | 'zip' | 'phone_last_four'

export type StatementRule = {
  rule: string
  agrees: readonly StatementAgreement[]
  /** Whether one person alone who agrees is enough, or somebody who knows the person has to say so. */
  enough: boolean
  reason: string
}

/**
 * Which statements are whose, the strongest first. A name and a birth date identify nobody: the field asks for an assigned
 * number, or for an address and a telephone number, beside them (ONC, Patient Identification and Matching Final Report,
 * 2014; NAHAM, Best Practice Recommendations for the Collection of Key Patient Data Attributes, 2016; Joint Commission,
 * NPSG.01.01.01). With a member's number the last name may have changed, as in the rules by which members are joined; and
 * name, birth date and ZIP code alone are met by strangers there too.
 */
export const STATEMENT_RULES: readonly StatementRule[] = [
  {
    rule: 'member-number',
    agrees: ['member_number', 'birth_date', 'given'],
    enough: true,
    reason: 'same member number, birth date and first name',
  },
  {
    rule: 'zip-and-phone',
    agrees: ['given', 'last', 'birth_date', 'zip', 'phone_last_four'],
    enough: true,
    reason: 'same name, birth date, ZIP code and end of the telephone number',
  },
  {
    rule: 'zip-alone',
    agrees: ['given', 'last', 'birth_date', 'zip'],
    enough: false,
    reason: 'same name, birth date and ZIP code, which strangers may share',
  },
]

/** Why a statement waits for staff: two people agree, or one on too little, or nobody with coverage does. */
export const UNMATCHED = {
  several: 'several-people',
  weak: 'too-little-agrees',
  nobody: 'nobody-covered',
} as const
