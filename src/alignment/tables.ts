import { table } from '../lake/table.ts'

export const effectAttribution = table(
  'effect_attribution',
  "One row per payer, other payer or reference, and whose members: how far their attribution rules place the same people alike. Figures of 'own' are the payer's own, and dollars are no other payer's to see.",
  'period payer rule other other_rule members',
  `
  period                 code!  the period
  payer                  code!  the payer
  rule                   code!  the attribution rule of its contracts; - where none is stated
  other                  code!  another payer, or reference
  other_rule             code!  the other's rule; - where none is stated
  members                code!  all: whom both rules could place; own: those of them whom the payer covers, in each of its lines of business
  state                  code!  compared; one-rule where both use the same; or why nothing is said: not-stated, not-run, nobody
  people                 integer  people whom both could place
  same_practice          integer  placed at one practice by both
  same_none              integer  placed nowhere by both
  moved                  integer  placed at different practices
  only_payer             integer  placed by the payer's rule alone
  only_other             integer  placed by the other's rule alone
  agree_share            share  same_practice and same_none of people
  kappa                  share  Cohen's kappa; empty where both place everybody at one and the same place
  total_usd              usd    truncated spend of the people; where members are all, of all payers
  moved_usd              usd    truncated spend of those whom the two place differently`,
)

export const effectAttributionPractice = table(
  'effect_attribution_practice',
  'One row per payer, other payer or reference, whose members, and practice of which the two rules make another panel.',
  'period payer rule other other_rule members practice_id',
  `
  period                 code!  the period
  payer                  code!  the payer
  rule                   code!  its attribution rule
  other                  code!  another payer, or reference
  other_rule             code!  the other's rule
  members                code!  all or own, as in effect_attribution; the figures of own are the payer's
  practice_id            code!  the practice
  place                  integer!  its place by people who differ, the most first
  by_payer               integer!  people placed there by the payer's rule
  by_other               integer!  by the other's
  by_both                integer!  by both
  differ                 integer!  by one of the two alone`,
)

export const effectMeasure = table(
  'effect_measure',
  "One row per payer, other payer, what is measured, the two definitions, and whose members: what they say of the same people. Figures of 'own' are the payer's own.",
  'period payer other concept measure other_measure members',
  `
  period                 code!  the measurement period
  payer                  code!  the payer
  other                  code!  another payer
  concept                code!  what is measured; - where a payer's measures are not stated
  measure                code!  the payer's definition; - where it has none
  other_measure          code!  the other's definition; - where it has none
  members                code!  all, or own: those counted with the payer
  state                  code!  compared; one-specification where both use the same definition; or why nothing is said: used-by-one, not-stated, not-run, nobody
  counted                integer  people or stays that both definitions count, excluded ones among them
  same_status            integer  those of one status by both
  only_payer             integer  counted by the payer's definition alone
  only_other             integer  counted by the other's alone
  agree_share            share  same_status of counted
  kappa                  share  Cohen's kappa over met, gap and excluded; empty where both give all of them one and the same
  rate_share             share  met of met and gap by the payer's definition
  other_rate_share       share  met of met and gap by the other's, of the same members`,
)

export const effectRank = table(
  'effect_rank',
  'One row per payer, and all payers or another payer after it in the alphabet: how far their costs put the same practices in one order.',
  'period payer other',
  `
  period                 code!  the period
  payer                  code!  the payer whose own members count
  other                  code!  all payers' members, or another payer's
  state                  code!  compared; or why nothing is said: no-shared-practice, one-practice, all-alike
  practices              integer!  practices with a cost per member and month on both sides
  least_people           integer  the fewest people of a side at one of them: the fewer, the more is chance
  spearman               share  Spearman's rank correlation, ties at their middle rank
  kendall                share  Kendall's tau-b
  same_fifth             integer  practices in the same fifth on both sides; empty below five practices
  next_fifth             integer  one fifth apart
  farther                integer  more than one apart`,
)

export const effectRankPractice = table(
  'effect_rank_practice',
  "One row per payer and practice: where its truncated cost per member and month stands among the payer's practices, by the payer's own members and by everybody's. The order by own members is the payer's own.",
  'period payer practice_id',
  `
  period                 code!  the period
  payer                  code!  the payer
  practice_id            code!  the practice
  practices              integer!  practices ranked
  place                  integer!  place by the payer's own members, the lowest cost first; equals share the lowest
  place_all              integer!  place by all payers' members, among the same practices
  fifth                  integer  fifth by own members, from 1, the lowest cost; empty below five practices
  fifth_all              integer  fifth by all payers' members
  fifths_up              integer  how many fifths costlier the practice looks by own members alone; below 0 cheaper`,
)

