import type { Compilable, CompiledQuery } from 'kysely'

/**
 * A query whose text is made once; later only what it asks about is put into its places. For the queries of every read:
 * to build one and write it as text takes as long as its answer. What is asked about must not change the text.
 */
export function queryText<Tx, Given extends Readonly<Record<string, unknown>>, Row>(
  build: (tx: Tx, given: Given) => Compilable<Row>,
): (tx: Tx, given: Given) => Compilable<Row> {
  let made: CompiledQuery<Row> | undefined
  return (tx, given) => ({
    compile: () => {
      made ??= build(tx, placesOf(given)).compile()
      return { ...made, parameters: made.parameters.map((one) => valueAt(one, given)) }
    },
  })
}

/** No text of a query holds it. */
const PLACE = '\u0000place '

const placesOf = <Given extends Readonly<Record<string, unknown>>>(given: Given): Given =>
  Object.fromEntries(Object.keys(given).map((name) => [name, PLACE + name])) as Given

const valueAt = (parameter: unknown, given: Readonly<Record<string, unknown>>): unknown =>
  typeof parameter === 'string' && parameter.startsWith(PLACE) ? given[parameter.slice(PLACE.length)] : parameter
