import { type EventRule, eventRules, isWhole, readEventRule } from '../../attribution/events/event-rule.ts'
import { eventInWords, roleInWords, whoInWords } from '../../attribution/events/event-words.ts'
import { OneEvent } from '../../attribution/events/one-event.ts'
import { eventShare as table } from '../../attribution/events/tables.ts'
import { sql } from '../../lake/sql.ts'
import { type Parameter, valueOn } from '../../model/parameter.ts'
import { period as periodOf } from '../../period.ts'
import {
  type ExplainContext,
  explained,
  explainId,
  type Kind,
  listed,
  parameter,
  type Row,
  result,
  rowOf,
  text,
} from '../context.ts'
import type { Step, Term } from '../explained.ts'
import { lineId, lineTerm } from '../terms.ts'

const WORDS: Record<string, string> = {
  fits: 'They fit the role and have none before it.',
  first: 'Of those who fit the role and have none before it they have the most of what is counted.',
  'given-to-others': 'Nobody fits the role; its share went to the roles that are filled, in proportion.',
  nobody: "Nobody fits the role; its share is nobody's.",
}

/** `all`: the rows of the event as they are made now; where only the row is asked for, and the run has it, none. */
type Found = { rule: EventRule; row: Row; all: Row[]; one: OneEvent }

/** What one clinician or practice answers for in an event of a person: the roles in order, and what was counted. */
export const eventShare: Kind = async (context, keys) => {
  const found = await shareOf(context, keys, 'whole')
  if (!found) return undefined
  const { rule, row, all } = found
  return explained({
    id: explainId('event_share', ...keys),
    kind: 'event_share',
    title: `Part of one person's event from ${row.event_start} by “${rule.title}”: ${titleOf(rule, row)}`,
    value: text(row.share),
    unit: 'share',
    because: WORDS[String(row.reason)] ?? String(row.reason),
    reason: text(row.reason),
    rule: text(row.rule),
    says: isAsMade(found) ? null : 'the rule has changed since the run: as it stands it says otherwise',
    formula: 'the share of the role, divided among those who have it by what is counted',
    steps: rule.roles.map((role): Step => {
      const holders = all.filter((other) => other.role === role.role).map(({ held_by }) => String(held_by))
      return {
        component: role.role,
        label: role.title,
        value: holders.join(', '),
        unit: 'text',
        formula: roleInWords(role).replaceAll('`', ''),
        says: holders.includes('nobody') ? 'nobody fits' : null,
        source: role.source,
      }
    }),
    terms: [...ruleTerms(rule, row), ...countedTerms(row, keys)],
  })
}

/** The rule is read as it stands; the row is of the run. */
const isAsMade = ({ row, all }: Found): boolean =>
  all.some(({ role, held_by, share }) => role === row.role && held_by === row.held_by && share === row.share)

const titleOf = ({ roles }: EventRule, { role }: Row): string => roles.find((one) => one.role === role)?.title ?? ''

/** The row as the run left it; of one payer's records alone, the row that these make, whatever others sent. */
async function shareOf(
  context: ExplainContext,
  keys: readonly string[],
  wanted: 'whole' | 'row',
): Promise<Found | undefined> {
  const [rule_key = '', person_id = '', event_start = '', role = '', held_by = ''] = keys
  if (keys.length !== table.grain.length || !/^\d{4}-\d{2}-\d{2}$/.test(event_start)) return undefined
  if (!eventRules(context.models).includes(rule_key)) return undefined
  const rule = readEventRule(rule_key, context.models)
  if (!isWhole(rule)) return undefined
  const payer = context.payer ?? null
  const one = new OneEvent(rule, person_id, payer)
  const kept = payer === null ? await rowOf(context, table.name, table.grain, keys) : undefined
  if (payer === null && !kept) return undefined
  if (kept && wanted === 'row') return { rule, row: kept, all: [], one }
  const periods = kept ? [periodOf(String(kept.period))] : await periodsOf(context)
  const all = periods.length === 0 ? [] : await context.engine.rows<Row>(one.shares(event_start, periods))
  const row = kept ?? all.find((other) => other.role === role && other.held_by === held_by)
  return row && { rule, row, all, one }
}

/** The periods of the run. */
async function periodsOf({ engine }: ExplainContext) {
  const found = await engine.rows<{ period: string }>(sql`select distinct period from attribution order by period`)
  return found.map(({ period }) => periodOf(period))
}

