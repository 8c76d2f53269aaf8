import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { ATTRIBUTION_RULE } from '../../alignment/profile/of-statements.ts'
import { stateAnswers } from '../../register/alignment/profile-answers.ts'
import type { Register } from '../../register/open.ts'

type Given = string | boolean | readonly string[]

const SOURCE = 'Made up for the demonstration region'

/** What the six payers agreed on beside the common model of payment. */
const AGREED: Readonly<Record<string, Given>> = {
  shared_goals: ['affordability', 'quality', 'primary-care-investment', 'provider-burden'],
  priority_conditions: ['diabetes', 'behavioral-health', 'prevention'],
  progress_reports: ['public-report', 'dashboard'],
  care_manager: 'joint',
  social_needs: 'referral',
  measure_source: 'common-set',
  specifications: 'steward',
  aggregation: 'across-payers',
  list_corrections: true,
  method_published: 'public',
  risk_described: true,
  roster_format: 'table',
  claims_cadence: 'monthly',
  claims_format: 'apcd',
  event_notices: 'exchange',
  portal: 'shared',
  performance_reports: ['attribution', 'gaps', 'quality', 'cost', 'incentive'],
  interfaces: ['fhir-provider', 'sftp'],
  clinical_data: 'exchange',
  coaching: 'joint',
  learning: ['collaborative', 'webinars'],
  modeling_tools: true,
  provider_voice: ['committee', 'comments'],
}

/** What each payer said of itself, from which day on; null: it says so no more. */
const SAID: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Given | null>>>>>> = {
  medicare: {
    '2024-01-01': {
      attribution_rule: 'mssp',
      shared_goals: ['affordability', 'quality'],
      progress_reports: ['public-report'],
      measure_source: 'cms-program',
      specifications: 'steward',
      aggregation: 'by-payer',
      list_corrections: false,
      method_published: 'public',
      risk_described: true,
      roster_format: 'payer-table',
      claims_cadence: 'weekly',
      claims_format: 'cclf',
      event_notices: 'none',
      portal: 'payer',
      interfaces: ['fhir-bulk', 'sftp'],
      coaching: 'center',
      learning: ['webinars', 'on-demand'],
      provider_voice: ['comments'],
    },
    '2025-01-01': { measure_source: 'common-set', clinical_data: 'record' },
  },
  'harbor-advantage': {
    '2024-01-01': {
      shared_goals: ['affordability', 'quality', 'primary-care-investment'],
      priority_conditions: ['diabetes', 'copd', 'prevention'],
      care_manager: 'payer',
      measure_source: 'payer-own',
      specifications: 'steward-deviations',
      aggregation: 'by-payer',
      list_corrections: true,
      roster_format: 'payer-table',
      claims_cadence: 'monthly',
      claims_format: 'fhir-bulk',
      event_notices: 'payer',
      portal: 'payer',
      interfaces: ['fhir-provider', 'fhir-bulk'],
      coaching: 'payer',
      modeling_tools: false,
    },
    '2025-01-01': { measure_source: 'common-set', aggregation: 'across-payers', roster_format: 'table' },
    '2025-07-01': { event_notices: 'exchange', portal: 'shared' },
  },
  'state-medicaid': {
    '2024-01-01': {
      attribution_rule: 'vermont-medicaid',
      shared_goals: ['affordability', 'quality', 'equity', 'access'],
      priority_conditions: ['maternal-health', 'behavioral-health', 'prevention'],
      progress_reports: ['public-report', 'dashboard'],
      care_manager: 'joint',
      social_needs: 'referral',
      measure_source: 'state-set',
      specifications: 'steward',
      aggregation: 'across-payers',
      list_corrections: true,
      method_published: 'public',
      risk_described: true,
      roster_format: 'table',
      claims_cadence: 'quarterly',
      claims_format: 'apcd',
      event_notices: 'exchange',
      portal: 'shared',
      interfaces: ['sftp'],
      clinical_data: 'exchange',
      coaching: 'joint',
      learning: ['collaborative', 'webinars'],
      provider_voice: ['committee', 'comments'],
    },
    '2025-01-01': { measure_source: 'common-set', claims_cadence: 'monthly' },
  },
  'bridge-health-plan': {
    '2024-01-01': {
      shared_goals: ['quality', 'equity', 'access'],
      priority_conditions: ['behavioral-health', 'substance-use', 'prevention'],
      care_manager: 'joint',
      social_needs: 'referral',
      measure_source: 'state-set',
      specifications: 'steward',
      aggregation: 'across-payers',
      list_corrections: true,
      roster_format: 'table',
      claims_cadence: 'monthly',
      claims_format: 'apcd',
      event_notices: 'exchange',
      portal: 'shared',
      coaching: 'joint',
      provider_voice: ['workgroup'],
    },
    '2025-01-01': { measure_source: 'common-set' },
    // It left the shared place to sign in: what drift looks like.
    '2025-10-01': { portal: 'payer', roster_format: 'payer-table' },
  },
  'summit-health': {
    '2024-01-01': {
      attribution_rule: 'plurality',
      shared_goals: ['affordability', 'quality', 'primary-care-investment', 'provider-burden'],
      care_manager: 'provider-organization',
      social_needs: 'screening',
      measure_source: 'payer-own',
      specifications: 'own',
      aggregation: 'by-payer',
      list_corrections: false,
      method_published: 'providers',
      risk_described: false,
      roster_format: 'payer-table',
      claims_cadence: 'quarterly',
      claims_format: 'payer-table',
      event_notices: 'payer',
      portal: 'payer',
      performance_reports: ['quality', 'cost'],
      coaching: 'payer',
      modeling_tools: false,
    },
    '2025-01-01': { measure_source: 'common-set', specifications: 'steward', method_published: 'public' },
    '2025-04-01': { risk_described: true, claims_cadence: 'monthly' },
  },
  'keystone-mutual': {
    '2025-01-01': {
      attribution_rule: 'hcp-lan',
      shared_goals: ['affordability'],
      measure_source: 'payer-own',
      aggregation: 'by-payer',
      roster_format: 'screen',
      claims_cadence: 'none',
      claims_format: 'none',
      event_notices: 'none',
      portal: 'payer',
      coaching: 'none',
    },
    '2025-07-01': { coaching: null },
  },
}

/** What the region's payers are held against. */
export function writeReference(models: string): void {
  const reference = {
    title: 'Common model of the demonstration region',
    about: 'What six payers agreed on: the common model of payment, and how data, reports and help reach practices.',
    model: 'demo/common-model',
    track: 'ffs-plus',
    profile: Object.fromEntries(Object.entries(AGREED).map(([element, value]) => [element, { value, source: SOURCE }])),
  }
  mkdirSync(join(models, 'alignment'), { recursive: true })
  writeFileSync(join(models, 'alignment', 'reference.yaml'), stringify(reference, { lineWidth: 120 }))
}

/** What each payer answered when it was asked. */
export async function recordDemonstrationProfiles(register: Register, now: string): Promise<void> {
  const answers = Object.entries(SAID).flatMap(([payer, byDay]) =>
    Object.entries(byDay).flatMap(([from_date, said]) =>
      Object.entries(said).map(([element, value]) => ({
        payer,
        element,
        from_date,
        answer: value === null ? null : JSON.stringify({ value, source: sourceOf(payer, element) }),
        stated_by: 'demonstration',
      })),
    ),
  )
  await stateAnswers(register, answers, { role: 'operator', organization_id: null }, now)
}

const sourceOf = (payer: string, element: string): string =>
  element === ATTRIBUTION_RULE ? `${SOURCE}: ${payer}'s rule for members outside the common model` : SOURCE
