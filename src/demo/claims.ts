import { join, literal, raw, sql } from '../lake/sql.ts'
import { EVENT } from './visits.ts'
import { make, row, type World } from './world.ts'

/**
 * What is billed for each kind of care. `part`: `f` a facility's claim, `p` a professional's. `base` is Medicare's
 * price in dollars before chance and the payer's level; `when` a condition on the event. No CPT code appears: a visit
 * is a line at its place of service, by its clinician, with or without a HCPCS Level II code.
 */
type Bill = {
  kind: string
  part: 'f' | 'p'
  line: number
  base: string
  place?: string
  revenue?: string
  hcpcs?: string
  share?: number
  when?: string
  units?: string
}

const MEDICARE = "payer in ('medicare', 'harbor-advantage')"
const BILLS: readonly Bill[] = [
  {
    kind: 'office',
    part: 'p',
    line: 1,
    base: '112',
    place: '11',
    hcpcs: "case when health_center = 1 and line_of_business like 'medicaid%' then 'T1015' end",
  },
  {
    kind: 'office',
    part: 'p',
    line: 2,
    base: '16',
    place: '11',
    hcpcs: "'G2211'",
    share: 0.35,
    when: `${MEDICARE} and year >= 1`,
  },
  { kind: 'office', part: 'p', line: 3, base: '24', place: '11', share: 0.3 },
  {
    kind: 'office',
    part: 'p',
    line: 4,
    base: '21',
    place: '11',
    hcpcs: "'G0008'",
    share: 0.35,
    when: 'month % 12 >= 8',
  },
  {
    kind: 'wellness',
    part: 'p',
    line: 1,
    base: '138',
    place: '11',
    hcpcs: `case when ${MEDICARE} then case when year = 0 then 'G0438' else 'G0439' end end`,
  },
  { kind: 'wellness', part: 'p', line: 2, base: '26', place: '11', share: 0.4 },
  { kind: 'specialist', part: 'p', line: 1, base: '128', place: '11' },
  { kind: 'specialist', part: 'p', line: 2, base: '190', place: '11', share: 0.35 },
  { kind: 'emergency', part: 'f', line: 1, base: '590', revenue: '0450' },
  { kind: 'emergency', part: 'f', line: 2, base: '70', revenue: '0300', share: 0.6 },
  { kind: 'emergency', part: 'f', line: 3, base: '310', revenue: '0350', share: 0.35 },
  { kind: 'emergency', part: 'p', line: 1, base: '135', place: '23' },
  { kind: 'outpatient', part: 'f', line: 1, base: '230', revenue: '0320' },
  { kind: 'outpatient', part: 'f', line: 2, base: '60', revenue: '0300', share: 0.5 },
  { kind: 'outpatient', part: 'f', line: 3, base: '2600', revenue: '0360', share: 0.22 },
  { kind: 'outpatient', part: 'p', line: 1, base: '115', place: '22' },
  { kind: 'laboratory', part: 'p', line: 1, base: '24', place: '81' },
  { kind: 'laboratory', part: 'p', line: 2, base: '17', place: '81', share: 0.4 },
  {
    kind: 'colonoscopy',
    part: 'f',
    line: 1,
    base: '830',
    revenue: '0750',
    hcpcs: "case when hash(person) % 5 = 0 then 'G0105' else 'G0121' end",
  },
  { kind: 'colonoscopy', part: 'f', line: 2, base: '45', revenue: '0250' },
  {
    kind: 'colonoscopy',
    part: 'p',
    line: 1,
    base: '225',
    place: '22',
    hcpcs: "case when hash(person) % 5 = 0 then 'G0105' else 'G0121' end",
  },
  { kind: 'stool-test', part: 'p', line: 1, base: '18', place: '81', hcpcs: "'G0328'" },
  {
    kind: 'stay',
    part: 'f',
    line: 1,
    base: 'weight * 5200',
    revenue: "case when because = 'newborn' then '0170' else '0120' end",
    units: 'days',
  },
  { kind: 'stay', part: 'f', line: 2, base: 'weight * 1100', revenue: '0250' },
  { kind: 'stay', part: 'f', line: 3, base: 'weight * 700', revenue: '0300' },
  {
    kind: 'stay',
    part: 'f',
    line: 4,
    base: 'weight * 1900',
    revenue: "'0360'",
    when: "because in ('joint', 'digestive', 'birth')",
  },
  {
    kind: 'stay',
    part: 'f',
    line: 5,
    base: '590',
    revenue: '0450',
    share: 0.7,
    when: "because not in ('joint', 'birth', 'newborn')",
  },
  { kind: 'stay', part: 'p', line: 1, base: '105 * least(days, 8)', place: '21', units: 'least(days, 8)' },
  { kind: 'stay', part: 'p', line: 2, base: '900', place: '21', when: "because in ('joint', 'digestive', 'birth')" },
  {
    kind: 'nursing',
    part: 'f',
    line: 1,
    base: '430 * (8 + hash(person) % 14)',
    revenue: '0120',
    units: '(8 + hash(person) % 14)',
  },
  { kind: 'nursing', part: 'f', line: 2, base: '900', revenue: '0420' },
  { kind: 'home-health', part: 'f', line: 1, base: '1500', revenue: '0551', hcpcs: "'G0299'", units: '6' },
  { kind: 'home-health', part: 'f', line: 2, base: '420', revenue: '0421', hcpcs: "'G0151'", units: '4' },
  { kind: 'infusion', part: 'p', line: 1, base: '3900', place: '11', hcpcs: "'J1745'", units: '50' },
  { kind: 'infusion', part: 'p', line: 2, base: '140', place: '11' },
  {
    kind: 'equipment',
    part: 'p',
    line: 1,
    base: 'case when copd then 95 else 38 end',
    place: '12',
    hcpcs: "case when copd then 'E1390' else 'A4253' end",
  },
  { kind: 'behavioral', part: 'p', line: 1, base: '92', place: '53', hcpcs: "'H0004'", units: '4' },
  { kind: 'personal-care', part: 'p', line: 1, base: '610', place: '12', hcpcs: "'T1019'", units: '90' },
]

