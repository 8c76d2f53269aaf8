import type { Selectable } from 'kysely'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import type {
  HandoverRow,
  ReadinessAnswerRow,
  RecruitedPracticeRow,
  RecruitmentCheckRow,
  RecruitmentCriteriaRow,
  RecruitmentRow,
} from './recruitment-schema.ts'

export type RecruitedPractice = Selectable<RecruitedPracticeRow>
export type HandedOver = Selectable<HandoverRow>

export type RecruitmentKept = {
  recruitments: Selectable<RecruitmentRow>[]
  criteria: Selectable<RecruitmentCriteriaRow>[]
  practices: RecruitedPractice[]
  checks: Selectable<RecruitmentCheckRow>[]
  answers: Selectable<ReadinessAnswerRow>[]
  handovers: HandedOver[]
}

/** All of it that the party may read: who convenes everything, a practice its own from the invitation on, a payer what it was handed. */
export const recruitmentKept = (register: Register, party: Party): Promise<RecruitmentKept> =>
  register.as(party, async (tx) => ({
    recruitments: await tx.selectFrom('recruitment').selectAll().orderBy('recruitment').execute(),
    criteria: await tx
      .selectFrom('recruitment_criteria')
      .selectAll()
      .orderBy('recruitment')
      .orderBy('version', 'desc')
      .execute(),
    practices: await tx
      .selectFrom('recruited_practice')
      .selectAll()
      .orderBy('recruitment')
      .orderBy('practice_id')
      .execute(),
    checks: await tx
      .selectFrom('recruitment_check')
      .selectAll()
      .orderBy('recruitment')
      .orderBy('practice_id')
      .execute(),
    answers: await tx.selectFrom('readiness_answer').selectAll().orderBy('question').execute(),
    handovers: await tx
      .selectFrom('handover')
      .selectAll()
      .orderBy('recruitment')
      .orderBy('practice_id')
      .orderBy('payer')
      .execute(),
  }))

/** A practice of a recruitment, locked. */
export const recruitedIn = (
  tx: RegisterTransaction,
  recruitment: string,
  practice_id: string,
): Promise<RecruitedPractice | undefined> =>
  tx
    .selectFrom('recruited_practice')
    .selectAll()
    .where('recruitment', '=', recruitment)
    .where('practice_id', '=', practice_id)
    .forUpdate()
    .executeTakeFirst()
