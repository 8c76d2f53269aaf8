import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { WholepanelError } from '../../error.ts'
import type { RegisterTransaction } from '../open.ts'
import type { BallotRow, RecommendationRow } from './recommendation-schema.ts'

export type RoundHeld = RecommendationRow & { closes_on: string | null; waiting: number; unanswered: number }

/** A recommendation with what its procedure looks at, locked: of two acts at once, one sees what the other did. */
export async function requireRecommendation(tx: RegisterTransaction, recommendation: string): Promise<RoundHeld> {
  const found = await tx
    .selectFrom('recommendation')
    .selectAll()
    .where('recommendation', '=', recommendation)
    .forUpdate()
    .executeTakeFirst()
  if (!found)
    throw new WholepanelError('access-denied', {
      fix: 'nothing here that this viewer may open: no such recommendation',
    })
  const window = await tx
    .selectFrom('comment_window')
    .select('closes_on')
    .where('recommendation', '=', recommendation)
    .where('round', '=', found.round)
    .executeTakeFirst()
  const counted = await tx
    .selectFrom('public_comment')
    .select((e) => [
      sql<number>`count(*) filter (where moderation = 'waiting')`.as('waiting'),
      sql<number>`count(*) filter (where moderation = 'shown' and not ${e.exists(
        e
          .selectFrom('comment_answer')
          .select('comment_answer.comment')
          .whereRef('comment_answer.comment', '=', 'public_comment.comment'),
      )})`.as('unanswered'),
    ])
    .where('recommendation', '=', recommendation)
    .where('round', '=', found.round)
    .executeTakeFirstOrThrow()
  return { ...found, closes_on: window?.closes_on ?? null, ...counted }
}

export const openBallotOf = (tx: RegisterTransaction, recommendation: string) =>
  tx
    .selectFrom('ballot')
    .selectAll()
    .where('recommendation', '=', recommendation)
    .where('closed_at', 'is', null)
    .executeTakeFirst()

export type BallotHeld = Selectable<BallotRow>
