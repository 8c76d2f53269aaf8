import { ALIGNMENT_TABLES } from '../alignment/tables.ts'
import {
  agreement,
  agreementFlow,
  listFlow,
  listStability,
  panelMinimum,
  ruleList,
} from '../attribution/compare/tables.ts'
import { directoryFinding } from '../attribution/directory/tables.ts'
import { eventShare } from '../attribution/events/tables.ts'
import { listCount, listReconciliation, listRecord, payerListMonth } from '../attribution/lists/tables.ts'
import { attribution, attributionCandidate, ruleAttribution } from '../attribution/tables.ts'
import { claimsTriangle, completedMonth, completedPeriod, completionFactor } from '../cost/completion/tables.ts'
import { coverageFinding, memberState } from '../cost/coverage/tables.ts'
import { costDriver, kindSpend } from '../cost/drivers/tables.ts'
import { costGrowth } from '../cost/growth/tables.ts'
import { categorySpend, costMonth, costOutlier, practiceMonth } from '../cost/pmpm/tables.ts'
import { nonClaimsSpend, spending, spendingShare } from '../cost/spending/tables.ts'
import { encounter, memberMonth, personCost, practiceCost, truncationPoint } from '../cost/tables.ts'
import { person, personLine, personMember } from '../identity/tables.ts'
import type { Table } from '../lake/table.ts'
import { payerSupport, supportChurn, supportedPractice, supportReturn } from '../payment/business-case/tables.ts'
import { claimsPerson, claimsYear, paymentFact, statement, statementLine } from '../payment/tables.ts'
import { measureEvidence, measurePayer, measureRate, measureStatus, personCondition } from '../quality/tables.ts'
import { RIGHTS_TABLES } from '../rights/tables.ts'

/** The tables a run leaves behind, in the order in which they are filled. */
export const RESULT_TABLES: readonly Table[] = [
  ...RIGHTS_TABLES,
  personMember,
  person,
  personLine,
  memberMonth,
  attributionCandidate,
  attribution,
  ruleAttribution,
  eventShare,
  categorySpend,
  personCost,
  truncationPoint,
  practiceCost,
  practiceMonth,
  costMonth,
  costOutlier,
  coverageFinding,
  memberState,
  kindSpend,
  costDriver,
  nonClaimsSpend,
  spending,
  spendingShare,
  claimsTriangle,
  completionFactor,
  completedMonth,
  completedPeriod,
  directoryFinding,
  payerListMonth,
  listRecord,
  listCount,
  listReconciliation,
  ruleList,
  agreementFlow,
  agreement,
  listFlow,
  listStability,
  panelMinimum,
  costGrowth,
  encounter,
  measurePayer,
  personCondition,
  measureEvidence,
  measureStatus,
  measureRate,
  claimsPerson,
  claimsYear,
  paymentFact,
  statement,
  statementLine,
  supportedPractice,
  payerSupport,
  supportChurn,
  supportReturn,
  ...ALIGNMENT_TABLES,
]