export const extentPractice = table(
  'extent_practice',
  'One row per practice and area of alignment: which share of its panel and of the spend on it is in aligned arrangements.',
  'period practice_id area',
  `
  period                 code!  the period
  practice_id            code!  the practice
  area                   code!  area of alignment
  payers                 integer!  payers with members on the panel
  aligned_payers         integer!  those with a contract over the practice, aligned in the area
  open_payers            integer!  those under contract of whom the area is not stated
  aligned_lines          integer!  lines of business of aligned payers with members on the panel
  member_months          quantity!  months of the panel's people, each payer's counted
  panel_share            share  months with aligned payers
  spend_share            share  spend on the panel by aligned payers; empty where nothing was spent
  open_panel_share       share  months with payers of whom the area is not stated
  open_spend_share       share  spend by them
  type                   code!  across-payers, within-payer (one payer, several lines of business), alone (one payer, one line), or none
  critical_mass          code!  reached, not-reached, open where it hangs on payers of whom nothing is stated, or not-set where no share is in force
  rule                   code!  the file that sets the critical mass`,
)

export const extent = table(
  'extent',
  'One row per area of alignment and line of business, and all lines: payers, lives and spend in aligned arrangements.',
  'period area line_of_business',
  `
  period                 code!  the period
  area                   code!  area of alignment
  line_of_business       code!  line of business, or all
  payers                 integer!  payers with members
  aligned_payers         integer!  those with members in aligned arrangements
  open_payers            integer!  those with members under contract of whom the area is not stated
  lives                  integer!  people with coverage in the last month, each payer's counted
  aligned_lives          integer!  those on panels under aligned arrangements
  member_months          quantity!  months of the period
  aligned_share          share  months under aligned arrangements
  open_share             share  months under contracts of whose payer the area is not stated
  spend_share            share  spend under aligned arrangements; empty where nothing was spent
  practices              integer!  practices with members
  practices_reached      integer!  those of them whose panel reaches the critical mass, over all lines
  type                   code!  across-payers, within-payer, alone or none`,
)

export const marketShare = table(
  'market_share',
  "One row per place, line of business (and all) and payer with members there. A payer's share is its own unless it is public.",
  'period place line_of_business payer',
  `
  period                 code!  the period
  place                  code!  first three digits of the ZIP code of the practice whose panel people are on, unknown where it has none, no-panel, or all
  line_of_business       code!  line of business, or all
  payer                  code!  the payer
  lives                  integer!  its members in the last month of the period
  member_months          quantity!  months of its members in the period
  share                  share  of all payers' months
  by_size                integer!  its place by months, the largest first
  practices              integer!  practices with its members`,
)

export const market = table(
  'market',
  'One row per place and line of business, and all lines: how concentrated payers are there, and how few could move it together.',
  'period place line_of_business',
  `
  period                 code!  the period
  place                  code!  as in market_share
  line_of_business       code!  line of business, or all
  payers                 integer!  payers with members
  lives                  integer!  members in the last month, each payer's counted
  member_months          quantity!  months, each payer's counted
  hhi                    quantity  Herfindahl-Hirschman index: the sum of squares of the payers' percentages, up to 10,000
  concentration          code   by that index low, moderate or high
  largest_share          share  the largest payer's share
  movers                 integer  the fewest payers whose shares together reach the critical mass
  self_funded_share      share  self-funded months of commercial and self-funded ones; empty where no payer sends self-funded members
  practices              integer!  practices with members
  shared_practices       integer!  those of them with members of at least two payers
  rule                   code!  the file with the bounds`,
)

export const idleStep = table(
  'idle_step',
  "One row per period, payer, attribution rule and step of it: whether the step placed nobody of the payer's members on any list of the period. That a step is idle is a count of nobody: it is the payer's own.",
  'period payer rule step',
  `
  period                 code!  the period of the lists
  payer                  code!  the payer, with members of whom the rule decided
  rule                   code!  the attribution rule
  step                   integer!  the step, from 1
  idle                   flag!  it placed none of the payer's members`,
)

export const orderDegree = table(
  'order_degree',
  "One row per period and payer whose order of attribution is stated beside the reference's: how far the two texts are apart, and whether they are exact without steps that placed nobody. The row is the payer's own.",
  'period payer',
  `
  period                 code!  the period whose lists were looked at; the texts are those of the run's last day
  payer                  code!  the payer
  says                   json!  the payer's order of steps, each reading
  reference_says         json!  the reference's
  degree_on_paper        code!  of the two texts alone: exact, directional or divergent
  degree                 code!  exact where the texts are, or where they are the same without steps that placed none of the payer's members; else as on paper
  because                text!  the rule that decided`,
)

/** In the order in which a run fills them. */
export const ALIGNMENT_TABLES = [
  idleStep,
  orderDegree,
  effectAttribution,
  effectAttributionPractice,
  effectMeasure,
  effectRank,
  effectRankPractice,
  extentPractice,
  extent,
  marketShare,
  market,
] as const