/** What an event is and how it is shared, each with its source and as it stood on the first day of the event. */
function ruleTerms(rule: EventRule, { event_start, event_until, role }: Row): Term[] {
  const of = (name: string, label: string, given: Parameter, unit: 'share' | 'count') => {
    const { value, source } = valueOn(given, String(event_start))
    return parameter(name, label, value, unit, source)
  }
  const asked = rule.roles.find((one) => one.role === role)
  return [
    parameter('event', 'What an event is', eventInWords(rule).replaceAll('`', ''), 'text', rule.event.source),
    of('days', 'Days that it lasts', rule.event.days, 'count'),
    ...rule.event.services.map((key) =>
      parameter('services', 'What begins it', rule.value_sets[key]?.title ?? key, 'text', sourceOf(rule, key)),
    ),
    parameter('until', 'The first day after it', event_until, 'date', null),
    parameter('who', 'Who takes part', whoInWords(rule), 'text', rule.who.source),
    parameter('unfilled', 'The share of a role that nobody has', rule.unfilled.goes_to, 'text', rule.unfilled.source),
    ...(asked ? [of('role_share', 'Share of the role', asked.share, 'share')] : []),
    ...(asked?.least_share ? [of('least_share', 'Least share of what is counted', asked.least_share, 'share')] : []),
  ]
}

function sourceOf({ value_sets }: EventRule, key: string): string | null {
  const set = value_sets[key]
  return set ? `${set.source.trim()}, version ${set.version}` : null
}

function countedTerms(row: Row, keys: readonly string[]): Term[] {
  const [rule = '', person_id = '', event_start = ''] = keys
  const own =
    row.held_by === 'nobody'
      ? []
      : [
          result('visits', 'Days with a visit', row.visits, 'count', explainId('event_share.visits', ...keys)),
          result('allowed_usd', 'Own spend', row.allowed_usd, 'usd', explainId('event_share.allowed_usd', ...keys)),
        ]
  const whole = explainId('event_share.event_allowed_usd', rule, person_id, event_start, row.role, row.held_by)
  return [
    ...own,
    result('event_allowed_usd', 'Spend of the whole event', row.event_allowed_usd, 'usd', whole),
    result('share_usd', 'Part of it', row.share_usd, 'usd', null),
    result('lines_without_amount', 'Claim lines without an amount', row.lines_without_amount, 'count', null),
    result('without_role', 'Others seen who fit no role', row.without_role, 'count', null),
    result('months_uncovered', 'Months of it without coverage', row.months_uncovered, 'months', null),
  ]
}

type Column = 'visits' | 'allowed_usd' | 'event_allowed_usd'
const NAMED: Record<Column, string> = {
  visits: 'Days with a visit',
  allowed_usd: 'Own spend',
  event_allowed_usd: 'Spend of the whole event',
}

/** The claim lines behind a count or an amount of a row. */
export const eventLines =
  (column: Column): Kind =>
  async (context, keys) => {
    const found = await shareOf(context, keys, 'row')
    if (!found || (found.row.held_by === 'nobody' && column !== 'event_allowed_usd')) return undefined
    const { rule, row, one } = found
    const span = { event_start: String(row.event_start), event_until: String(row.event_until) }
    const lines = one.lines(span, column === 'event_allowed_usd' ? null : String(row.held_by))
    const { rows, left_out } = await listed<Row>(context, lines)
    const days = column === 'visits'
    return explained({
      id: explainId(`event_share.${column}`, ...keys),
      kind: 'event_share',
      title: `${NAMED[column]} in one person's event from ${row.event_start} by “${rule.title}”`,
      value: text(row[column]),
      unit: days ? 'count' : 'usd',
      because: `${days ? 'Days' : 'Claim lines'} from ${span.event_start} up to ${span.event_until}${days ? ', amounts taken back aside' : ''}.`,
      rule: text(row.rule),
      formula: days ? 'count of days' : 'sum of the lines',
      terms: rows.flatMap((line) => {
        if (!days) return [lineTerm(line, 'spend_usd')]
        const isBack = line.spend_usd !== null && Number(line.spend_usd) < 0
        return isBack ? [] : [result('visit', 'Visit on', line.service_date, 'date', lineId(line))]
      }),
      more: { terms: left_out, records: 0 },
    })
  }
