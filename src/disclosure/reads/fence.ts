import { explainId } from '../../explain/context.ts'
import type { Permitted } from '../../governance/permitted.ts'
import type { Viewer } from '../../governance/viewer.ts'
import { sql } from '../../lake/sql.ts'
import { exact } from '../../money.ts'
import type { Row } from '../dataset.ts'
import { rateKey } from '../patterns/patterns.ts'
import type { Door } from '../release.ts'
import { BECAUSE, hasRightToPeople, isParty } from '../right.ts'
import { OF_ALIGNMENT, PAYER_OF_ALIGNMENT } from './fences/alignment.ts'
import { type Cut, type Fence, HIDDEN, noTerms, nothing, ONLY_OWN_EVIDENCE, withoutAmount } from './fences/cut.ts'
import { encounter } from './fences/encounter.ts'
import { eventShare } from './fences/event-share.ts'
import { covers, coversSomeone, NOBODY, treats, treatsIn } from './fences/of-person.ts'
import { OF_COST, PAYER_OF_COST } from './fences/own-cost.ts'
import { ruleAttribution } from './fences/rule-attribution.ts'
import { contractsOf, type Reading } from './reading.ts'
import { releasedCost } from './scorecard.ts'
import { isShownToPayers, workingFor } from './terms.ts'

/** Where a viewer's right ends, per kind of number. Null: the viewer may not open it. */
export async function fenceOf(
  reading: Reading,
  door: Door,
  kind: string,
  keys: readonly string[],
): Promise<Cut | null> {
  const { viewer } = door
  if (viewer.role === 'operator') return {}
  if (!['practice', 'provider-organization', 'payer'].includes(viewer.role)) return null
  const [table = '', column = null] = kind.split('.')
  if (!Object.hasOwn(FENCES, table) || restsOnUnusable(viewer, table, keys)) return null
  return (await FENCES[table]?.({ reading, door, viewer, keys, column })) ?? null
}

/** Where the payer stands in an id; a kind without one is over all payers. */
const PAYER_AT: Readonly<Record<string, number>> = {
  statement: 1,
  statement_line: 1,
  payment_fact: 1,
  measure_rate: 3,
  practice_cost: 2,
  person_cost: 1,
  member_month: 0,
  person_member: 0,
  spending: 1,
  spending_share: 1,
  completed_period: 1,
  completed_month: 0,
  cost_driver: 0,
  cost_growth: 0,
  ...PAYER_OF_COST,
  ...PAYER_OF_ALIGNMENT,
}

/** Without the records of every payer a number over all of them is not opened, nor one of a payer that may not be used. */
function restsOnUnusable({ unusable_payers }: Permitted, table: string, keys: readonly string[]): boolean {
  if (unusable_payers.length === 0 || table === 'person_line') return false
  const payer = keys[PAYER_AT[table] ?? -1] ?? 'all'
  return payer === 'all' || unusable_payers.includes(payer) || (table === 'payment_fact' && isRateFact(keys[4] ?? ''))
}

const isRateFact = (fact: string): boolean => /^(baseline_)?rate\//.test(fact)

const isCare = (viewer: Viewer): boolean => viewer.role !== 'payer'

/** Statements, their lines and their facts: for the two parties of the contract. */
const contract =
  (table: string): Fence =>
  async ({ reading, door, viewer, keys: [period = '', payer = '', practice_id = '', model = '', fact = ''] }) => {
    const isOwn = hasRightToPeople(viewer, { practice_id }) || practice_id === viewer.organization_id
    if (isCare(viewer) && !isOwn) return null
    const row = await reading.engine.one<Row>(sql`
      select c.party_organization_id from (${contractsOf(viewer, table)}) c
      where c.period = ${period} and c.payer = ${payer} and c.practice_id = ${practice_id} and c.model = ${model}
      order by c.party_organization_id limit 1`)
    if (!row || !isParty(viewer, { payer, organization_id: String(row.party_organization_id) })) return null
    const rounded = table === 'payment_fact' && viewer.role === 'payer' && isRateFact(fact)
    return {
      working: (values) => workingFor(reading, door, values),
      ...(viewer.role === 'payer'
        ? {
            border:
              'A rate over a shared practice is in whole percent, where enough payers and people stand behind it.',
          }
        : {}),
      ...(rounded ? sharedRate(reading, door, explainId(table, period, payer, practice_id, model, fact)) : {}),
    }
  }

