import type { OnePerson } from '../attribution/one-person.ts'
import { type AttributionRule, isClaims } from '../attribution/rule.ts'
import type { ClaimsStep, RuleStep } from '../attribution/rule-file.ts'
import { stepInWords } from '../attribution/rule-words.ts'
import { sql } from '../lake/sql.ts'
import { type ExplainContext, explainId, type Row, result, text } from './context.ts'
import type { Step, Term } from './explained.ts'
import { claimsTerms } from './rule-terms.ts'

/** What a step said of a person, and the numbers that it asked for. `taken`: it was in force for the list. */
export type StepSaid = { place: number; taken: boolean; step: Step; terms: Term[] }

type Asked = { rule: AttributionRule; one: OnePerson }
type Said = { practice_id: string | null; says: string; terms?: Term[] }

const NAMED: Record<RuleStep['step'], string> = {
  attested: "the patient's word",
  'plan-assigned': "the payer's list",
  claims: 'claims',
  place: 'where the person lives',
  rule: 'another rule',
}

/** Each step taken, in order: up to the one that decided, or all where none did. */
export async function stepsSaid(context: ExplainContext, { rule, one }: Asked, row: Row): Promise<StepSaid[]> {
  const until = row.step === null ? rule.steps.length : Number(row.step)
  const found: StepSaid[] = []
  for (const [i, step] of rule.steps.slice(0, until).entries()) {
    const place = i + 1
    const taken = isTaken(step, row)
    const said = taken
      ? await saidBy(context, { rule, one }, step, row)
      : { practice_id: null, says: `the step is taken for lists from ${step.from} on` }
    found.push({
      place,
      taken,
      step: {
        component: `step_${place}`,
        label: `Step ${place}: ${NAMED[step.step]}`,
        value: said.practice_id ?? 'nobody',
        unit: 'text',
        formula: stepInWords(step).replaceAll('`', ''),
        says: said.says,
        source: step.source,
      },
      terms: [...(isClaims(step) && taken ? claimsTerms(rule, step, place, row) : []), ...(said.terms ?? [])],
    })
  }
  return found
}

const isTaken = ({ from }: RuleStep, row: Row): boolean => from === undefined || String(row.effective_from) >= from

function saidBy(context: ExplainContext, asked: Asked, step: RuleStep, row: Row): Promise<Said> {
  return isClaims(step) ? byClaims(context, asked, step) : byOther(context, asked, step, row)
}

async function byOther(
  context: ExplainContext,
  { one }: Asked,
  step: Exclude<RuleStep, ClaimsStep>,
  row: Row,
): Promise<Said> {
  const [found] = await context.engine.rows<Row>(one.choice(step))
  const practice_id = text(found?.practice_id)
  switch (step.step) {
    case 'attested':
      return practice_id === null
        ? { practice_id, says: await whyNotAttested(context, row) }
        : { practice_id, says: `the newest statement in force was made on ${found?.attested_on}` }
    case 'plan-assigned':
      return practice_id === null
        ? { practice_id, says: 'no list of the months that this one is for names a practice that is known' }
        : {
            practice_id,
            says: 'the list of the latest month names it, or its tax number, or a clinician who works there alone',
          }
    case 'place':
      return practice_id === null
        ? { practice_id, says: 'the ZIP code of the newest coverage lies in no area of the step' }
        : { practice_id, says: 'the ZIP code of the newest coverage lies in its area' }
    case 'rule':
      return byRule(step.rule, practice_id, found, row)
  }
}

function byRule(rule: string, practice_id: string | null, found: Row | undefined, row: Row): Said {
  if (!found) return { practice_id, says: `${rule} sees the person on no list that was known by then` }
  const list = text(found.taken_list)
  const terms = [
    result(
      'taken',
      `What ${rule} says, list ${list}`,
      found.reason,
      'code',
      explainId('rule_attribution', rule, list, row.person_id),
    ),
  ]
  const says = practice_id === null ? 'it names no practice of those that take part' : 'its decision is taken'
  return { practice_id, says, terms }
}

async function whyNotAttested({ engine }: ExplainContext, row: Row): Promise<string> {
  const found = await engine.one<Row>(sql`
    select 1 as found from attestation s join person_member m on m.payer = s.payer and m.member_id = s.member_id
    where m.person_id = ${String(row.person_id)} limit 1`)
  return found
    ? 'there is a statement, but none that was made before the day of the list, not taken back by then, for a known practice'
    : 'there is no statement'
}

async function byClaims(context: ExplainContext, { one }: Asked, step: ClaimsStep): Promise<Said> {
  const [found] = await context.engine.rows<Row>(one.winner(step))
  const { first, end } = one.window(step)
  if (!found) return { practice_id: null, says: `there is no such service from ${first} up to ${end}` }
  if (found.won === true) return { practice_id: text(found.practice_id), says: `from ${first} up to ${end}` }
  const lacks: string[] = []
  for (const { alone, says } of conditionsOf(step)) {
    const [with_it] = await context.engine.rows<Row>(one.winner(alone))
    if (with_it?.won !== true) lacks.push(says)
  }
  return {
    practice_id: null,
    says: `of the practice that comes first from ${first} up to ${end}: ${lacks.join(', and ')}`,
  }
}

/** The conditions of a step, each alone: which of them fails is what keeps the first practice from having the person. */
function conditionsOf(step: ClaimsStep): { alone: ClaimsStep; says: string }[] {
  const { least_share, when, seen, ...rest } = step
  const plain: ClaimsStep = { ...rest, wins: 'plurality' }
  return [
    ...(step.wins === 'majority' ? [{ alone: { ...plain, wins: step.wins }, says: 'it has not more than half' }] : []),
    ...(least_share
      ? [
          {
            alone: { ...plain, wins: step.wins, least_share },
            says: 'its share is below the least that the step asks for',
          },
        ]
      : []),
    ...(when
      ? [{ alone: { ...plain, when }, says: 'the clinicians whom the step is for have too small a share of all' }]
      : []),
    ...(seen ?? []).map((one) => ({
      alone: { ...plain, seen: [one] },
      says: `no ${one.clinician_types.map((type) => type.replaceAll('-', ' ')).join(' or ')} was seen there`,
    })),
  ]
}
