import { table } from '../lake/table.ts'

export const attribution = table(
  'attribution',
  'One row per person with coverage in the period: the practice that is theirs, or why none is.',
  'period person_id',
  `
  period                 code!  the period, for example 2025
  person_id              code!  the person
  practice_id            code   the practice; empty when no step attributes the person
  organization_id        code   the practice's provider organization
  npi                    code   the clinician, where the step names one
  step                   integer  the step of the rule that decided, from 1
  reason                 code!  attested, plurality or no-primary-care
  rule                   code!  the attribution rule's key
  visits                 integer  primary-care visits with the practice in the window
  allowed_usd            usd    spend of those visits
  last_visit             date   the latest of them
  attested_on            date   day of the statement that decided
  file_id                code   file of that statement
  record_number          integer  its physical record`,
)

export const attributionCandidate = table(
  'attribution_candidate',
  'One row per person and practice that the person saw for primary care in the window, ranked as the rule ranks them.',
  'period person_id practice_id',
  `
  period                 code!  the period
  person_id              code!  the person
  practice_id            code!  the practice
  place                  integer!  rank by the rule, from 1
  visits                 integer!  primary-care visits in the window
  allowed_usd            usd    spend of those visits
  last_visit             date!  the latest of them
  rule                   code!  the attribution rule's key`,
)

export const ruleAttribution = table(
  'rule_attribution',
  'One row per rule, list and person with coverage in a month of the list: the practice that is theirs by that rule, or why none is.',
  'rule list person_id',
  `
  rule                   code!  the attribution rule's key
  list                   code!  the months that the list is for: 2025, 2025-Q1 or 2025-03
  period                 code!  the period of the run that it belongs to
  kind                   code!  retrospective, prospective, preliminary or final
  effective_from         date!  first day of the first month that it is for
  effective_until        date!  first day after the last one
  known_on               date!  first day after the services looked at: before it the list cannot be made
  person_id              code!  the person
  practice_id            code   the practice; empty when no step attributes the person
  organization_id        code   the practice's provider organization
  npi                    code   the clinician: named in a statement or list, else the one seen last at the practice
  step                   integer  the step of the rule that decided, from 1
  reason                 code!  attested, plan-assigned, plurality, majority, minimum-share, recent-visit, first-visit or place; without a practice no-primary-care, no-service, below-share, not-listed, not-attested, or, of other rules, other-organization or not-in-population
  visits                 integer  visits of that step with the practice in its window
  allowed_usd            usd    spend of those visits
  last_visit             date   the latest of them
  share                  share  what the practice, or its unit, has of all that the step counts
  candidates             integer!  practices that the step ranked
  attested_on            date   day of the statement that decided
  file_id                code   file of the statement or of the payer's list that decided
  record_number          integer  its physical record`,
)
