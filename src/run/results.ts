import { attribution, attributionCandidate } from '../attribution/tables.ts'
import { encounter, memberMonth, personCost, practiceCost, truncationPoint } from '../cost/tables.ts'
import { person, personLine, personMember } from '../identity/tables.ts'
import type { Table } from '../lake/table.ts'
import { paymentFact, statement, statementLine } from '../payment/tables.ts'
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
  personCost,
  truncationPoint,
  practiceCost,
  encounter,
  measurePayer,
  personCondition,
  measureEvidence,
  measureStatus,
  measureRate,
  paymentFact,
  statement,
  statementLine,
]