/**
 * Tables `billed` (events with what their claims need, nursing, home health and personal care added), `claim` (one
 * row per claim) and `claim_line` (one row per line, with amounts).
 */
export async function claims(world: World): Promise<void> {
  await billed(world)
  await lines(world)
  await heads(world)
}

async function billed(world: World): Promise<void> {
  const { draw } = world
  const none = join(STAY.map(([name, type]) => sql`null::${raw(type)} as ${raw(name)}`))
  const after = (kind: string, number: number, disposition: string) => sql`
    select ${row(EVENT, { event: raw(`e.event + ${number}`), kind: literal(kind), service_date: raw('s.discharge_date') }, 'e.')}, ${none}
    from event e join stay s on s.event = e.event where s.disposition = ${literal(disposition)}`
  const blank = Object.fromEntries(EVENT.map((column) => [column, raw('null')]))
  const given = {
    event: '(c.person * 64 + c.month) * 32 + 20',
    kind: "'personal-care'",
    person: 'c.person',
    key: 'c.person * 64 + c.month',
    month: 'c.month',
    year: '(c.month // 12)::integer',
    payer: 'c.payer',
    plan: 'c.plan',
    line_of_business: 'c.line_of_business',
    service_date: '(c.month_start + 4)::date',
    town: 'p.town',
    age_now: 'p.age',
    sex: 'p.sex',
    health_center: '0',
  }
  const care = { ...blank, ...Object.fromEntries(Object.entries(given).map(([column, text]) => [column, raw(text)])) }
  await make(
    world,
    'billed',
    sql`select ${row(EVENT, {}, 'e.')}, ${raw(STAY.map(([name]) => `s.${name}`).join(', '))} from event e left join stay s on s.event = e.event
        union all ${after('nursing', 14, '03')}
        union all ${after('home-health', 15, '06')}
        union all
        -- Long-term services for people whose Medicaid stands beside Medicare, billed to Medicaid.
        select ${row(EVENT, care)}, ${none}
        from covered c join person p on p.person = c.person
        where c.plan = 'state-dual' and ${draw.uniform(raw('c.person'), 'claims/personal-care')} < 0.35
          and (p.death_date is null or c.month_start + 4 <= p.death_date)`,
  )
}

/** What a stay adds to its event. */
const STAY = [
  ['days', 'integer'],
  ['weight', 'double'],
  ['because', 'varchar'],
  ['drg', 'varchar'],
  ['diagnosis', 'varchar'],
  ['disposition', 'varchar'],
  ['discharge_date', 'date'],
] as const

