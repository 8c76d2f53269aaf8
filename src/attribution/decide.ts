import { leastBy, recordOf } from '../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { Calendar, OfLists } from './calendar.ts'
import type { Among } from './candidates.ts'
import { type List, listsOfStep } from './list.ts'
import type { AttributionRule } from './rule.ts'
import type { ClaimsStep, RuleStep } from './rule-file.ts'

/** What a claims step leaves of those who are `among` some, or of everybody: (list, person_id, practice_id, npi, …, won). */
export type ClaimsWinners = (step: ClaimsStep, lists: readonly List[], among: Among) => Sql

/** The rows of `rule_attribution` of a rule whose decision a step takes. */
export type Decided = (rule: string) => Sql

/** What is unknown of a step's choice is empty. */
const COLUMNS = [
  'practice_id',
  'npi',
  'visits',
  'allowed_usd',
  'last_visit',
  'share',
  'candidates',
  'attested_on',
  'file_id',
  'record_number',
] as const
const HAS: Record<RuleStep['step'], readonly string[]> = {
  claims: ['practice_id', 'npi', 'visits', 'allowed_usd', 'last_visit', 'share', 'candidates'],
  attested: ['practice_id', 'npi', 'attested_on', 'file_id', 'record_number'],
  'plan-assigned': ['practice_id', 'npi', 'file_id', 'record_number'],
  place: ['practice_id'],
  rule: COLUMNS,
}
const TYPE: Record<(typeof COLUMNS)[number], string> = {
  practice_id: 'varchar',
  npi: 'varchar',
  visits: 'bigint',
  allowed_usd: 'decimal(18,2)',
  last_visit: 'date',
  share: 'decimal(18,9)',
  candidates: 'bigint',
  attested_on: 'date',
  file_id: 'varchar',
  record_number: 'bigint',
}

/** Statements that make temporary tables, one after the other, and the relation that reads them. */
export type Decision = { statements: readonly Sql[]; relation: Sql }

/**
 * One row per list and person with a month of coverage among the list's that the rule can see: what the first step
 * that names a practice says, with the step's place from 1 and the reason, or why none does. A step looks only at those whom
 * no step before it decided.
 */
export function decide(
  rule: AttributionRule,
  lists: readonly List[],
  calendar: Calendar,
  { claims, decided }: { claims: ClaimsWinners; decided: Decided },
): Decision {
  const steps = rule.steps
    .map((step, i) => ({ step, name: raw(`s${i + 1}`), place: i + 1, lists: listsOfStep(step, lists) }))
    .filter((one) => one.lists.length > 0)
  const won = ({ step, name }: (typeof steps)[number]) =>
    step.step === 'claims' ? sql`coalesce(${name}.won, false)` : sql`${name}.practice_id is not null`
  const first = (value: (one: (typeof steps)[number]) => Sql, otherwise: Sql): Sql =>
    steps.length === 0
      ? otherwise
      : sql`case ${join(
          steps.map((one) => sql`when ${won(one)} then ${value(one)}`),
          ' ',
        )} else ${otherwise} end`
  const column = (name: (typeof COLUMNS)[number]): Sql => {
    const none = sql`cast(null as ${raw(TYPE[name])})`
    const value = ({ step, name: from }: (typeof steps)[number]) =>
      HAS[step.step].includes(name) ? sql`${from}.${raw(name)}` : none
    return sql`${first(value, none)} as ${raw(name)}`
  }
  const population = calendar.table('population')
  const left = (i: number): Sql => (i === 0 ? population : calendar.table(`left after ${i}`))
  const made = ({ place }: (typeof steps)[number]): Sql => calendar.table(`step ${place}`)
  const statements = steps.flatMap((one, i) => {
    const { step, name, lists: its } = one
    const among = i === 0 && !rule.population ? null : left(i)
    const found = step.step === 'claims' ? claims(step, its, among) : choice(step, calendar.of(rule, its), decided)
    const undecided = sql`
      select p.list, p.person_id from ${left(i)} p
      left join ${made(one)} ${name} on ${name}.list = p.list and ${name}.person_id = p.person_id where not (${won(one)})`
    return [table(made(one), found), ...(i + 1 < steps.length ? [table(left(i + 1), undecided)] : [])]
  })
  const relation = sql`
    select p.list, p.person_id,
      ${join(COLUMNS.map(column))}, ${first(({ place }) => raw(String(place)), raw('null'))} as step,
      ${first(({ step, name }) => (step.step === 'rule' ? sql`${name}.reason` : literal(reasonOf(step))), whyNone(steps))} as reason
    from ${population} p
    ${join(
      steps.map(
        (one) =>
          sql`left join ${made(one)} ${one.name} on ${one.name}.list = p.list and ${one.name}.person_id = p.person_id`,
      ),
      ' ',
    )}`
  return { statements: [table(population, populationOf(rule, calendar.of(rule, lists))), ...statements], relation }
}

