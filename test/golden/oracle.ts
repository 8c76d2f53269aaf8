/**
 * The same results by another road: plain JavaScript over rows, from the words of the tables and of the rule files,
 * sharing no code with the steps. Amounts are whole cents. Who is who is taken as given.
 */
export type R = Record<string, string | number | boolean | null>
export type Given = Record<
  | 'eligibility'
  | 'medical_claim'
  | 'pharmacy_claim'
  | 'attestation'
  | 'practice'
  | 'affiliation'
  | 'organization'
  | 'person_member',
  R[]
>
type Line = {
  person: string
  payer: string
  lob: string
  day: string
  cents: bigint | null
  practice: string | null
  biller: string | null
  visit: boolean
}

const text = (value: R[string] | undefined) => (value === null || value === undefined ? null : String(value))
const cents = (value: R[string] | undefined): bigint | null => {
  const found = /^(-?)(\d+)\.(\d\d)$/.exec(text(value) ?? '')
  return found ? BigInt(`${found[1]}${found[2]}${found[3]}`) : null
}
export const dollars = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const at = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const held = map.get(key) ?? make()
  map.set(key, held)
  return held
}
const PLACES = new Set(['02', '10', '11', '12', '13', '19', '22', '49', '50', '71', '72'])
const LINES = [
  'medicare-ffs',
  'medicare-advantage',
  'commercial',
  'self-funded',
  'medicaid-managed-care',
  'medicaid-ffs',
]

export function oracle(given: Given, year: number) {
  const personOf = new Map(given.person_member.map((m) => [`${m.payer}|${m.member_id}`, String(m.person_id)]))
  const lines = claimLines(given, personOf)
  const months = memberMonths(given, personOf, year)
  const attribution = attribute(given, lines, months, personOf, year)
  const costs = personCosts(lines, months, year)
  return {
    months,
    attribution,
    ...costs,
    practices: practiceCosts(given, lines, months, attribution, costs.people, year),
  }
}

function claimLines(given: Given, personOf: Map<string, string>): Line[] {
  const practices = new Map(given.practice.map((p) => [String(p.practice_id), p]))
  const byTin = new Map<string, Set<string>>()
  for (const p of given.practice) at(byTin, String(p.tin), () => new Set<string>()).add(String(p.organization_id))
  for (const o of given.organization)
    if (o.tin && o.organization_type !== 'aco')
      at(byTin, String(o.tin), () => new Set<string>()).add(String(o.organization_id))
  const only = (set: Set<string> | undefined) => (set?.size === 1 ? ([...set][0] ?? null) : null)
  const lines: Line[] = []
  for (const c of given.medical_claim) {
    const person = personOf.get(`${c.payer}|${c.member_id}`)
    const day = text(c.claim_line_start_date) ?? text(c.claim_start_date) ?? text(c.admission_date)
    if (!person || !day) continue
    const tin = text(c.billing_tin) ?? text(c.rendering_tin)
    const works = given.affiliation
      .filter((a) => a.npi === c.rendering_npi && text(practices.get(String(a.practice_id))?.tin) === tin)
      .filter((a) => String(a.start_date) <= day && (a.end_date === null || String(a.end_date) >= day))
      .sort(
        (a, b) =>
          compare(String(b.start_date), String(a.start_date)) || compare(String(a.practice_id), String(b.practice_id)),
      )[0]
    const practice = works ? String(works.practice_id) : null
    const organization =
      text(practices.get(practice ?? '')?.organization_id) ??
      only(byTin.get(tin ?? '')) ??
      text(given.organization.find((o) => o.npi && o.npi === c.billing_npi)?.organization_id)
    const amount = cents(c.allowed_amount) ?? cents(c.paid_amount)
    lines.push({
      person,
      payer: String(c.payer),
      lob: String(c.line_of_business),
      day,
      cents: amount,
      practice,
      biller: organization ?? tin ?? text(c.billing_npi),
      visit:
        c.claim_type === 'professional' &&
        works?.specialty === 'primary-care' &&
        PLACES.has(String(c.place_of_service_code)) &&
        c.claim_status !== 'cancellation' &&
        (amount ?? 0n) >= 0n,
    })
  }
  for (const c of given.pharmacy_claim) {
    const person = personOf.get(`${c.payer}|${c.member_id}`)
    const day = text(c.dispensing_date) ?? text(c.paid_date)
    const amount = cents(c.allowed_amount) ?? cents(c.paid_amount)
    const rest = { practice: null, biller: text(c.dispensing_provider_npi), visit: false }
    if (person && day)
      lines.push({ person, payer: String(c.payer), lob: String(c.line_of_business), day, cents: amount, ...rest })
  }
  return lines
}