/**
 * A payer's prices by Medicare's: facility and professional. About 2.5 times for commercial hospitals (RAND Hospital
 * Price Transparency Study, round 5.1) and 1.3 for commercial clinicians (CBO, The Prices That Commercial Health
 * Insurers and Medicare Pay, 2022); about 0.7 for Medicaid's clinicians (KFF, Medicaid-to-Medicare Fee Index).
 */
const LEVELS = {
  medicare: [1, 1],
  'harbor-advantage': [1.02, 1],
  'state-medicaid': [0.86, 0.72],
  'bridge-health-plan': [0.92, 0.78],
  'summit-health': [2.3, 1.28],
  'keystone-mutual': [2.45, 1.33],
} as const

/** Brings the region's spending near the published totals per member; see docs/concepts/demonstration.md. */
const PRICES =
  "case payer when 'medicare' then 1.56 when 'harbor-advantage' then 1.48 when 'summit-health' then 1.25 when 'keystone-mutual' then 1.13 when 'state-medicaid' then 1.85 else 1.58 end"

const level = (part: 'f' | 'p') =>
  raw(
    `case payer ${Object.entries(LEVELS)
      .map(([payer, [f, p]]) => `when '${payer}' then ${part === 'f' ? f : p}`)
      .join(' ')} end`,
  )

