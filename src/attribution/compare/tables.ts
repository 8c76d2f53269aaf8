import { table } from '../../lake/table.ts'

export const ruleList = table(
  'rule_list',
  'One row per list that a rule makes: when it holds, which list came before it, and how many it places.',
  'rule list',
  `
  rule                   code!  the attribution rule's key
  list                   code!  the list's own period: 2025, 2025-Q1 or 2025-03
  kind                   code!  prospective, retrospective, preliminary or final
  period                 code!  the run's period or the one before it, in which the list lies
  effective_from         date!  first day on which the list holds
  effective_until        date!  the day after the last
  known_on               date!  the earliest day on which the list could be made
  place                  integer!  its place among the rule's lists of this kind, from 1
  previous_list          code   the list of this rule and kind before it
  compared_in            code   the period for whose last month this list stands in comparisons with other rules
  people                 integer!  people whom the rule could place
  attributed             integer!  those with a practice
  practices              integer!  practices with at least one of them`,
)

export const agreementFlow = table(
  'agreement_flow',
  'One row per pair of rules, payer, line of business and pair of practices: people whom one rule places at the one and the other at the other.',
  'period rule_a rule_b payer line_of_business practice_a practice_b',
  `
  period                 code!  the period; the lists compared are those that hold in its last month
  rule_a                 code!  a rule
  rule_b                 code!  another rule, later in the alphabet; or payer-list, the payer's own list
  payer                  code!  the payer that covers the people in the period, or all
  line_of_business       code!  the line of business, or all
  practice_a             code!  the practice by the one; none where it places the person nowhere
  practice_b             code!  the practice by the other; none; of a payer's list also several or unknown
  people                 integer!  people
  truncated_usd          usd    their spend in the period after truncation; empty where none of them has any known`,
)

export const agreement = table(
  'agreement',
  'One row per pair of rules, payer and line of business: how far they place the same people at the same practices.',
  'period rule_a rule_b payer line_of_business',
  `
  period                 code!  the period; the lists compared are those that hold in its last month
  rule_a                 code!  a rule
  rule_b                 code!  another rule, later in the alphabet; or payer-list, the payer's own list
  payer                  code!  the payer that covers the people in the period, or all
  line_of_business       code!  the line of business, or all
  people                 integer!  people whom both could place, and of whom it is told where
  same_practice          integer!  placed at one practice by both
  same_none              integer!  placed nowhere by both
  moved                  integer!  placed at different practices
  only_a                 integer!  placed by the one alone
  only_b                 integer!  placed by the other alone
  untold                 integer!  people besides, on a payer's list that does not tell at which practice
  agree_share            share  same_practice and same_none of people
  chance_share           share   what two rules that place as many people each, and know nothing of each other, would agree on
  kappa                  share  Cohen's kappa; empty where both place everybody at one and the same place
  total_usd              usd    truncated spend of the people
  moved_usd              usd    truncated spend of those whom the two place differently`,
)

export const listFlow = table(
  'list_flow',
  'One row per list with one before it, practice, way and reason: people who stayed, came or left. One row with practice all for each way.',
  'rule list practice_id flow reason',
  `
  rule                   code!  the attribution rule's key
  list                   code!  the list
  practice_id            code!  the practice, or all
  flow                   code!  kept, new, moved-in, moved-out or dropped; of all practices moved once
  reason                 code!  of new, why the person was on no panel before; of dropped, why on none now: death, coverage-ended, left-population, or the rule's own reason; else -
  people                 integer!  people`,
)

export const listStability = table(
  'list_stability',
  "One row per rule, kind, practice and place in the order of its lists: of the people of the first list, those who stayed on the practice's panel without a break.",
  'rule kind practice_id lists',
  `
  rule                   code!  the attribution rule's key
  kind                   code!  prospective, retrospective, preliminary or final
  practice_id            code!  the practice, or all
  lists                  integer!  lists one after the other, the first counted
  list                   code!  the last of them
  months                 integer!  months from the first day of the first list to the end of the last
  started                integer!  people of the practice on the first list
  stayed                 integer!  those on its panel in every list since
  stayed_share           share  stayed of started`,
)

export const panelMinimum = table(
  'panel_minimum',
  'One row per rule, minimum, payer and unit: how many people the unit has, how many it takes, and who could reach it together.',
  'period rule minimum payer unit_id',
  `
  period                 code!  the period; people by the list that holds in its last month
  rule                   code!  the attribution rule's key
  minimum                code!  key of the minimum in models/lists/minimum-size.yaml
  payer                  code!  the payer that covers the people in the lines of business meant, or all
  unit                   code!  practice, organization or aco: what the minimum is asked of
  unit_id                code!  the practice, organization or ACO
  people                 integer!  its people
  least_people           integer!  the minimum in force
  short_people           integer!  people missing; 0 where it is reached
  payers_people          integer!  its people with all payers in those lines of business, each once
  organization_people    integer  people of its whole provider organization with the payer; empty where it has none
  aco_people             integer  people of the whole ACO with the payer; empty where it is in none
  reached_by             code!  alone, organization, aco, payers, or none where nothing of it is enough`,
)
