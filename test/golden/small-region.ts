import type { Row, Rows } from '../run/small-lake.ts'

/** A small region drawn from a seed: overlapping coverage, several payers a person, ties, unknown amounts, reversals. */
export function smallRegion(seed: number, people = 40): Rows {
  const draw = drawFrom(seed)
  const rows: Record<string, Row[]> = {
    eligibility: [],
    medical_claim: [],
    pharmacy_claim: [],
    attestation: [],
    organization: ORGANIZATIONS,
    practice: PRACTICES,
    affiliation: AFFILIATIONS,
  }
  for (let person = 0; person < people; person++) {
    const birth_date = `19${50 + draw(40)}-0${1 + draw(9)}-1${draw(9)}`
    const death_date = draw(12) === 0 ? `2025-0${1 + draw(9)}-15` : null
    const gender = draw(2) === 0 ? 'female' : 'male'
    for (const payer of PAYERS.filter((_, i) => draw(i === 0 ? 2 : 3) === 0)) {
      const member_id = `${payer.payer}-${person}`
      const names = { first_name: `First${person}`, last_name: `Last${person}`, birth_date, gender, death_date }
      const contact = { zip_code: '04101', address: `${person} Main St` }
      for (let span = 0; span < 1 + draw(3); span++) {
        const from = draw(30)
        rows.eligibility?.push({
          payer: payer.payer,
          line_of_business: payer.line_of_business,
          plan: draw(4) === 0 ? 'silver' : 'gold',
          member_id,
          ...names,
          ...contact,
          enrollment_start_date: day(from, 1 + draw(2) * 14),
          enrollment_end_date: draw(4) === 0 ? '9999-12-31' : day(from + draw(20), 28),
        })
      }
      for (let claim = 0; claim < draw(14); claim++)
        rows.medical_claim?.push(...claimLines(draw, payer, member_id, claim))
      for (let fill = 0; fill < draw(3); fill++)
        rows.pharmacy_claim?.push({
          ...payer,
          member_id,
          claim_id: `${member_id}-rx${fill}`,
          dispensing_date: day(draw(36), 1 + draw(28)),
          paid_amount: amount(draw),
        })
      if (draw(5) === 0)
        rows.attestation?.push({
          ...payer,
          member_id,
          practice_id: PRACTICES[draw(PRACTICES.length)]?.practice_id ?? 'elm',
          attested_on: day(24 + draw(14), 1 + draw(3)),
          withdrawn_on: draw(4) === 0 ? day(34 + draw(4), 5) : null,
        })
    }
  }
  return rows
}

const PAYERS = [
  { payer: 'medicare', line_of_business: 'medicare-ffs' },
  { payer: 'state', line_of_business: 'medicaid-ffs' },
  { payer: 'summit', line_of_business: 'commercial' },
  { payer: 'keystone', line_of_business: 'commercial' },
]
const ORGANIZATIONS: Row[] = [
  { organization_id: 'river', organization_name: 'River', tin: '11' },
  { organization_id: 'hill', organization_name: 'Hill' },
  { organization_id: 'hospital', organization_name: 'Hospital', organization_type: 'hospital', npi: 'h1' },
]
const PRACTICES: Row[] = [
  { practice_id: 'elm', practice_name: 'Elm', organization_id: 'river', tin: '11' },
  { practice_id: 'oak', practice_name: 'Oak', organization_id: 'river', tin: '12' },
  { practice_id: 'ash', practice_name: 'Ash', organization_id: 'hill', tin: '13' },
]
const AFFILIATIONS: Row[] = [
  { npi: 'e1', practice_id: 'elm' },
  { npi: 'o1', practice_id: 'oak', start_date: '2024-07-01' },
  { npi: 'a1', practice_id: 'ash', end_date: '2025-06-30' },
  { npi: 'a2', practice_id: 'ash', specialty: 'cardiology' },
]
const CLINICIANS = [
  { rendering_npi: 'e1', billing_tin: '11' },
  { rendering_npi: 'o1', billing_tin: '12' },
  { rendering_npi: 'a1', billing_tin: '13' },
  { rendering_npi: 'a2', billing_tin: '13' },
  { rendering_npi: 'x1', billing_tin: '99' },
]

function claimLines(draw: Draw, payer: Row, member_id: string, claim: number): Row[] {
  const service = day(draw(36), 1 + draw(6) * 4)
  const clinician = CLINICIANS[draw(CLINICIANS.length)]
  return Array.from({ length: 1 + draw(3) }, (_, line) => ({
    ...payer,
    ...clinician,
    ...(draw(8) === 0
      ? { claim_type: 'institutional', rendering_npi: null, billing_tin: null, billing_npi: 'h1' }
      : {}),
    member_id,
    claim_id: `${member_id}-${claim}`,
    claim_line_number: line + 1,
    claim_start_date: service,
    place_of_service_code: ['11', '22', '23', '02'][draw(4)] ?? '11',
    paid_amount: draw(10) === 0 ? null : amount(draw),
    allowed_amount: draw(3) === 0 ? null : amount(draw),
    claim_status: draw(15) === 0 ? 'cancellation' : 'original',
  }))
}

/** Few distinct amounts, so that ties happen; some negative. */
const amount = (draw: Draw) =>
  `${draw(12) === 0 ? '-' : ''}${[10, 20, 133, 4075][draw(4)]}.${draw(2) === 0 ? '00' : '37'}`

/** Day of a month counted from January 2023. */
const day = (month: number, of: number) =>
  `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String(Math.min(of, 28)).padStart(2, '0')}`

type Draw = (below: number) => number

/** Mulberry32: whole numbers below a bound, the same for the same seed. */
function drawFrom(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
