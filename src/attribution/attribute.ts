import { WholepanelError } from '../error.ts'
import { literal, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { addMonths, type Period } from '../period.ts'
import { Calendar } from './calendar.ts'
import { candidates, orderBy } from './candidates.ts'
import { decide } from './decide.ts'
import { type List, listsOf } from './list.ts'
import { type AttributionRule, isClaims, windowOf } from './rule.ts'
import { Services } from './services.ts'
import { attribution, attributionCandidate } from './tables.ts'

/**
 * The region's panel by one rule, in one or several periods. Two steps: the practices each person saw, ranked; then
 * the practice the rule decides for, with the reason, for everybody who has coverage in the period.
 */
export function attribute(rule: AttributionRule, ...periods: readonly Period[]): Step[] {
  const faults = panelFaults(rule)
  if (faults) throw new WholepanelError('input-model', { at: `attribution/${rule.rule}`, ...faults })
  const lists = periods.flatMap((period) => listsOf(rule, period))
  return [ranked(rule, lists), decided(rule, lists)]
}

/** A panel is one answer for a whole period, and its page lists the candidates of one step. */
function panelFaults(rule: AttributionRule): { got: string; want: string } | null {
  const claims = rule.steps.filter(isClaims)
  if (rule.lists.kind !== 'retrospective')
    return { got: 'a rule with lists made ahead as the panel of a period', want: 'lists of kind retrospective' }
  if (rule.takes.length > 0)
    return { got: "a rule that takes another rule's decision as the panel of a period", want: 'steps of its own' }
  if (
    claims.length > 1 ||
    claims.some(({ wins, unit, when, seen }) => wins !== 'plurality' || unit !== 'practice' || when || seen)
  )
    return {
      got: 'claims that take several steps as the panel of a period',
      want: 'one claims step, by plurality of practices',
    }
  return null
}

/** One row per period, person and practice seen. */
function ranked(rule: AttributionRule, lists: readonly List[]): Step {
  const [step] = rule.steps.filter(isClaims)
  const services = new Services('panel', [{ rule, lists }])
  return {
    table: attributionCandidate,
    reads: ['person_line', 'affiliation'],
    keeps: { by: 'person' },
    prepare: (engine) => services.make(engine),
    relation: step
      ? sql`
        select list as period, person_id, practice_id,
          row_number() over (partition by list, person_id order by ${orderBy(step.order)}) as place,
          visits, allowed_usd, last_visit, ${literal(rule.rule)} as rule
        from (${candidates(rule, step, lists, services, null)}) found`
      : NOBODY,
  }
}

const NOBODY = sql`
  select '' as period, '' as person_id, '' as practice_id, 1 as place, 0 as visits, null as allowed_usd,
    date '2000-01-01' as last_visit, '' as rule where false`

/** One row per period and person with a month of coverage in it. */
function decided(rule: AttributionRule, lists: readonly List[]): Step {
  const calendar = new Calendar('decided', [{ rule, lists }])
  const { statements, relation } = decide(rule, lists, calendar, { claims: () => firstCandidates(), decided: noRule })
  return {
    table: attribution,
    reads: [
      ...['attribution_candidate', 'attestation', 'person_member', 'member_month', 'practice'],
      ...(rule.steps.some(({ step }) => step === 'plan-assigned') ? ['provider_attribution', 'affiliation'] : []),
      ...(rule.steps.some(({ step }) => step === 'place') ? ['eligibility'] : []),
    ],
    keeps: { by: 'person' },
    prepare: async (engine) => {
      await calendar.make(engine)
      for (const statement of statements) await engine.run(statement)
    },
    relation: sql`
      select d.list as period, d.person_id, d.practice_id, p.organization_id,
        case when d.reason = 'attested' then d.npi end as npi, d.step, d.reason, ${literal(rule.rule)} as rule,
        case when d.practice_id is not null then coalesce(c.visits, 0) end as visits, c.allowed_usd, c.last_visit,
        d.attested_on, d.file_id, d.record_number
      from (${relation}) d
      left join practice p on p.practice_id = d.practice_id
      left join attribution_candidate c on c.person_id = d.person_id and c.practice_id = d.practice_id
        and c.period = d.list`,
  }
}

const noRule = (): Sql => {
  throw new Error('a panel that takes a rule')
}

const firstCandidates = (): Sql => sql`
  select period as list, person_id, practice_id, cast(null as varchar) as npi, visits, allowed_usd, last_visit,
    cast(null as decimal(18,9)) as share, cast(null as bigint) as candidates, true as won
  from attribution_candidate where place = 1`

/** The days whose visits the panel of a period looks at, and why so many months. */
export function panelWindow(rule: AttributionRule, period: Period) {
  const [step] = rule.steps.filter(isClaims)
  const [list] = listsOf(rule, period)
  if (!step || !list) throw new Error('no panel of visits')
  const { months, source } = windowOf(rule, step, list.effective_from)
  return { start: addMonths(list.window_end, -months), end: list.window_end, months, source }
}
