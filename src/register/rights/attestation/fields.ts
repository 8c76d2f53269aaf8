/**
 * What each field of a statement may be, on the page and on paper alike: letters of any script and the marks that names
 * have. What is no name is turned away before it is kept.
 */
export const FIELDS = {
  name: { form: /^[\p{L}\p{M}\p{N} .,'’()-]{1,80}$/u, words: 'a name of letters, at most 80' },
  member_number: { form: /^[A-Za-z0-9 -]{1,30}$/, words: 'letters and digits, at most 30' },
  zip_code: { form: /^\d{5}(-\d{4})?$/, words: 'five digits, or nine with a hyphen' },
  phone_last_four: { form: /^\d{4}$/, words: 'the last four digits' },
} as const

export const STATED_BY = ['self', 'parent', 'guardian', 'representative'] as const

export const EARLIEST_BIRTH = '1900-01-01'
