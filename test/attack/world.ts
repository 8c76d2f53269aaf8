import type { Row, Rows } from '../run/small-lake.ts'

/**
 * A region made to be attacked: four practices of four organizations, five payers, some people with two of them, cells of
 * every size, and care at six places that no practice owns. A price holds all year between a payer and a place, which is
 * the worst case: twelve monthly sums then say the same unknowns over and over.
 */
export const MONTHS = 12
export const PRACTICES = ['elm', 'oak', 'ash', 'fir'] as const
export const PAYERS = ['amber', 'birch', 'cedar', 'dogwood', 'ebony'] as const
const PLACES = ['general', 'mercy', 'harbor', 'lakeside', 'imaging', 'surgery'] as const

/** People of each payer at each practice when the year begins. */
const PEOPLE: Record<(typeof PRACTICES)[number], readonly number[]> = {
  elm: [24, 7, 31, 13, 12],
  oak: [15, 3, 0, 22, 11],
  ash: [9, 40, 18, 2, 14],
  fir: [5, 4, 6, 3, 2],
}

const group = (practice: string) => `${practice}-group`
const npi = (practice: string) => `1${PRACTICES.indexOf(practice as 'elm')}`
const tin = (practice: string) => `tin-${practice}`
/** Dollars that a payer pays a place for a service; no two are alike, so that one in an answer is a leak. */
export const price = (payer: string, place: string): number =>
  1000 + 137 * PAYERS.indexOf(payer as 'amber') + 709 * PLACES.indexOf(place as 'general') + 0.31
/** What a payer pays each practice for a visit. */
export const visitPrice = (payer: string, practice: string): number =>
  90 + 11 * PAYERS.indexOf(payer as 'amber') + 3 * PRACTICES.indexOf(practice as 'elm') + 0.17

export const DIRECTORY: Rows = {
  organization: [
    ...PRACTICES.map((one) => ({ organization_id: group(one), organization_name: `${one} group`, tin: tin(one) })),
    ...PLACES.map((one) => ({
      organization_id: one,
      organization_name: one,
      organization_type: 'hospital',
      npi: `9${one}`,
    })),
  ],
  practice: PRACTICES.map((one) => ({
    practice_id: one,
    practice_name: one,
    organization_id: group(one),
    tin: tin(one),
  })),
  affiliation: PRACTICES.map((one) => ({ npi: npi(one), practice_id: one })),
}

type Person = { key: string; practice: string; payers: string[]; from: number; until: number }

/** Everybody who is covered at some time of the year. A few come or go in the middle of it, one at a time. */
function people(): Person[] {
  const found: Person[] = []
  for (const practice of PRACTICES)
    PAYERS.forEach((payer, p) => {
      for (let i = 0; i < (PEOPLE[practice][p] ?? 0); i++) {
        const key = `${practice}-${payer}-${i}`
        const second = i % 9 === 4 ? [PAYERS[(p + 1) % PAYERS.length] as string] : []
        const from = i % 11 === 7 ? 2 + ((i + p) % 9) : 0
        const until = i % 13 === 5 ? 3 + ((i + 2 * p) % 8) : MONTHS
        found.push({ key, practice, payers: [payer, ...second], from: Math.min(from, until - 1), until })
      }
    })
  return found
}

const month = (m: number) => `2025-${String(m + 1).padStart(2, '0')}`
const named = ({ key }: Person): Row => ({
  first_name: `First-${key}`,
  last_name: `Last-${key}`,
  birth_date: `19${50 + (hash(key) % 40)}-0${1 + (hash(`${key}m`) % 9)}-1${hash(`${key}d`) % 9}`,
  gender: 'female',
  address: `${hash(key) % 900} Main St`,
  zip_code: '00011',
})

