import type { Parameter } from '../model/parameter.ts'
import type { AttributionRule } from './rule.ts'
import type { ClaimsStep, Clinicians, Order, RuleStep } from './rule-file.ts'

/** How the lists of a rule come about, in a sentence. */
export function listsInWords({ lists }: AttributionRule): string {
  const { kind, every, lag, from } = lists
  const since = from ? `, from ${from}` : ''
  const ahead = `a list for each ${every}, made ahead${lag ? ` on services that end ${newest(lag)} months before it` : ''}`
  if (kind === 'retrospective') return 'One list for the period, made after it.'
  if (kind === 'prospective') return sentence(`${ahead}${since}`)
  return sentence(`${ahead}; after the period a final one on the services of the period itself${since}`)
}

/** Whom the rule sees, in a sentence. */
export function populationInWords({ population }: AttributionRule): string {
  if (!population) return 'Everybody with a month of coverage.'
  const without = population.without ? ` and none of ${among(population.without, 'or')}` : ''
  return `Everybody with a month of ${among(population.lines_of_business, 'or')}${without}.`
}

/** What a step does, in sentences. */
export function stepInWords(step: RuleStep): string {
  const from = step.from ? ` For lists from ${step.from} on.` : ''
  return `${stepAlone(step)}${from}`
}

function stepAlone(step: RuleStep): string {
  switch (step.step) {
    case 'attested':
      return "The practice that the patient's newest statement names."
    case 'plan-assigned':
      return `The practice on the payer's own newest list${step.lines_of_business ? `, of ${among(step.lines_of_business, 'or')}` : ''}.`
    case 'place':
      return 'The practice of the place where the person lives, by ZIP code.'
    case 'rule':
      return `What ${step.rule} decides${step.organizations ? `, for practices of ${among(step.organizations, 'or')}` : ''}.`
    case 'claims':
      return claimsInWords(step)
  }
}

function claimsInWords(step: ClaimsStep): string {
  const [first, ...ties] = step.order
  const services = among(
    step.services.map((one) => `\`${one}\``),
    'or',
  )
  const parts = [
    `By ${services} with ${whose(step.clinicians)} over ${newest(step.window)} months: the ${UNIT[step.unit]} with ${first ? MOST[first] : ''}${enough(step)}.`,
    ...(step.recent
      ? [
          `The last ${newest(step.recent.months)} months weigh ${newest(step.recent.weight)}, those before ${newest(step.recent.earlier_weight)}.`,
        ]
      : []),
    ...(step.when
      ? [`Only where ${whose(step.when.clinicians)} have at least ${newest(step.when.least_share)} of all.`]
      : []),
    ...(step.seen ?? []).map(
      ({ clinician_types, months }) =>
        `Only where a ${among(clinician_types.map(plain), 'or')} was seen there in ${newest(months ?? step.window)} months.`,
    ),
    ...(step.unit === 'practice' ? [] : ['Within it the practice by the same order.']),
    `Ties: ${among(ties.map((one) => MOST[one]))}.`,
  ]
  return parts.join(' ')
}

function enough({ wins, least_share }: ClaimsStep): string {
  if (wins === 'majority') return ', if it has more than half'
  return least_share ? `, if it has at least ${newest(least_share)} of all` : ''
}

const UNIT: Record<ClaimsStep['unit'], string> = {
  practice: 'practice',
  organization: 'organization',
  aco: 'ACO, or organization outside any,',
}

const MOST: Record<Order, string> = {
  visits: 'the most visits',
  allowed_usd: 'the most allowed dollars',
  last_visit: 'the latest visit',
  first_visit: 'the earliest visit',
  practice_id: 'the smaller key',
}

export const whose = (clinicians: Clinicians): string => {
  if (clinicians === 'any') return 'all clinicians'
  if (clinicians === 'primary-care') return 'primary-care clinicians'
  return typeof clinicians === 'string' ? clinicians : `clinicians of ${among(clinicians, 'or')}`
}

/** What the newest of a parameter's dated values says. */
export const newest = ({ values }: Parameter): string => {
  const value = values?.at(-1)?.value
  return typeof value === 'string' ? value : 'an unpublished number of'
}

const plain = (key: string): string => key.replaceAll('-', ' ')
const sentence = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}.`

export function among(words: readonly string[], last = 'then'): string {
  const rest = words.slice(0, -1)
  return rest.length === 0 ? (words[0] ?? '') : `${rest.join(', ')} ${last} ${words.at(-1)}`
}
