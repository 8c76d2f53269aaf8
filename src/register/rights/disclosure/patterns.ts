import { type Insertable, sql } from 'kysely'
import type { Register } from '../../open.ts'
import type { ShownFigureRow, StandardPriceRow } from './schema.ts'

/** What viewers have met before: the counts that were withheld and the figures that were shown, oldest first. */
export type Before = { cells: readonly string[]; figures: readonly ShownFigure[]; prices: readonly StandardPrice[] }
export type StandardPrice = Omit<StandardPriceRow, 'run_id'>
export type ShownFigure = Omit<ShownFigureRow, 'place' | 'policy'>
/** What a run adds to it. */
export type Added = Before
export type Under = { smallest_cell: number; policy: string; run_id: string }

/** Two processes that open a run at once decide one after the other. */
const TURN = 4406
const AT_ONCE = 500

/** Decides with what was met before, and remembers what was added, in one transaction. */
export function remembering<Decided extends { added: Added }>(
  register: Register,
  { smallest_cell, policy, run_id }: Under,
  decide: (before: Before) => Promise<Decided>,
): Promise<Decided> {
  return register.engine(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(TURN)})`.execute(tx)
    const cells = await tx
      .selectFrom('withheld_cell')
      .select('cell')
      .distinct()
      .where('smallest_cell', '<=', smallest_cell)
      .execute()
    const figures = await tx
      .selectFrom('shown_figure')
      .select(['kind', 'subject', 'period', 'run_id', 'as_of', 'shown', 'behind'])
      .orderBy('place')
      .execute()
    const prices = await tx.selectFrom('standard_price').select(['period', 'category', 'price_usd']).execute()
    const decided = await decide({ cells: cells.map((one) => one.cell), figures, prices })
    for (const some of inPieces(decided.added.cells))
      await tx
        .insertInto('withheld_cell')
        .values(some.map((cell) => ({ smallest_cell, cell, policy, first_run: run_id })))
        .onConflict((c) => c.doNothing())
        .execute()
    for (const some of inPieces(decided.added.prices))
      await tx
        .insertInto('standard_price')
        .values(some.map((one) => ({ ...one, run_id })))
        .onConflict((c) => c.doNothing())
        .execute()
    for (const some of inPieces(decided.added.figures))
      await tx
        .insertInto('shown_figure')
        .values(
          some.map(
            (one): Insertable<ShownFigureRow> => ({
              ...one,
              policy,
              shown: JSON.stringify(one.shown),
              behind: JSON.stringify(one.behind),
            }),
          ),
        )
        .onConflict((c) => c.doNothing())
        .execute()
    return decided
  })
}

const inPieces = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, i) => items.slice(i * AT_ONCE, (i + 1) * AT_ONCE))
