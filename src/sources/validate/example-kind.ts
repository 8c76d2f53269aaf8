/**
 * How much of a column's value a finding may show. Named by what is safe: a column nobody thought of shows how many
 * characters it has, and text shows nothing.
 */
export type ExampleKind = 'nothing' | 'count' | 'shape' | 'code'

/** Example: `exampleKind('birth_date', 'date')` is `count`, `exampleKind('paid_amount', 'usd')` is `shape`. */
export function exampleKind(column: string, type: string): ExampleKind {
  if (PERSONAL_TEXT.test(column)) return 'nothing'
  if (PERSONAL_NUMBER.test(column)) return 'count'
  if (['date', 'usd', 'quantity', 'integer', 'share', 'flag'].includes(type)) return 'shape'
  if (CODED.test(column)) return 'code'
  return type === 'text' ? 'nothing' : 'count'
}

const PERSONAL_TEXT = /name|address|addr|(^|_)adr|(^|_)line_?\d|street|city|email|(^|_)race$|ethnicity/i
/** Numbers and days of a person, of their claims and of where they live; a word of any language that ends so is taken too. */
const PERSONAL_NUMBER =
  /member|subscriber|patient|person|bene_|beneficiary|mbi|hicn?|ssn|social|birth|dob|death|dod|zip|postal|phone|fax|claim_id|clm_(uniq|cntl)|clm_.*(id|num)$|control_number|policy|group_id|(^|_)id$|result/i
/** Codes of a published list, and the few words that a layout allows. */
const CODED =
  /_cd$|_code(_\d+)?$|_type(_\d+)?$|npi|modifier|_mdfr|_status$|^state$|gender|sex|line_of_business|hcpcs|diagnosis|dgns|procedure|prcdr|ndc|revenue|place_of_service|year_month|category|method|decision|specialty|relation/i