/** Amounts: allowed is the price by chance (lognormal), the member's share depends on the line of business, the rest is paid. */
async function lines(world: World): Promise<void> {
  const { draw } = world
  const text = (value: string | undefined) =>
    value === undefined ? 'null' : /['( ]/.test(value) ? value : `'${value}'`
  const drafted = BILLS.map((bill) => {
    const key = raw(`(event * 64 + ${bill.part === 'f' ? 32 : 0} + ${bill.line})`)
    const billed = sql`${draw.uniform(key, 'line/billed')} < ${raw(String(bill.share ?? 1))}`
    return sql`select event * 2 + ${raw(bill.part === 'f' ? '1' : '0')} as claim, ${literal(bill.part)} as part, event, ${raw(String(bill.line))} as line, person, payer,
      line_of_business, kind, ${key} as line_key, ${raw(text(bill.place))}::varchar as place_of_service_code, ${raw(text(bill.revenue))}::varchar as revenue_center_code,
      ${raw(bill.hcpcs ?? 'null')}::varchar as hcpcs_code, (${raw(bill.units ?? '1')})::integer as units,
      (${raw(bill.base)}) * ${level(bill.part)} as price
      from billed where kind = ${literal(bill.kind)} and ${billed} and (${raw(bill.when ?? 'true')})`
  })
  const shared = `case line_of_business when 'medicare-ffs' then case when part = 'p' then 0.2 else 0.08 end
    when 'medicare-advantage' then 0.06 when 'medicaid-ffs' then 0 when 'medicaid-managed-care' then 0 else case when part = 'p' then 0.2 else 0.13 end end`
  await make(
    world,
    'claim_line',
    sql`with draft as (${join(drafted, ' union all ')}), priced as (
        select *, (price * ${raw(PRICES)} * exp(0.28 * ${draw.normal(raw('line_key'), 'line/price')} - 0.04))::decimal(18,2) as allowed_amount,
          row_number() over (partition by claim order by line)::integer as claim_line_number
        from draft
      )
      select *, (allowed_amount * (${raw(shared)})::decimal(4,2))::decimal(18,2) as member_amount,
        (allowed_amount * (2.1 + 0.8 * ${draw.uniform(raw('line_key'), 'line/charge')})::decimal(6,3))::decimal(18,2) as charge_amount
      from priced order by claim, claim_line_number`,
  )
}

/** What a visit was for, where no chronic condition was: ICD-10-CM, the commonest of ambulatory care. */
const REASONS =
  "array['J069', 'M545', 'R059', 'N390', 'M25561', 'R109', 'H6690', 'L309', 'J029', 'R5383', 'K219', 'G43909', 'S93401A', 'B349']"

/** One row per claim: dates, place in the hospital, who billed, diagnoses in order. */
async function heads(world: World): Promise<void> {
  const { draw } = world
  const u = (salt: string) => draw.uniform(raw('b.event'), `claim/${salt}`)
  const some = (flag: string, code: string, often: number) =>
    sql`case when b.${raw(flag)} and ${u(`notes/${flag}`)} < ${raw(String(often))} then ${raw(code)} end`
  await make(
    world,
    'claim',
    sql`with used as (
        select claim, part, event, sum(allowed_amount) as allowed_amount, sum(member_amount) as member_amount, sum(charge_amount) as charge_amount, count(*) as lines
        from claim_line group by claim, part, event
      ), described as (
        select c.claim, c.part, c.event, c.lines::integer as lines, c.allowed_amount, c.member_amount, c.charge_amount, b.kind, b.person, b.month, b.payer, b.plan, b.line_of_business,
          b.service_date as from_date, coalesce(case when b.kind = 'stay' then b.discharge_date when b.kind in ('nursing') then b.service_date + (8 + hash(b.person) % 14)::integer
            when b.kind = 'home-health' then b.service_date + 28 end, b.service_date)::date as thru_date,
          b.drg, b.disposition, b.because, b.seen_at, b.hospital_id,
          case when b.kind in ('stool-test', 'laboratory', 'equipment', 'personal-care', 'behavioral', 'home-health', 'nursing') then null
            when b.kind in ('emergency') then '99000' || lpad((80001 + hash(b.event) % 12)::varchar, 5, '0') else b.npi end as rendering_npi,
          case when c.part = 'f' or b.kind = 'emergency' then case when b.kind = 'home-health' then '9920000001' when b.kind = 'nursing' then '9920000002' else h.npi end
            else case b.kind when 'stool-test' then '9920000003' when 'laboratory' then '9920000003' when 'equipment' then '9920000004' when 'personal-care' then '9920000005' when 'behavioral' then '9920000006'
            else g.npi end end as billing_npi,
          case when c.part = 'f' or b.kind = 'emergency' then case when b.kind = 'home-health' then '893000001' when b.kind = 'nursing' then '893000002' else h.tin end
            else case b.kind when 'stool-test' then '893000003' when 'laboratory' then '893000003' when 'equipment' then '893000004' when 'personal-care' then '893000005' when 'behavioral' then '893000006'
            else b.tin end end as billing_tin,
          case when b.kind = 'home-health' then '997001' when b.kind = 'nursing' then '995001' else h.oscar end as oscar,
          case when c.part = 'f' then case b.kind when 'stay' then '111' when 'nursing' then '211' when 'home-health' then '329' else '131' end end as bill_type_code,
          concat_ws(' ', case b.kind when 'stay' then b.diagnosis when 'wellness' then case when b.age_now < 18 then 'Z00129' else 'Z0000' end
              when 'colonoscopy' then 'Z1211' when 'stool-test' then 'Z1211' when 'infusion' then 'M0579'
              when 'equipment' then case when b.copd then 'J449' else 'E119' end when 'personal-care' then 'Z741' when 'behavioral' then case when b.opioid then 'F1120' when b.depression then 'F329' else 'F419' end when 'nursing' then 'Z5189' when 'home-health' then 'Z4889'
              else case when b.diabetes and ${u('for')} < 0.3 then 'E119' when b.failure and ${u('for')} < 0.45 then 'I509' when b.hypertension and ${u('for')} < 0.55 then 'I10'
                else (${raw(REASONS)})[1 + ${draw.whole(raw('b.event'), 'claim/reason', 14)}] end end,
            ${some('diabetes', `case when b.kidney then 'E1122' when hash(b.person) % 3 = 0 then 'E1165' else 'E119' end`, 0.7)}, ${some('hypertension', `'I10'`, 0.55)},
            ${some('failure', `'I509'`, 0.6)}, ${some('copd', `'J449'`, 0.6)}, ${some('kidney', `'N183'`, 0.5)}, ${some('coronary', `'I2510'`, 0.5)},
            ${some('depression', `'F329'`, 0.4)}, ${some('opioid', `'F1120'`, 0.2)}, ${some('asthma', `'J45909'`, 0.4)}) as diagnoses
        from used c join billed b on b.event = c.event
        left join organization_list h on h.organization_id = b.hospital_id
        left join organization_list g on g.organization_id = b.organization_id
      )
      select *, (thru_date + case when ${draw.uniform(raw('claim'), 'claim/late')} < 0.03 then 95 + ${draw.whole(raw('claim'), 'claim/later', 80)}
          else 9 + ${draw.whole(raw('claim'), 'claim/paid', 40)} end)::date as paid_date
      from described order by claim`,
  )
}
