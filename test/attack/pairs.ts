import type { Cells } from './cells.ts'
import type { Found } from './counts.ts'
import { boundsOf, type Relation } from './linear.ts'

/**
 * Counts of a payer that two others determine together, from the rate over all payers in whole percents, month for month.
 * Each knows the counts of its own members; both know how little the third's may change.
 */
export function together(
  shown: readonly [readonly Cells[], readonly Cells[]],
  truth: readonly Cells[],
  pair: readonly [string, string],
  practice: string,
): Found[] {
  const names = [...new Set(truth.flatMap((cells) => [...cells.keys()]))]
  const wholes = names.filter((name) => name.startsWith('denominator ') && name.endsWith(`${practice} all`))
  return wholes.flatMap((whole) => {
    const measure = whole.slice('denominator '.length, -' all'.length)
    const payers = names.flatMap((name) =>
      name.startsWith(`denominator ${measure} `) && name !== whole
        ? [name.slice(`denominator ${measure} `.length)]
        : [],
    )
    const others = payers.filter((payer) => !pair.includes(payer))
    const relations = truth.flatMap((cells, run) => rateIn(cells, run, shown, measure, payers, others))
    const part = (kind: string, payer: string) => `${kind} ${measure} ${payer}`
    for (const payer of others)
      for (const kind of ['numerator', 'denominator']) relations.push(...slowly(truth, part(kind, payer)))
    return others.flatMap((payer) =>
      ['numerator', 'denominator'].flatMap((kind) => {
        const run = truth.length - 1
        const value = truth[run]?.get(part(kind, payer))
        if (typeof value !== 'number' || relations.length === 0) return []
        const { least, most } = boundsOf({ relations, whole: true }, `${run} ${part(kind, payer)}`)
        const only = Math.round(least) === value && Math.round(most) === value
        return only
          ? [{ secret: part(kind, payer), because: `${pair.join(' and ')} find that it can only be ${value}` }]
          : []
      }),
    )
  })
}

/** What a whole percent says of the counts that the two do not know. */
function rateIn(
  cells: Cells,
  run: number,
  shown: readonly [readonly Cells[], readonly Cells[]],
  measure: string,
  payers: readonly string[],
  others: readonly string[],
): Relation[] {
  const said = shown.map((one) => one[run]?.get(`rate ${measure} all`)).find((rate) => typeof rate === 'number')
  const known = (kind: string) =>
    payers
      .filter((payer) => !others.includes(payer))
      .reduce((sum, payer) => sum + (cells.get(`${kind} ${measure} ${payer}`) ?? 0), 0)
  const found: Relation[] = others.map((payer) => ({
    of: { [`${run} denominator ${measure} ${payer}`]: 1, [`${run} numerator ${measure} ${payer}`]: -1 },
    least: 0,
    most: 1000,
  }))
  if (typeof said !== 'number') return found
  const [numerator, denominator] = [known('numerator'), known('denominator')]
  // The first and the last five percent may be shown as one.
  const [low, high] = [said <= 0.05 ? 0 : said - 0.005, said >= 0.95 ? 1 : said + 0.005]
  const sum = (share: number) =>
    Object.fromEntries(
      others.flatMap((payer) => [
        [`${run} numerator ${measure} ${payer}`, 1],
        [`${run} denominator ${measure} ${payer}`, -share],
      ]),
    )
  return [
    ...found,
    { of: sum(low), least: low * denominator - numerator, most: null },
    { of: sum(high), least: null, most: high * denominator - numerator },
  ]
}

function slowly(truth: readonly Cells[], name: string): Relation[] {
  const values = truth.map((cells) => cells.get(name) ?? 0)
  const most = Math.max(0, ...values.slice(1).map((value, i) => Math.abs(value - (values[i] ?? 0))))
  return values.slice(1).map((_, i) => ({ of: { [`${i + 1} ${name}`]: 1, [`${i} ${name}`]: -1 }, least: -most, most }))
}
