import type { Action } from './routes.ts'

/**
 * What a program may ask for, in the words of SMART App Launch 2: read and search of a resource. What a scope opens is
 * still decided by the program's role, participant and practices. No scope opens an act.
 */
export const SCOPES: Readonly<Record<string, { opens: readonly Action[]; about: string }>> = {
  'system/Organization.rs': {
    opens: [
      ...(['read-periods', 'read-practices', 'read-practice', 'read-alignment', 'read-alignment-answers'] as const),
      ...(['read-alignment-actions', 'read-practice-alignment', 'read-pathway', 'read-burden', 'read-rubric'] as const),
      ...(['read-initiatives', 'read-recommendations', 'read-recommendation', 'read-adoption', 'read-plan'] as const),
      ...(['read-calendar', 'read-meetings', 'read-meeting-document'] as const),
    ],
    about:
      'Periods, practices and how many people they have, and how payers’ contracts work, without an amount, and what an initiative recommends',
  },
  'system/Group.rs': {
    opens: ['read-panel', 'read-roster', 'read-reconciliation', 'read-attribution', 'read-churn'],
    about: 'Who is on the panel of a practice, by which rule and why, and what lists say',
  },
  'system/Patient.rs': { opens: ['read-person'], about: 'A person: coverage, measures, care' },
  'system/MeasureReport.rs': {
    opens: ['read-scorecard', 'read-cost', 'read-practice-cost', 'read-effect'],
    about: 'Rates and cost of a practice, what was spent, and what alignment does',
  },
  'system/PaymentReconciliation.rs': {
    opens: ['read-payments', 'read-exhibit', 'read-business-case', 'read-adoption-flows'],
    about: 'What contracts pay, and how, and what support of practices costs and brings its payer',
  },
  'system/Provenance.rs': { opens: ['read-explanation'], about: 'What a number is made of' },
  'system/DocumentReference.rs': {
    opens: [
      ...(['read-submissions', 'read-submission', 'read-submission-content', 'read-feeds'] as const),
      ...(['read-waivers', 'read-agreements', 'read-left-out', 'read-lateness', 'read-findings'] as const),
    ],
    about: 'Deliveries, what was found in them, what is owed',
  },
}

/** Every scope above. */
export const ALL_SCOPES = 'system/*.rs'

export const isScope = (scope: string): boolean => scope === ALL_SCOPES || Object.hasOwn(SCOPES, scope)

/** Of the scopes asked for, those that were registered; `system/*.rs` on either side stands for every one. */
export function grantedScopes(asked: readonly string[], registered: readonly string[]): string[] {
  const all = (scopes: readonly string[]) =>
    scopes.includes(ALL_SCOPES) ? Object.keys(SCOPES) : scopes.filter((one) => Object.hasOwn(SCOPES, one))
  const may = all(registered)
  return all(asked).filter((one, place, list) => may.includes(one) && list.indexOf(one) === place)
}

export const scopesOpen = (scopes: readonly string[], action: Action): boolean =>
  scopes.some((one) => SCOPES[one]?.opens.includes(action))