export type Month = { person: string; payer: string; plan: string; lob: string; month: string; primary: boolean }

function memberMonths(given: Given, personOf: Map<string, string>, year: number): Month[] {
  const found = new Map<string, Month>()
  for (const e of given.eligibility) {
    const person = personOf.get(`${e.payer}|${e.member_id}`)
    if (!person) continue
    for (let m = 1; m <= 12; m++) {
      const first = `${year}-${String(m).padStart(2, '0')}-01`
      const covered = String(e.enrollment_start_date) <= first && first <= String(e.enrollment_end_date)
      if (!covered || (e.death_date !== null && first > String(e.death_date))) continue
      const plan = {
        person,
        payer: String(e.payer),
        plan: String(e.plan),
        lob: String(e.line_of_business),
        month: first,
      }
      found.set(Object.values(plan).join('|'), { ...plan, primary: false })
    }
  }
  const byPersonMonth = new Map<string, Month[]>()
  for (const month of found.values()) at(byPersonMonth, `${month.person}|${month.month}`, () => []).push(month)
  for (const plans of byPersonMonth.values()) {
    const [first] = plans.sort(
      (a, b) =>
        LINES.indexOf(a.lob) - LINES.indexOf(b.lob) ||
        compare(a.payer, b.payer) ||
        compare(a.plan, b.plan) ||
        compare(a.lob, b.lob),
    )
    if (first) first.primary = true
  }
  return [...found.values()]
}

export type Decision = { person: string; practice: string | null; reason: string; visits: number | null }

function attribute(
  given: Given,
  lines: Line[],
  months: Month[],
  personOf: Map<string, string>,
  year: number,
): Decision[] {
  const [from, end] = [`${year - 1}-01-01`, `${year + 1}-01-01`]
  const people = [...new Set(months.map((m) => m.person))].sort()
  return people.map((person) => {
    const seen = new Map<string, { days: Map<string, bigint | null> }>()
    for (const line of lines.filter(
      (l) => l.person === person && l.visit && l.practice && l.day >= from && l.day < end,
    )) {
      const { days } = at(seen, line.practice ?? '', () => ({ days: new Map<string, bigint | null>() }))
      const held = days.get(line.day) ?? null
      days.set(line.day, line.cents === null ? held : (held ?? 0n) + line.cents)
    }
    const ranked = [...seen].map(([practice, { days }]) => {
      const known = [...days.values()].filter((c) => c !== null)
      const spend = known.length > 0 ? known.reduce((a, b) => a + b, 0n) : null
      return { practice, visits: days.size, spend, last: [...days.keys()].sort().at(-1) ?? '' }
    })
    ranked.sort((a, b) => {
      if (a.visits !== b.visits) return b.visits - a.visits
      if (a.spend !== b.spend) return a.spend === null ? 1 : b.spend === null ? -1 : a.spend > b.spend ? -1 : 1
      return compare(b.last, a.last) || compare(a.practice, b.practice)
    })
    const [said] = given.attestation
      .filter((s) => personOf.get(`${s.payer}|${s.member_id}`) === person && String(s.attested_on) < end)
      .filter((s) => s.withdrawn_on === null || String(s.withdrawn_on) >= end)
      .sort(
        (a, b) =>
          compare(String(b.attested_on), String(a.attested_on)) ||
          compare(String(a.practice_id), String(b.practice_id)),
      )
    const practice = text(said?.practice_id) ?? ranked[0]?.practice ?? null
    const reason = said ? 'attested' : ranked[0] ? 'plurality' : 'no-primary-care'
    return { person, practice, reason, visits: practice ? (seen.get(practice)?.days.size ?? 0) : null }
  })
}

