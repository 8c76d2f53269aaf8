import type { Role } from '../api/people/sign-in.ts'

/** Roles that may see people by name, each its own; the others count. */
export const seesPeople = (role: Role | undefined): boolean =>
  role === 'practice' || role === 'provider-organization' || role === 'payer' || role === 'operator'

/** Roles that treat: what is theirs is “yours” on their pages. */
export const treats = (role: Role | undefined): boolean => role === 'practice' || role === 'provider-organization'

export const KIND: Record<string, string> = {
  retrospective: 'made afterwards',
  prospective: 'made ahead',
  preliminary: 'preliminary',
  final: 'final',
}

const CAME: Record<string, string> = {
  'other-practice': 'Was with another practice',
  'not-there-before': 'Was on no list before',
  'not-in-population': 'The rule did not see the person before',
  'no-primary-care': 'Had no primary-care visit before',
  'no-service': 'Had no service before',
  'below-share': 'Went to several practices, and to none enough',
  'not-listed': 'Was on no list of a payer before',
  'not-attested': 'Had made no statement before',
  'other-organization': 'Was with another organization’s programme',
}
const LEFT: Record<string, string> = {
  'other-practice': 'Is with another practice now',
  death: 'Has died',
  'coverage-ended': 'Has no coverage now',
  'left-population': 'The rule does not see the person now',
  'no-primary-care': 'Has no primary-care visit in the time looked at',
  'no-service': 'Has no service in the time looked at',
  'below-share': 'Goes to several practices, and to none enough',
  'not-listed': 'Is on no list of a payer now',
  'not-attested': 'Has no statement in force now',
  'other-organization': 'Is with another organization’s programme',
}
const CHANGED: Record<string, string> = {
  'other-clinician': 'Sees another clinician here most',
  'other-step': 'Is here by another step of the rule',
}

/** Why somebody came, changed or left, in a sentence. */
export function becauseInWords(state: string, because: string | null): string {
  const known = state === 'dropped' ? LEFT : state === 'changed' ? CHANGED : CAME
  if (because === null) return '–'
  return known[because] ?? because.replaceAll('-', ' ')
}

const REASON: Record<string, string> = {
  attested: 'The patient chose this practice',
  'plan-assigned': 'The payer’s list names this practice',
  plurality: 'Most services at this practice',
  majority: 'More than half of the services at this practice',
  'minimum-share': 'Enough of the services at this practice',
  'recent-visit': 'The newest visit was at this practice',
  'first-visit': 'The first visit was at this practice',
  place: 'Lives in this practice’s area',
}

/** Why a rule places somebody here. */
export const reasonInWords = (reason: string | null): string =>
  reason === null ? '–' : (REASON[reason] ?? reason.replaceAll('-', ' '))

export const LINES: Record<string, string> = {
  'medicare-ffs': 'Medicare',
  'medicare-advantage': 'Medicare Advantage',
  'medicaid-ffs': 'Medicaid',
  'medicaid-managed-care': 'Medicaid managed care',
  commercial: 'commercial',
  'self-funded': 'self-funded',
}
export const lineInWords = (line: string): string => LINES[line] ?? line.replaceAll('-', ' ')