const table = (name: Sql, rows: Sql): Sql => sql`create or replace temp table ${name} as ${rows}`

/** The reason of a decision, as `attribution.reason` names it. */
function reasonOf(step: RuleStep): string {
  if (step.step !== 'claims') return step.step
  if (step.wins !== 'plurality') return step.wins
  if (step.order[0] === 'last_visit') return 'recent-visit'
  return step.order[0] === 'first_visit' ? 'first-visit' : 'plurality'
}

function whyNone(steps: readonly { step: RuleStep; name: Sql }[]): Sql {
  const claims = steps.filter(({ step }) => step.step === 'claims')
  const rules = steps.filter(({ step }) => step.step === 'rule').map(({ name }) => sql`${name}.reason`)
  if (rules.length > 0) return sql`coalesce(${join(rules.reverse())}, 'not-in-population')`
  if (claims.length === 0)
    return steps.some(({ step }) => step.step === 'plan-assigned') ? sql`'not-listed'` : sql`'not-attested'`
  const seen = join(
    claims.map(({ name }) => sql`${name}.person_id is not null`),
    ' or ',
  )
  const nothing = claims.every(({ step }) => step.step === 'claims' && step.clinicians === 'primary-care')
  return sql`case when ${seen} then 'below-share' else ${literal(nothing ? 'no-primary-care' : 'no-service')} end`
}

const populationOf = ({ population: only }: AttributionRule, { months }: OfLists): Sql => {
  const has = (lines: readonly string[]) => sql`bool_or(m.line_of_business in (${join(lines.map(literal))}))`
  return sql`
  select o.list, m.person_id
  from member_month m join ${months} o on o.month_start = m.month_start
  group by o.list, m.person_id
  ${only ? sql`having ${has(only.lines_of_business)}` : raw('')}
  ${only?.without ? sql`and not ${has(only.without)}` : raw('')}`
}

/** One row per list and person of whom a step that reads no claims has a practice, or another rule's row: what it says. */
export function choice(step: Exclude<RuleStep, ClaimsStep>, of: OfLists, decided: Decided): Sql {
  switch (step.step) {
    case 'rule':
      return taken(decided(step.rule), of, step.organizations)
    case 'attested':
      return statements(of)
    case 'plan-assigned':
      return assigned(of, step.lines_of_business)
    case 'place':
      return places(of, step.areas)
  }
}

// A statement counts from its list's day backwards: made before it, and not taken back before it. The latest wins.
const statements = ({ lists }: OfLists): Sql => sql`
  select list, person_id, practice_id, npi, attested_on, file_id, record_number
  from (
    select l.list, m.person_id, s.practice_id, s.npi, s.attested_on, s.file_id, s.record_number,
      row_number() over (partition by l.list, m.person_id
        order by s.attested_on desc, s.practice_id, s.payer, s.member_id, s.file_id, s.record_number) as place
    from attestation s
    join person_member m on m.payer = s.payer and m.member_id = s.member_id
    join practice p on p.practice_id = s.practice_id
    join ${lists} l on s.attested_on < l.stated_until
      and (s.withdrawn_on is null or s.withdrawn_on >= l.stated_until)
  ) stated where place = 1`

/**
 * What the payers' own lists say in the latest month that a list is for; of two payers, the one whose coverage is primary.
 * The practice is named by its key or by a tax number that one practice alone has, else by the clinician, where they work at one alone.
 */