export type Cost = {
  person: string
  payer: string
  lob: string
  months: number
  lines: number
  unknown: number
  spend: bigint
  truncated: bigint
}

function personCosts(lines: Line[], months: Month[], year: number) {
  const groups = new Map<string, Cost & { seen: Set<string> }>()
  const key = (of: { person: string; payer: string; lob: string }) => `${of.payer}|${of.lob}|${of.person}`
  for (const { person, payer, lob, month } of months) {
    const empty = {
      person,
      payer,
      lob,
      months: 0,
      lines: 0,
      unknown: 0,
      spend: 0n,
      truncated: 0n,
      seen: new Set<string>(),
    }
    const group = at(groups, key({ person, payer, lob }), () => empty)
    group.seen.add(month)
    group.months = group.seen.size
  }
  for (const line of lines.filter((l) => l.day.startsWith(String(year)))) {
    const group = groups.get(key(line))
    if (!group) continue
    group.lines += 1
    if (line.cents === null) group.unknown += 1
    else group.spend += line.cents
  }
  const people = [...groups.values()]
  const points = [...new Set(people.map((p) => p.lob))].sort().map((lob) => {
    const spends = people
      .filter((p) => p.lob === lob)
      .map((p) => p.spend)
      .sort((a, b) => (a < b ? -1 : 1))
    const place = Math.max(1, Math.ceil((99 * spends.length) / 100))
    return { lob, people: spends.length, place, cap: spends[place - 1] ?? 0n }
  })
  for (const p of people) {
    const cap = points.find((point) => point.lob === p.lob)?.cap ?? 0n
    p.truncated = p.spend < cap ? p.spend : cap
  }
  return { people, points }
}

function practiceCosts(
  given: Given,
  lines: Line[],
  months: Month[],
  attribution: Decision[],
  costs: Cost[],
  year: number,
) {
  const rows: R[] = []
  for (const { practice_id, organization_id } of given.practice) {
    const panel = new Set(attribution.filter((a) => a.practice === practice_id).map((a) => a.person))
    const own = costs.filter((c) => panel.has(c.person))
    for (const payer of ['all', ...new Set(own.map((c) => c.payer))].sort()) {
      const one = <T extends { payer: string }>(all: T[]) => all.filter((x) => payer === 'all' || x.payer === payer)
      const counted = one(own)
      if (counted.length === 0) continue
      const personMonths = new Set(
        one(months)
          .filter((m) => panel.has(m.person))
          .map((m) => `${m.person}|${m.month}`),
      ).size
      const truncated = counted.reduce((sum, c) => sum + c.truncated, 0n)
      const billers = new Map<string, bigint | null>()
      for (const l of one(lines).filter((x) => panel.has(x.person) && x.day.startsWith(String(year)) && x.biller)) {
        if (l.biller === organization_id) continue
        const held = billers.get(l.biller ?? '') ?? null
        billers.set(l.biller ?? '', l.cents === null ? held : (held ?? 0n) + l.cents)
      }
      rows.push({
        practice_id: practice_id ?? '',
        payer,
        people: new Set(counted.map((c) => c.person)).size,
        member_months: personMonths,
        spend_usd: dollars(counted.reduce((sum, c) => sum + c.spend, 0n)),
        truncated_usd: dollars(truncated),
        pmpm_usd: dollars(roundedQuotient(truncated, BigInt(personMonths))),
        other_billers: billers.size,
      })
    }
  }
  return rows
}

/** Half away from zero. */
function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend
  const rounded = (2n * size + divisor) / (2n * divisor)
  return dividend < 0n ? -rounded : rounded
}
