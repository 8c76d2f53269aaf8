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
  'One row per rule, list and person whom the rule can see: the practice that is theirs by that rule, or why none is.',
  'rule list person_id',
  `
  rule                   code!  the attribution rule's key
  list                   code!  the list's own period: 2025, 2025-Q1 or 2025-03
  period                 code!  the run's period or the one before it, in which the list lies
  kind                   code!  prospective, retrospective, preliminary or final
  effective_from         date!  first day on which the list holds
  effective_until        date!  the day after the last; whole months
  known_on               date!  the earliest day on which the list could be made: the end of its window
  person_id              code!  the person
  practice_id            code   the practice; empty when no step attributes the person
  organization_id        code   the practice's provider organization
  npi                    code   the clinician, where the step names one
  step                   integer  the step of the rule that decided, from 1
  reason                 code!  attested, plan-assigned, plurality, …, or why there is none: not-in-population, no-service, …
  visits                 integer  visits with the practice in the window
  allowed_usd            usd    spend of those visits
  last_visit             date   the latest of them
  share                  share  the practice's part of what the person had with all candidates
  candidates             integer!  practices among which the step decided
  attested_on            date   day of the statement that decided
  file_id                code   file of the statement or list record that decided
  record_number          integer  that physical record`,
)