const assigned = ({ months }: OfLists, lines: readonly string[] | undefined): Sql => sql`
  select list, person_id, chosen.practice_id, chosen.npi, chosen.file_id, chosen.record_number
  from (
    select r.list, r.person_id, ${leastBy(
      recordOf({
        practice_id: raw('r.practice_id'),
        npi: raw('r.npi'),
        file_id: raw('r.file_id'),
        record_number: raw('r.record_number'),
      }),
      [
        raw("date '2000-01-01' - r.month_start"),
        raw('case when r.is_primary then 0 else 1 end'),
        raw('r.payer'),
        raw('r.practice_id'),
        raw('r.file_id'),
        raw('r.record_number'),
      ],
    )} as chosen
    from (
      select o.list, o.month_start, m.person_id, a.payer, a.payer_attributed_provider as npi, a.file_id, a.record_number,
        coalesce(p.practice_id, t.practice_id, c.practice_id) as practice_id, coalesce(k.primary_coverage, false) as is_primary
      from provider_attribution a
      join ${months} o on o.year_month = a.year_month
      join person_member m on m.payer = a.payer and m.member_id = a.member_id
      left join practice p on p.practice_id = a.payer_attributed_provider_practice
      left join (
        select tin, min(practice_id) as practice_id from practice group by tin having count(*) = 1
      ) t on t.tin = a.payer_attributed_provider_practice
      left join (
        select npi, min(practice_id) as practice_id from affiliation group by npi having min(practice_id) = max(practice_id)
      ) c on c.npi = a.payer_attributed_provider
      left join (
        select person_id, payer, month_start, bool_or(primary_coverage) as primary_coverage
        from member_month group by person_id, payer, month_start
      ) k on k.person_id = m.person_id and k.payer = a.payer and k.month_start = o.month_start
      ${lines ? sql`where a.line_of_business in (${join(lines.map(literal))})` : raw('')}
    ) r
    where r.practice_id is not null
    group by r.list, r.person_id
  ) one`

// What is final goes before what was preliminary, and the newer list before the older; nothing that was not yet known.
function taken(table: Sql, { lists }: OfLists, organizations: readonly string[] | undefined): Sql {
  const among = organizations
    ? sql`coalesce(o.parent_organization_id in (${join(organizations.map(literal))}), false)
        or coalesce(o.organization_id in (${join(organizations.map(literal))}), false)`
    : sql`true`
  const columns = COLUMNS.filter((name) => name !== 'practice_id').map((name) => sql`r.${raw(name)}`)
  return sql`
    select * from (
      select l.list, r.person_id, r.list as taken_list, ${join(columns)},
        case when ${among} then r.practice_id end as practice_id,
        case when r.practice_id is null or ${among} then r.reason else 'other-organization' end as reason,
        row_number() over (partition by l.list, r.person_id
          order by case when r.kind in ('final', 'retrospective') then 0 else 1 end, r.effective_from desc, r.list) as place
      from ${lists} l
      join ${table} r on r.effective_from < l.effective_until and r.effective_until > l.effective_from
        and r.known_on <= l.known_on
      left join organization o on o.organization_id = r.organization_id
    ) known where place = 1`
}

type Areas = Extract<RuleStep, { step: 'place' }>['areas']

/** By the ZIP code of the coverage that began last before the end of a list; the longest match counts. */
const places = ({ lists }: OfLists, areas: Areas): Sql => sql`
  select l.list, h.person_id, ${leastBy(sql`a.practice_id`, [sql`-length(a.zip_code)`, sql`a.practice_id`])} as practice_id
  from ${lists} l
  join (
    select m.person_id, e.zip_code, e.enrollment_start_date as first_day,
      coalesce(lead(e.enrollment_start_date) over (
        partition by m.person_id order by e.enrollment_start_date, e.payer, e.member_id, e.file_id, e.record_number),
        date '9999-12-31') as next_day
    from eligibility e join person_member m on m.payer = e.payer and m.member_id = e.member_id
    where e.zip_code is not null
  ) h on h.first_day < l.effective_until and h.next_day >= l.effective_until
  join (values ${join(
    areas.flatMap(({ zip_codes, practice_id }) =>
      zip_codes.map((zip) => sql`(${literal(zip)}, ${literal(practice_id)})`),
    ),
  )}) as a (zip_code, practice_id) on starts_with(h.zip_code, a.zip_code)
  join practice p on p.practice_id = a.practice_id
  group by l.list, h.person_id`
