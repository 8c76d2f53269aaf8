import { plain } from '../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Arrangement } from '../../model/arrangement.ts'
import type { ClaimsCount, FromClaims } from '../../model/claims.ts'
import type { Model } from '../../model/read-model.ts'
import type { Period } from '../../period.ts'
import { factsOf, type NamedFact } from '../facts-of.ts'
import { paymentFact } from '../tables.ts'
import { EVERYBODY } from './claims-person.ts'
import { REGION } from './claims-year.ts'
import { contracts, practicesUnderContract } from './under-contract.ts'
import { yearOf } from './years.ts'

const COLUMN: Record<ClaimsCount, string> = {
  'member-months': 'member_months',
  people: 'people',
  spend: 'spend_usd',
  truncated: 'truncated_usd',
  'lines-without-amount': 'lines_without_amount',
}

/**
 * Facts that a model counts from claims, and those that its contracts give for the period. What the contract gives goes
 * before what the lake says, and carries its source. What is not known has no value, and the reason.
 */
export function claimsFacts(model: Model, arrangements: readonly Arrangement[], period: Period): Step[] {
  const facts = factsOf(model)
  const asked = arrangements.flatMap((contract) =>
    facts.flatMap((fact) => (fact.from_claims ? [askedRow(model, contract, fact, fact.from_claims, period)] : [])),
  )
  const given = arrangements.flatMap(({ payer, organization_id, facts: own = [] }) =>
    own
      .filter((one) => one.period === period.id)
      .map((one) => {
        const unit = facts.find(({ name }) => name === one.fact)?.unit ?? 'count'
        return sql`(${payer}, ${organization_id}, ${one.fact}, ${one.value}, ${unit}, ${one.source})`
      }),
  )
  if (asked.length + given.length === 0) return []
  const parts = [...(asked.length > 0 ? [counted(model, period)] : []), givenRows(model, period)]
  return [
    {
      table: paymentFact,
      reads: [...(asked.length > 0 ? ['claims_year'] : []), 'practice', 'organization', 'attribution'],
      relation: sql`
        with contract as (${contracts(arrangements)}),
        settled as (${settled(model, period)}),
        given as (select * from ${listed(given, 'payer, organization_id, fact, value, unit, source')}),
        asked as (
          select * from ${listed(asked, 'payer, organization_id, fact, unit, counted, year, people, population')}
        ) ${join(parts, ' union all ')}`,
    },
  ]
}

const counted = (model: Model, period: Period): Sql => sql`
  select ${period.id} as period, f.payer, f.settled_id as practice_id, f.organization_id, ${model.id} as model, f.fact,
    case when f.because is null then case f.counted ${join(Object.values(COLUMN).map(countedValue), ' ')} end end as value,
    f.unit, null as explain_id, f.because as reason, f.first_day, f.last_day
  from (
    select s.payer, s.settled_id, s.organization_id, a.fact, a.unit, a.counted, a.people as whose, s.first_day,
      s.last_day, ${sums('y')}, ${sums('r')},
      min(coalesce(case when a.people <> 'region' then y.unknown_because end,
        case when a.people <> 'assigned' then r.unknown_because end)) as because
    from asked a
    join settled s on s.payer = a.payer and s.organization_id = a.organization_id
    join claims_year r on r.model = ${model.id} and r.payer = a.payer and r.year = a.year
      and r.settled_id = ${REGION} and r.population = a.population
    join claims_year y on y.model = ${model.id} and y.payer = a.payer and y.year = a.year
      and y.settled_id = s.settled_id and y.population = r.population
    group by s.payer, s.settled_id, s.organization_id, a.fact, a.unit, a.counted, a.people, s.first_day, s.last_day
  ) f
  left join given g on g.payer = f.payer and g.organization_id = f.organization_id and g.fact = f.fact
  where g.fact is null`

const givenRows = (model: Model, period: Period): Sql => sql`
  select ${period.id} as period, s.payer, s.settled_id as practice_id, s.organization_id, ${model.id} as model, g.fact,
    g.value, g.unit, null as explain_id, g.source as reason, s.first_day, s.last_day
  from given g
  join settled s on s.payer = g.payer and s.organization_id = g.organization_id`

function askedRow(model: Model, contract: Arrangement, fact: NamedFact, from: FromClaims, period: Period): Sql {
  const { payer, organization_id } = contract
  const [, population = EVERYBODY] = fact.name.split('/')
  const year = yearOf(model, contract, from.year, period).id
  return sql`(${payer}, ${organization_id}, ${fact.name}, ${fact.unit}, ${COLUMN[from.count]}, ${year}, ${from.of}, ${population})`
}

/** Whom the model settles: each practice with a panel, or each contract. */
function settled(model: Model, period: Period): Sql {
  if (model.claims?.settles === 'contract')
    return sql`select payer, organization_id as settled_id, organization_id, first_day, last_day from contract`
  return sql`
    select payer, practice_id as settled_id, organization_id, first_day, last_day from (${practicesUnderContract}) u
    where practice_id in (select practice_id from attribution where period = ${period.id})`
}

function listed(rows: readonly Sql[], columns: string): Sql {
  const names = columns.split(', ')
  const none = sql`(select ${join(names.map(() => raw('cast(null as varchar)')))} where false)`
  return sql`${rows.length > 0 ? sql`(values ${join(rows)})` : none} as listed (${raw(columns)})`
}

const sums = (of: 'y' | 'r'): Sql =>
  join(Object.values(COLUMN).map((column) => sql`sum(${raw(`${of}.${column}`)}) as ${raw(`${of}_${column}`)}`))

const countedValue = (column: string): Sql => {
  const value = sql`case f.whose when 'assigned' then ${raw(`f.y_${column}`)} when 'region' then ${raw(`f.r_${column}`)}
    else ${raw(`f.r_${column} - f.y_${column}`)} end`
  return sql`when ${literal(column)} then ${column === COLUMN['member-months'] ? plain(value) : sql`cast(${value} as varchar)`}`
}
