import type { Compilable, CompiledQuery, QueryResult } from 'kysely'

/** Said of a query whose rows are there when the next one has answered: it may go to the store along with that one. */
export type Along = { along: true }

type Asks = { executeQuery<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>> }
export type RowsOf<Queries extends readonly Compilable<unknown>[]> = {
  [Place in keyof Queries]: Queries[Place] extends Compilable<infer Row> ? Row[] : never
}

/** Queries of a transaction in their order, as one question where the store takes several: the rows of each. */
export async function together<const Queries extends readonly Compilable<unknown>[]>(
  tx: Asks,
  ...queries: Queries
): Promise<RowsOf<Queries>> {
  const last = queries.length - 1
  const all: unknown[][] = []
  for (const [i, query] of queries.entries()) {
    const compiled = query.compile()
    all.push((await tx.executeQuery(i < last ? along(compiled) : compiled)).rows)
  }
  return all as RowsOf<Queries>
}

/** A query whose rows nobody waits for; a fault of it shows by the end of the transaction. */
export const along = <Row>(query: CompiledQuery<Row>): CompiledQuery<Row> & Along => ({ ...query, along: true })