const SHARED_RATE = 'A figure over all payers of the practice; what stands behind it is for the practice.'

/** What a payer gets of a rate that its contract reads: what the scorecard shows it, or nothing. */
function sharedRate(reading: Reading, door: Door, id: string): Cut {
  const value = isShownToPayers(reading, id) ? whole(door) : nothing
  return { value, terms: noTerms, hideMore: true, because: SHARED_RATE }
}

/** A share in whole percent; any other number of a shared practice is not a payer's to see. */
const whole =
  ({ policy }: Door) =>
  (value: string | null): string | null =>
    value === null || !/^(0(\.\d+)?|1(\.0+)?)$/.test(value) ? null : exact(value).toFixed(policy.payer_rate_places)

const rate: Fence = async ({
  reading,
  door,
  viewer,
  keys: [period = '', measure = '', practice_id = '', payer = ''],
}) => {
  if (isCare(viewer)) return hasRightToPeople(viewer, { practice_id }) ? {} : null
  const mayKnow = payer === viewer.organization_id || payer === 'all'
  if (!mayKnow || !(await coversSomeone(reading, viewer, practice_id))) return null
  const shown = payer === 'all' ? reading.patterns.rates.get(rateKey(period, measure, practice_id)) : null
  return {
    value: payer === 'all' ? () => shown?.rate_share ?? null : whole(door),
    because: SHARED_RATE,
    terms: noTerms,
    hideMore: true,
    records: 'none',
    border: 'A payer sees the rate in whole percent; the people and counts behind it are for the practice.',
    withheld: [
      ...(shown === undefined ? [{ field: 'value', because: BECAUSE.others }] : []),
      { field: 'terms', because: BECAUSE.rate },
    ],
  }
}

/** Cost of a practice's people: months are the practice's to see, spend only where the scorecard shows it. */
const practiceCost: Fence = async ({
  reading,
  door,
  viewer,
  column,
  keys: [period = '', practice_id = '', payer = ''],
}) => {
  if (viewer.role === 'payer') return payer === viewer.organization_id ? {} : null
  if (!hasRightToPeople(viewer, { practice_id }) || period !== reading.period.id) return null
  if (column === 'member_months') return {}
  const shown = (await releasedCost(reading, door, practice_id, '')).find((row) => row.payer === payer)
  if (!shown) return null
  const because = shown.withheld.find((one) => one.field === 'pmpm_usd')?.because
  const border = "What one person's care costs with one payer holds other providers' prices and is not shown."
  if (because) return { ...HIDDEN, border, withheld: [{ field: 'value', because }] }
  if (column === 'spend_usd') return { ...HIDDEN, border, withheld: [{ field: 'value', because: BECAUSE.excess }] }
  if (shown.as_of !== null) return { ...HIDDEN, border: OF_AN_EARLIER_RUN }
  return column === null ? {} : { terms: noTerms, hideMore: true, border }
}

/** What a payer spent on its own people: its own alone. */
const ofPayer =
  (table: string): Fence =>
  async ({ viewer, keys }) =>
    viewer.role === 'payer' && keys[PAYER_AT[table] ?? -1] === viewer.organization_id ? {} : null

const OF_AN_EARLIER_RUN =
  'The figure shown is of an earlier run: what changed since would give a price away. That run cannot be taken apart here.'

const personCost: Fence = async ({ reading, viewer, column, keys: [period = '', payer = '', , person_id = ''] }) => {
  if (viewer.role === 'payer') return payer === viewer.organization_id ? {} : null
  if (!(await treatsIn(reading, viewer, person_id, period))) return null
  if (column === 'member_months') return {}
  return {
    ...HIDDEN,
    border: "What one person's care costs with one payer holds other providers' prices and is not shown.",
    withheld: [{ field: 'value', because: BECAUSE.price }],
  }
}

/** The spend of one person, whoever it is: the rule is shared, the number is not. */
const truncationPoint: Fence = async ({ reading, viewer, keys: [, line_of_business = ''] }) => {
  if (viewer.role === 'payer') {
    const own = await reading.engine.one<Row>(sql`
      select payer from person_cost where payer = ${viewer.organization_id ?? ''} and line_of_business = ${line_of_business} limit 1`)
    if (!own) return null
  }
  return {
    value: nothing,
    terms: (term) => (term.kind === 'result' ? [] : [term]),
    border: 'The point is what one person cost. What it is, whose it is and how many people were ranked is not shown.',
    withheld: [{ field: 'value', because: BECAUSE.one_person }],
  }
}

