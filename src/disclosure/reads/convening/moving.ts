import { sql } from 'kysely'
import { filledOn } from '../../../register/convening/initiatives.ts'
import type { RecommendationRow } from '../../../register/convening/recommendation-schema.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import type { BallotSeen, OwnSeen } from './recommendations.ts'

/** Comments of this round that ask for a hand: those nobody looked at, told to who may read them, and those in view without an answer. */
export type Waits = { look: number; answer: number }

export type Moving = { waits: Waits; ballots: BallotSeen[]; own: OwnSeen }

/**
 * What moves recommendations, of all of them in a few statements: comments that wait, the ballot that is open and how many
 * voted, and what the viewer's own seat did. The texts, and what is closed, stand in the read of one.
 */
export async function movingIn(
  tx: RegisterTransaction,
  rows: readonly RecommendationRow[],
  { person, day }: { person: string; day: string },
): Promise<(one: RecommendationRow) => Moving> {
  const [waits, ballots, sits] = [await waitsIn(tx), await openIn(tx, person), await sitsIn(tx, rows, person, day)]
  return ({ recommendation, round, committee }) => {
    const waiting = waits.find((one) => one.recommendation === recommendation && one.round === round)
    const open = ballots.find((one) => one.recommendation === recommendation)
    const seat = sits.seats.get(committee)
    return {
      waits: { look: waiting?.look ?? 0, answer: waiting?.answer ?? 0 },
      ballots: open ? [open.ballot] : [],
      own: seat
        ? {
            ...{ seat: seat.seat, votes: seat.votes, vote: open?.own ?? null },
            recused: sits.recused.some(
              (one) => one.recommendation === recommendation && one.round === round && one.seat === seat.seat,
            ),
          }
        : null,
    }
  }
}

const waitsIn = (tx: RegisterTransaction) =>
  tx
    .selectFrom('public_comment as c')
    .select((e) => [
      ...(['c.recommendation', 'c.round'] as const),
      sql<number>`(count(*) filter (where c.moderation = 'waiting'))::int`.as('look'),
      sql<number>`(count(*) filter (where c.moderation = 'shown' and not ${e.exists(
        e.selectFrom('comment_answer as a').select('a.comment').whereRef('a.comment', '=', 'c.comment'),
      )}))::int`.as('answer'),
    ])
    .groupBy(['c.recommendation', 'c.round'])
    .execute()

/** Of an open ballot only how many voted, and one's own vote. */
async function openIn(tx: RegisterTransaction, person: string) {
  const found = await tx
    .selectFrom('ballot as b')
    .select((e) => [
      ...(['b.recommendation', 'b.ballot', 'b.round', 'b.version', 'b.method', 'b.opened_at', 'b.closes_at'] as const),
      e
        .selectFrom('ballot_seat as s')
        .select(sql<number>`count(*)::int`.as('seats'))
        .whereRef('s.ballot', '=', 'b.ballot')
        .as('seats'),
      e
        .selectFrom('vote as v')
        .select(sql<number>`count(*)::int`.as('cast'))
        .whereRef('v.ballot', '=', 'b.ballot')
        .as('cast'),
      e
        .selectFrom('vote as own')
        .select('own.choice')
        .whereRef('own.ballot', '=', 'b.ballot')
        .where('own.cast_by', '=', person)
        .limit(1)
        .as('own'),
    ])
    .where('b.closed_at', 'is', null)
    .execute()
  return found.map(({ recommendation, own, seats, cast, ...one }) => ({
    ...{ recommendation, own },
    ballot: {
      ...{ ...one, seats: seats ?? 0, cast: cast ?? 0 },
      ...{ closed_at: null, outcome: null, because: null, tally: null, votes: [] },
    },
  }))
}

/** The seats of the viewer by committee, and what each stepped back from. */
async function sitsIn(tx: RegisterTransaction, rows: readonly RecommendationRow[], person: string, day: string) {
  const seats = new Map<string, { seat: number; votes: boolean }>()
  for (const committee of new Set(rows.map((one) => one.committee))) {
    const seat = (await filledOn(tx, committee, day)).find(({ account }) => account === person)
    if (seat) seats.set(committee, seat)
  }
  const own = [...seats.values()].map(({ seat }) => seat)
  const recused = await tx
    .selectFrom('recusal')
    .select(['recommendation', 'round', 'seat'])
    .where('seat', 'in', own.length > 0 ? own : [0])
    .execute()
  return { seats, recused }
}
