import { ALIGNMENT_IDS, ALIGNMENT_NUMBERS, ALIGNMENT_REST } from './alignment.ts'
import { COST_IDS, COST_NUMBERS, COST_REST } from './cost-looks.ts'
import { PAYERS, PRACTICES } from './world.ts'

/** One answer that a viewer got: everything an attacker may work with. */
export type Answer = {
  run: number
  url: string
  status: number
  body: string
  /** What the server did for it: queries and transactions, of which the time of an answer tells. */
  work: number
}

export type Ask = (url: string) => Promise<Pick<Answer, 'status' | 'body' | 'work'>>

/** The numbers of a run, or all that can be had: every address in each form, and what answers lead to. */
export type Look = 'numbers' | 'everything'

export async function look(run: number, ask: Ask, far: Look): Promise<Answer[]> {
  const seen = new Map<string, Answer>()
  const waiting = [...NUMBERS, ...(far === 'everything' ? REST : [])]
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (seen.has(url)) continue
    const answer: Answer = { run, url, ...(await ask(url)) }
    seen.set(url, answer)
    if (answer.status !== 200 || far === 'numbers') continue
    if (url.endsWith('/panel?limit=500')) waiting.push(...FILTERS.map((one) => `${url}&${one}`), ...peopleOf(answer))
    if (!url.includes('&')) waiting.push(...ledTo(answer.body))
  }
  return [...seen.values()]
}

const inBothForms = (url: string): string[] => [url, `${url}${url.includes('?') ? '&' : '?'}format=csv`]

/** The rule by which the panel is made, and one that says something else. */
export const PANEL_RULE = 'attested-then-plurality'
const OTHER_RULE = 'mssp'

/** A practice that is not there: it must be refused like one that is another's. */
const SOMEWHERE = [...PRACTICES, 'nowhere']
const NUMBERS = [
  '/api/practices',
  ...SOMEWHERE.flatMap((practice) =>
    ['', '/scorecard', '/scorecard?table=cost', '/payments'].map((one) => `/api/practices/${practice}${one}`),
  ),
  ...COST_NUMBERS(SOMEWHERE),
  ...ALIGNMENT_NUMBERS,
  `/api/attribution/churn?rule=${PANEL_RULE}`,
  `/api/attribution/minimum?rule=${PANEL_RULE}`,
].flatMap(inBothForms)

const REGISTERS = ['periods', 'submissions', 'feeds', 'waivers', 'agreements', 'left-out', 'policy', 'publications']
const OWN = ['session', 'account', 'people', 'api-clients', 'break-glass', 'log', 'log/export']
const REST = [
  ...COST_REST,
  ...COST_IDS.map(explanation),
  ...ALIGNMENT_REST,
  ...ALIGNMENT_IDS.map(explanation),
  ...inBothForms('/api/attribution/rules'),
  ...inBothForms('/api/attribution/lateness'),
  ...['agreement', 'practices', 'flows'].flatMap((table) =>
    [OTHER_RULE, 'payer-list'].flatMap((b) => inBothForms(`/api/attribution/compare?b=${b}&table=${table}`)),
  ),
  ...inBothForms(`/api/attribution/churn?rule=${OTHER_RULE}&table=stability`),
  ...inBothForms(`/api/attribution/minimum?rule=${OTHER_RULE}`),
  ...[...REGISTERS, ...OWN].map((one) => `/api/${one}`),
  ...REGISTERS.map((one) => `/api/${one}?format=csv`),
  ...SOMEWHERE.flatMap((practice) => [
    ...inBothForms(`/api/practices/${practice}/panel?limit=500`),
    ...['roster', `roster?rule=${OTHER_RULE}`, 'roster?list=2024', 'reconciliation'].flatMap((one) => [
      ...inBothForms(`/api/practices/${practice}/${one}${one.includes('?') ? '&' : '?'}limit=all`),
    ]),
    `/api/practices/${practice}/roster?format=fhir`,
    `/api/practices/${practice}/reconciliation?format=csv&table=unnamed`,
    ...['named_by=plan', 'outcome=elsewhere', 'decision=claims'].map(
      (one) => `/api/practices/${practice}/reconciliation?${one}&limit=all`,
    ),
    `/api/access?practice_id=${practice}`,
    `/api/practices/${practice}/panel/somebody`,
    `/api/practices/${practice}/panel/somebody/access`,
  ]),
  ...[...PAYERS, 'nobody'].flatMap((payer) => [
    `/api/submissions/${payer}-m00`,
    ...['report.pdf', 'report.csv', 'records.csv'].map((part) => `/api/submissions/${payer}-m00/${part}`),
    // Whoever knows one id can make up another's: of a contract, a rate, a member, a record.
    explanation(`person_member:${payer}:${payer}/elm-${payer}-1`),
    explanation(`person_line:medical_claim-${payer}-m00:1:1`),
    ...SOMEWHERE.flatMap((practice) => [
      explanation(`statement:2025:${payer}:${practice}:demo/common-model`),
      explanation(`measure_rate:2025:hba1c-control:${practice}:${payer}`),
    ]),
  ]),
]

const FILTERS = [
  ...PAYERS.map((payer) => `payer=${payer}`),
  ...['new', 'continuing', 'dropped'].map((change) => `change=${change}`),
  ...['attested', 'plurality'].map((reason) => `reason=${reason}`),
  'gap=hba1c-control',
  ...['name', '-visits', 'last_visit', '-gaps', '-own_paid_usd'].map((sort) => `sort=${sort}`),
]

function peopleOf({ url, body }: Answer): string[] {
  const { rows } = JSON.parse(body) as { rows: { person_id: string }[] }
  const at = url.slice(0, url.indexOf('?'))
  return rows.slice(0, 2).flatMap(({ person_id }) => [`${at}/${person_id}`, `${at}/${person_id}/access`])
}

/** Explanations that an answer offers. */
const ledTo = (body: string): string[] =>
  [...body.matchAll(/"(?:explain_id|id)":"([^"]+)"/g)]
    .map(([, id = '']) => id)
    .filter((id) => id.includes(':'))
    .slice(0, 3)
    .map(explanation)

function explanation(id: string): string {
  return `/api/explain/${encodeURIComponent(id)}`
}
