import type { Outcome } from '../../api/attribution/rosters.ts'

export const OUTCOME: Record<Outcome, string> = {
  here: 'This practice',
  elsewhere: 'Another practice',
  nowhere: 'Undecided',
}

const DECISION: Record<string, string> = {
  attested: 'The patient’s word',
  'all-agree': 'All lists agree',
  'two-agree': 'Two lists of three',
  claims: 'Claims',
  plan: 'A payer’s list',
  practice: 'The practice’s list',
  undecided: 'No step decides',
  nowhere: 'No list names a practice',
}
export const decisionInWords = (decision: string): string => DECISION[decision] ?? decision.replaceAll('-', ' ')

const RECORD: Record<string, string> = {
  'unknown-member': 'a number that nobody knows',
  'sent-by-another': 'about another organization’s practice',
  'no-practice-named': 'names no practice',
  'unknown-practice': 'names a practice that is not in the directory',
  'tin-of-several-practices': 'names a tax number of several practices',
  'clinician-without-practice': 'names a clinician who works at no practice',
  'clinician-at-several-practices': 'names a clinician of several practices',
  'not-covered': 'no coverage by that payer in the month of the list',
}

/** `recordInWords('plan not-covered')`: whose list, and why its record does not count. */
export function recordInWords(said: string): string {
  const [source = '', state = ''] = said.split(' ')
  return `${source === 'plan' ? 'Payer’s list' : 'Own list'}: ${RECORD[state] ?? state.replaceAll('-', ' ')}`
}

const STATE: Record<string, string> = {
  'one-list-twice': 'One list names the person at two practices',
  'two-payers-differ': 'Two payers’ lists name two practices',
  'two-practices-claim': 'Two practices have the person on their lists',
}
export const stateInWords = (state: string): string | undefined => STATE[state]
