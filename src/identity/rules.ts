/**
 * What two member rows may agree on, after normalization. `given` is the first name with its
 * short forms joined; `…_letters` is the first letter and all letters in alphabetical order.
 */
export type Agreement =
  | 'ssn'
  | 'birth_date'
  | 'first'
  | 'given'
  | 'last'
  | 'gender'
  | 'address'
  | 'zip'
  | 'phone'
  | 'email'
  | 'first_letters'
  | 'last_letters'

export type LinkageRule = {
  rule: string
  /** All of these must be known and equal. */
  agrees: readonly Agreement[]
  /** Plain words for the screen: what agreed, without values. */
  reason: string
  /**
   * What makes a group that agrees too uncertain to join. `two-names-in-one-payer`: one payer has two different first
   * names in it (twins under their parent's number). `two-members-in-one-payer`: one payer counts two people in it.
   * `two-members-at-once`: one payer covers two people in it on one day; a number that follows another may be one person.
   * `two-addresses`: one payer counts two people in it, or two people in it have addresses, which differ, or an earlier rule had joined them.
   */
  doubtful: 'two-names-in-one-payer' | 'two-members-in-one-payer' | 'two-members-at-once' | 'two-addresses'
}

/** A payer said so itself (CCLF9 for Medicare); applied before the rules. */
export const REPLACED = { rule: 'member-number-replaced', reason: 'the payer replaced one number by the other' }
export const SHARED = {
  rule: 'member-number-shared',
  reason: 'two people stand under this number: a birth date and first name that differ; joined to nobody',
}
export const ALONE = { rule: 'alone', reason: 'no other member agrees on enough' }

/**
 * Exact and simple, the strongest first. Name and birth date alone never join, and with a ZIP code only where no
 * address speaks against it: a region of 20,000 people drawn with common names holds a few pairs of strangers of one
 * name, birth date and ZIP code.
 */
export const LINKAGE_RULES: readonly LinkageRule[] = [
  {
    rule: 'ssn-and-birth-date',
    agrees: ['ssn', 'birth_date'],
    reason: 'same social security number and birth date',
    doubtful: 'two-names-in-one-payer',
  },
  {
    rule: 'all-agree',
    agrees: ['first', 'last', 'birth_date', 'gender', 'address', 'zip'],
    reason: 'same name, birth date, gender and address',
    doubtful: 'two-members-at-once',
  },
  {
    rule: 'nickname-address',
    agrees: ['given', 'last', 'birth_date', 'gender', 'address', 'zip'],
    reason: 'same last name, birth date, gender and address; first name the same or a short form of it',
    doubtful: 'two-members-in-one-payer',
  },
  {
    rule: 'nickname-phone',
    agrees: ['given', 'last', 'birth_date', 'gender', 'phone'],
    reason: 'same last name, birth date, gender and telephone; first name the same or a short form of it',
    doubtful: 'two-members-in-one-payer',
  },
  {
    rule: 'nickname-email',
    agrees: ['given', 'last', 'birth_date', 'gender', 'email'],
    reason: 'same last name, birth date, gender and e-mail; first name the same or a short form of it',
    doubtful: 'two-members-in-one-payer',
  },
  {
    rule: 'letters-swapped-address',
    agrees: ['first_letters', 'last_letters', 'birth_date', 'gender', 'address', 'zip'],
    reason: 'same birth date, gender and address; names of the same letters in another order',
    doubtful: 'two-members-in-one-payer',
  },
  {
    rule: 'letters-swapped-phone',
    agrees: ['first_letters', 'last_letters', 'birth_date', 'gender', 'phone'],
    reason: 'same birth date, gender and telephone; names of the same letters in another order',
    doubtful: 'two-members-in-one-payer',
  },
  {
    rule: 'last-name-changed-address',
    agrees: ['given', 'birth_date', 'gender', 'address', 'zip'],
    reason: 'same first name, birth date, gender and address; last name changed',
    doubtful: 'two-members-in-one-payer',
  },
  {
    rule: 'last-name-changed-phone',
    agrees: ['given', 'birth_date', 'gender', 'phone'],
    reason: 'same first name, birth date, gender and telephone; last name changed',
    doubtful: 'two-members-in-one-payer',
  },
  {
    rule: 'last-name-changed-email',
    agrees: ['given', 'birth_date', 'gender', 'email'],
    reason: 'same first name, birth date, gender and e-mail; last name changed',
    doubtful: 'two-members-in-one-payer',
  },
  {
    rule: 'name-birth-date-zip',
    agrees: ['first', 'last', 'birth_date', 'gender', 'zip'],
    reason: 'same name, birth date, gender and ZIP code; no address that differs',
    doubtful: 'two-addresses',
  },
]
