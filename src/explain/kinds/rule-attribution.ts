import { listsOf } from '../../attribution/list.ts'
import { OnePerson } from '../../attribution/one-person.ts'
import { type AttributionRule, isClaims, readRule, rules } from '../../attribution/rule.ts'
import type { ClaimsStep } from '../../attribution/rule-file.ts'
import { period as periodOf } from '../../period.ts'
import {
  type ExplainContext,
  explained,
  explainId,
  type Kind,
  listed,
  type Row,
  result,
  rowOf,
  text,
} from '../context.ts'
import { type StepSaid, stepsSaid } from '../rule-steps.ts'
import { claimsTerms, headTerms } from '../rule-terms.ts'
import { lineId, lineTerm } from '../terms.ts'

const GRAIN = ['rule', 'list', 'person_id']

const WORDS: Record<string, string> = {
  attested: 'The person (or a proxy) stated that this practice is theirs.',
  'plan-assigned': "The payer's own list names this practice.",
  plurality: 'This practice comes first among those that the step compares.',
  majority: 'This practice comes first among those that the step compares and has more than half of what it counts.',
  'minimum-share': 'This practice comes first among those that the step compares and has the share that it asks for.',
  'recent-visit': 'The person was seen last at this practice.',
  'first-visit': 'The person was seen first at this practice.',
  place: 'The practice is that of the place where the person lives.',
  'no-primary-care': 'No step names a practice, and there is no service with primary care that a step looks at.',
  'no-service': 'No step names a practice, and there is no service that a step looks at.',
  'below-share': 'Somebody was seen, but not enough for any step, or not by whom it takes.',
  'not-listed': "No payer's list names a practice that is known.",
  'not-attested': 'There is no statement in force.',
  'other-organization': 'Another rule decided, for a practice of none of the organizations that take part.',
  'not-in-population': 'No rule whose decision is taken sees the person.',
}

type Found = { row: Row; rule: AttributionRule; one: OnePerson; said: StepSaid[] }

/** Whose patient a person is by one rule on one of its lists: the step that decided, those before it, and who was compared. */
export const ruleAttribution: Kind = async (context, keys) => {
  const row = await rowOf(context, 'rule_attribution', GRAIN, keys)
  if (!row) return undefined
  const found = await stepsOf(context, row)
  const candidates = found ? await candidatesOf(context, found) : []
  const shown = candidates.slice(0, context.limit)
  return explained({
    id: explainId('rule_attribution', ...keys),
    kind: 'rule_attribution',
    title: `The practice of one person by “${found?.rule.title ?? row.rule}”, list ${row.list}`,
    value: text(row.practice_id),
    unit: 'code',
    because: `${WORDS[String(row.reason)] ?? row.reason}${row.step === null ? '' : ` Step ${row.step} decided.`}`,
    reason: text(row.reason),
    rule: text(row.rule),
    formula: 'the first step that names a practice',
    says: whyOtherwise(found, row),
    steps: found?.said.map(({ step }) => step) ?? [],
    terms: [
      ...(found ? headTerms(found.rule, row) : []),
      ...(found?.said.flatMap(({ terms }) => terms) ?? []),
      ...shown,
    ],
    records: await context.records(
      row.file_id === null ? [] : [{ file_id: String(row.file_id), record_number: Number(row.record_number) }],
    ),
    more: { terms: candidates.length - shown.length, records: 0 },
  })
}

/** The steps are read from the rule as it stands; the row is of the run. */
function whyOtherwise(found: Found | undefined, { practice_id }: Row): string | null {
  if (!found) return 'the rule is no longer among those of the region, so its steps cannot be shown'
  const said = found.said.at(-1)?.step.value
  return said === (practice_id ?? 'nobody')
    ? null
    : 'the rule has changed since the run: its steps as they stand say otherwise'
}

async function stepsOf(context: ExplainContext, row: Row): Promise<Found | undefined> {
  const found = personOn(context, row)
  return found && { row, ...found, said: await stepsSaid(context, found, row) }
}

/** The rule and the person on its list; undefined where the region has no such rule any more. */
function personOn(context: ExplainContext, row: Row): { rule: AttributionRule; one: OnePerson } | undefined {
  if (!rules(context.models).includes(String(row.rule))) return undefined
  const rule = readRule(String(row.rule), context.models)
  const list = listsOf(rule, periodOf(String(row.period))).find((one) => one.list === row.list)
  return list && { rule, one: new OnePerson(rule, list, String(row.person_id)) }
}

/** The practices that each claims step ranked, up to the step that decided: visits, amount and share of each. */
async function candidatesOf({ engine }: ExplainContext, { row, rule, one, said }: Found) {
  const terms = []
  for (const { place } of said.filter(({ taken }) => taken)) {
    const step = rule.steps[place - 1]
    if (!step || !isClaims(step)) continue
    for (const found of await engine.rows<Row>(one.ranking(step))) {
      const id = (column: string) =>
        explainId(`rule_attribution.${column}`, row.rule, row.list, row.person_id, place, found.practice_id)
      const label = (what: string) => `${found.practice_id}: ${what} of step ${place}`
      terms.push(
        result(
          `visits_${place}`,
          `${label('visits')}, the latest on ${found.last_visit}`,
          found.visits,
          'count',
          id('visits'),
        ),
        result(`allowed_usd_${place}`, label('allowed amount'), found.allowed_usd, 'usd', id('allowed_usd')),
      )
      if (found.share !== null)
        terms.push(
          result(
            `share_${place}`,
            label(step.unit === 'practice' ? 'share' : `share of its ${step.unit}`),
            found.share,
            'share',
            null,
          ),
        )
    }
  }
  return terms
}

/** The claim lines that count for one practice in one step: their days, or what was allowed for them. */
export const ruleServices =
  (column: 'visits' | 'allowed_usd'): Kind =>
  async (context, keys) => {
    const [rule_key = '', list = '', person_id = '', place = '', practice_id = ''] = keys
    const row = await rowOf(context, 'rule_attribution', GRAIN, [rule_key, list, person_id])
    const found = row && personOn(context, row)
    const step = found?.rule.steps[Number(place) - 1]
    if (!row || !found || !step || !isClaims(step) || keys.length !== 5) return undefined
    const ranked = await rankedAs(context, found.one, step, practice_id)
    if (!ranked) return undefined
    const { rows, left_out } = await listed<Row>(context, found.one.lines(step, practice_id))
    const { first, end } = found.one.window(step)
    const days = column === 'visits'
    return explained({
      id: explainId(`rule_attribution.${column}`, ...keys),
      kind: 'rule_attribution',
      title: `${days ? 'Visits' : 'Allowed amount'} of one person with ${practice_id}, step ${place} of “${found.rule.title}”`,
      value: text(ranked[column]),
      unit: days ? 'count' : 'usd',
      because: `${days ? 'Days' : 'Lines of days'} from ${first} up to ${end} with a service that the step looks at.`,
      rule: rule_key,
      formula: days ? 'count of days' : 'sum of the lines',
      terms: [
        ...claimsTerms(found.rule, step, Number(place), row),
        ...rows.map((line) =>
          days ? result('visit', 'Visit on', line.service_date, 'date', lineId(line)) : lineTerm(line, 'spend_usd'),
        ),
      ],
      more: { terms: left_out, records: 0 },
    })
  }

const rankedAs = async ({ engine }: ExplainContext, one: OnePerson, step: ClaimsStep, practice_id: string) =>
  (await engine.rows<Row>(one.ranking(step))).find((row) => row.practice_id === practice_id)