const attribution: Fence = async ({ reading, viewer, keys: [period = '', person_id = ''] }) => {
  if (viewer.role === 'payer') return (await covers(reading, viewer, person_id)) ? ONLY_OWN_EVIDENCE : null
  return (await treatsIn(reading, viewer, person_id, period)) ? {} : null
}

const candidate: Fence = async ({ reading, viewer, keys: [period = '', person_id = ''] }) => {
  if (!isCare(viewer) || !(await treatsIn(reading, viewer, person_id, period))) return null
  return {
    terms: withoutAmount,
    border: "What other organizations' visits cost is not shown.",
  }
}

const status: Fence = async ({ reading, viewer, keys: [period = '', , person_id = ''] }) => {
  if (isCare(viewer)) return (await treatsIn(reading, viewer, person_id, period)) ? {} : null
  return (await covers(reading, viewer, person_id)) ? { ...ONLY_OWN_EVIDENCE, hideReason: true } : null
}

const memberMonth: Fence = async ({ reading, viewer, keys: [payer = '', , , person_id = '', month = ''] }) => {
  if (!isCare(viewer)) return payer === viewer.organization_id ? {} : null
  const day = /^\d{6}$/.test(month) ? `${month.slice(0, 4)}-${month.slice(4)}-01` : null
  return day && (await treats(reading, viewer, person_id, day)) ? {} : null
}

const personMember: Fence = async ({ reading, viewer, keys: [payer = '', member_id = ''] }) => {
  if (!isCare(viewer))
    return payer === viewer.organization_id ? { ...ONLY_OWN_EVIDENCE, hideReason: true, records: 'own' } : null
  const row = await reading.engine.one<{ person_id: string }>(
    sql`select person_id from person_member where payer = ${payer} and member_id = ${member_id}`,
  )
  return (await treats(reading, viewer, row?.person_id ?? NOBODY, null)) ? {} : null
}

type ClaimLine = { person_id: string; payer: string; organization_id: string | null; service_date: string }

/** A claim line: its amounts for its payer and the organization that was paid. */
const personLine: Fence = async ({ reading, viewer, keys: [file_id = '', record_number = '', line_number] }) => {
  const number = line_number === undefined ? null : Number(line_number) || 0
  const line = await reading.engine.one<ClaimLine>(sql`
    select person_id, payer, organization_id, service_date from person_line
    where file_id = ${file_id} and record_number = ${Number(record_number) || 0}
      and claim_line_number = coalesce(cast(${number} as bigint), claim_line_number)
    order by organization_id nulls first limit 1`)
  if (!isCare(viewer)) return line?.payer === viewer.organization_id && !isUnusable(viewer, line) ? {} : null
  const isTreated = await treats(reading, viewer, line?.person_id ?? NOBODY, line?.service_date ?? null)
  if (!line || !isTreated || isUnusable(viewer, line)) return null
  if (isParty(viewer, line)) return {}
  return {
    value: nothing,
    terms: withoutAmount,
    border: 'What a payer pays another organization is not shown.',
    withheld: [{ field: 'value', because: BECAUSE.price }],
  }
}

const isUnusable = ({ unusable_payers }: Permitted, line: ClaimLine | undefined): boolean =>
  line !== undefined && unusable_payers.includes(line.payer)

/** What is odd in the directory is for who keeps it, at the terminal. */
const operatorsAlone: Fence = async () => null

/** A kind without a fence is the operator's only. */
export const FENCES: Readonly<Record<string, Fence>> = {
  statement: contract('statement'),
  statement_line: contract('statement_line'),
  payment_fact: contract('payment_fact'),
  measure_rate: rate,
  measure_status: status,
  practice_cost: practiceCost,
  person_cost: personCost,
  truncation_point: truncationPoint,
  spending: ofPayer('spending'),
  spending_share: ofPayer('spending_share'),
  completed_period: ofPayer('completed_period'),
  completed_month: ofPayer('completed_month'),
  cost_driver: ofPayer('cost_driver'),
  cost_growth: ofPayer('cost_growth'),
  ...OF_COST,
  ...OF_ALIGNMENT,
  directory_finding: operatorsAlone,
  encounter,
  event_share: eventShare,
  attribution,
  attribution_candidate: candidate,
  rule_attribution: ruleAttribution,
  member_month: memberMonth,
  person_member: personMember,
  person_line: personLine,
}
