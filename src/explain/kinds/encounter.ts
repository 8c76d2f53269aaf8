import { claimsOf, encounterOf, linesOf, type OneEncounter } from '../../cost/encounter/one-encounter.ts'
import { type EncounterKind, type EncounterModel, readEncounterModel } from '../../cost/encounter-model.ts'
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
import { lineTerm } from '../terms.ts'

const NAMED: Record<EncounterKind, string> = {
  'inpatient-stay': 'A stay in hospital',
  'skilled-nursing': 'A stay in a nursing facility',
  observation: 'An observation',
  'emergency-visit': 'A visit to an emergency department',
}

const SHOWN_BY: Record<string, string> = {
  'bill-type': 'the type of bill shows it',
  'room-and-board': 'an admission with a room and board revenue code shows it',
  'observation-revenue': 'observation hours among the revenue codes show it',
  'emergency-revenue': 'an emergency room among the revenue codes shows it',
  'emergency-place': 'no facility billed it; a clinician did, in an emergency room',
}

/** An encounter: its lines, and why the claims of several facilities, days or payers are one. */
export const encounter: Kind = async (context, keys) => {
  const [person_id = '', encounter_id = ''] = keys
  if (keys.length !== 2) return undefined
  const model = readEncounterModel(context.models)
  const one = { person_id, encounter_id, payer: context.payer ?? null }
  const found = await rowFor(context, model, one)
  if (!found) return undefined
  const kind = found.kind as EncounterKind
  const { rows, left_out } = await listed<Row>(context, linesOf(model, one))
  return explained({
    id: explainId('encounter', ...keys),
    kind: 'encounter',
    title: `${NAMED[kind]} of one person, ${found.first_date}`,
    value: text(found.spend_usd),
    unit: 'usd',
    because: because(found, model),
    reason: text(found.reason),
    rule: text(found.rule),
    formula: 'sum of the lines',
    steps: stepsOf(await context.engine.rows<Claim>(claimsOf(model, one)), model.kinds[kind].source),
    terms: [
      parameter('kind', 'What shows it', model.kinds[kind].about, 'text', model.kinds[kind].source),
      ...followed(found, model),
      ...rows.map((line) => lineTerm(line, 'spend_usd', PART[String(line.part)])),
    ],
    records: await context.records([
      { file_id: text(found.file_id) ?? '', record_number: Number(found.record_number) },
    ]),
    more: { terms: left_out, records: 0 },
  })
}

/** The run's row; of one payer's records alone, the row that they make, whatever others sent. */
const rowFor = (context: ExplainContext, model: EncounterModel, one: OneEncounter): Promise<Row | undefined> =>
  one.payer === null
    ? rowOf(context, 'encounter', ['person_id', 'encounter_id'], [one.person_id, one.encounter_id])
    : context.engine.one<Row>(encounterOf(model, one))

const PART: Readonly<Record<string, string>> = {
  facility: "the facility's line",
  clinician: "a clinician's line, while it lasts,",
  'outpatient-claim': 'line of an outpatient hospital claim',
  'emergency-clinician': "an emergency room clinician's line",
}

function because(found: Row, { readmission }: EncounterModel): string {
  const { kind, first_date, last_date, discharge_date } = found
  const [claims, transfers, visits, observations] = ['claims', 'transfers', 'emergency_visits', 'observations'].map(
    (name) => Number(found[name]),
  )
  const isStay = kind === 'inpatient-stay' || kind === 'skilled-nursing'
  const days = first_date === last_date ? `on ${first_date}` : `from ${first_date} to ${last_date}`
  const parts = [
    `${NAMED[kind as EncounterKind]} ${days}: ${SHOWN_BY[String(found.reason)] ?? found.reason}.`,
    Number(claims) > 1
      ? isStay
        ? `${claims} claims follow one another without a day between and are one stay.`
        : `${claims} claims have a day in common and are one visit.`
      : '',
    Number(transfers) > 0 ? `The person was transferred ${times(Number(transfers))}.` : '',
    isStay && Number(visits) > 0 ? `${visits} emergency visit${Number(visits) === 1 ? '' : 's'} ended in it.` : '',
    isStay && Number(observations) > 0
      ? `${observations} observation${Number(observations) === 1 ? '' : 's'} ended in it.`
      : '',
    isStay && discharge_date === null ? 'Nobody has reported a discharge.' : '',
    found.readmission_of !== null
      ? `It began ${found.days_since_stay} days after the last day of the stay before it, at most ${readmission.days}, and is a readmission to it.`
      : '',
    Number(found.lines_without_amount) > 0 ? `${found.lines_without_amount} of its lines came without an amount.` : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

const times = (n: number): string => (n === 1 ? 'once' : `${n} times`)

function followed({ person_id, readmission_of }: Row, { readmission }: EncounterModel): Term[] {
  if (readmission_of === null || readmission_of === undefined) return []
  return [
    parameter(
      'readmission_days',
      'Days within which a stay is a readmission',
      readmission.days,
      'count',
      readmission.source,
    ),
    result(
      'readmission_of',
      'The stay before it',
      readmission_of,
      'code',
      explainId('encounter', text(person_id), text(readmission_of)),
    ),
  ]
}

type Claim = { first_date: string; last_date: string; what: string; elsewhere: boolean | null }

const WHAT: Record<string, string> = {
  stay: "A facility's claim",
  observation: 'An outpatient claim with observation hours',
  emergency: 'An outpatient claim of an emergency room',
}

/** Each claim with what ties it to those before it. */
function stepsOf(claims: readonly Claim[], source: string): Step[] {
  const stay = claims.some(({ what }) => what === 'stay')
  return claims.map((claim, i) => ({
    component: `claim_${i + 1}`,
    label: `${WHAT[claim.what] ?? claim.what}, to ${claim.last_date}`,
    value: claim.first_date,
    unit: 'date',
    formula: 'first day',
    says: ties(claim, claims.slice(0, i), stay),
    source: i === 0 ? source : null,
  }))
}

function ties({ what, elsewhere }: Claim, before: readonly Claim[], stay: boolean): string {
  if (what !== 'stay' && stay)
    return 'it ended on the day of admission or the day before, or lies in the stay, and so is part of it'
  const [same] = before.filter((one) => one.what === 'stay' || !stay)
  if (!same) return 'it begins the encounter'
  if (what !== 'stay') return 'it has a day in common with those before it'
  if (elsewhere === null) return 'it begins by the day after the last day so far'
  return elsewhere
    ? 'it begins by the day after the last day so far, at another facility: a transfer'
    : 'it begins by the day after the last day so far, at the same facility: it continues the stay'
}