/** What the payers send in a month, the twelfth part of a year: coverage begins, care and results of the month before. */
export function sentIn(m: number): Rows {
  const rows: Record<string, Row[]> = {
    ...{ eligibility: [], medical_claim: [], lab_result: [], provider_attribution: [], practice_panel: [] },
  }
  for (const person of people()) {
    for (const payer of person.payers) {
      const member = { payer, line_of_business: `line-${payer}`, member_id: `${payer}/${person.key}` }
      if (m === person.from)
        rows.eligibility?.push({
          ...member,
          ...named(person),
          // The year before, too, so that there is something to compare with, and months enough for the measures.
          enrollment_start_date: person.from === 0 ? '2024-01-01' : `${month(person.from)}-01`,
          enrollment_end_date: person.until === MONTHS ? '2026-12-31' : `${month(person.until - 1)}-28`,
        })
      if (m < person.from || m >= person.until) continue
      rows.medical_claim?.push(...careOf(person, payer, member, m))
      rows.provider_attribution?.push(...listedBy(payer, person, member, m))
      rows.practice_panel?.push(...claimedBy(person, payer, member, m))
      const sugar = hash(`${person.key}-a1c`) % 3
      if (diabetic(person) && payer === person.payers[0] && (m + sugar) % 5 === 0)
        rows.lab_result?.push({
          ...member,
          lab_result_id: `${person.key}-${m}`,
          source_code_type: 'loinc',
          source_code: '4548-4',
          result: sugar === 0 ? '9.6' : '7.1',
          result_value: sugar === 0 ? '9.6' : '7.1',
          source_units: '%',
          collection_date: `${month(m)}-10`,
        })
    }
  }
  return rows
}

/** Payers but the last send a list each month, on which one in seven is missing. */
const listedBy = (payer: string, person: Person, member: Row, m: number): Row[] =>
  payer === 'ebony' || hash(`${person.key}-list`) % 7 === 0
    ? []
    : [{ ...member, year_month: `2025${month(m).slice(5)}`, payer_attributed_provider_practice: person.practice }]

/** Two practices send their own lists each quarter: some are missing, and some numbers are nobody's. */
function claimedBy(person: Person, payer: string, member: Row, m: number): Row[] {
  if (m % 3 !== 2 || !['elm', 'oak'].includes(person.practice) || payer !== person.payers[0]) return []
  const drawn = hash(`${person.key}-own`) % 12
  if (drawn === 0) return []
  const member_id = `${member.member_id}${drawn === 1 ? 'x' : ''}`
  return [
    {
      ...member,
      member_id,
      sender: person.practice,
      practice_id: person.practice,
      year_month: `2025${month(m).slice(5)}`,
    },
  ]
}

const diabetic = ({ key }: Person) => hash(key) % 3 !== 0

function careOf(person: Person, payer: string, member: Row, m: number): Row[] {
  const claim = (what: string, row: Row): Row => ({
    ...member,
    claim_id: `${member.member_id}-${what}-${m}`,
    claim_start_date: `${month(m)}-0${1 + (hash(person.key + what) % 8)}`,
    diagnosis_code_type: 'icd-10-cm',
    diagnosis_code_1: diabetic(person) ? 'E119' : 'I10',
    ...row,
  })
  const found: Row[] = []
  if ((m + hash(person.key)) % 3 === 0)
    found.push(
      claim('visit', {
        rendering_npi: npi(person.practice),
        billing_tin: tin(person.practice),
        place_of_service_code: '11',
        paid_amount: visitPrice(payer, person.practice),
      }),
    )
  const place = PLACES[hash(`${person.key}-${m}`) % 24]
  if (place)
    found.push(
      claim(place, {
        claim_type: 'institutional',
        bill_type_code: '131',
        billing_npi: `9${place}`,
        paid_amount: price(payer, place),
      }),
    )
  return found
}

/** FNV-1a: the same number for the same text everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193) >>> 0
  return value
}

/** What a payer agreed to pay a practice for each member and month: its own amount. */
export const contractAmount = (payer: string, practice: string): string =>
  (31 + 2.13 * PAYERS.indexOf(payer as 'amber') + 0.57 * PRACTICES.indexOf(practice as 'elm')).toFixed(2)
