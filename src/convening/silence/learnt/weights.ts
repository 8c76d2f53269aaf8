import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Weights = ReadonlyMap<string, number>

export const WEIGHTS = join(import.meta.dirname, '..', '..', '..', '..', 'silence', 'weights.tsv')

/** A line a feature: its name, a tab, its weight; the first has no name and is added always. */
export const weightsAsText = (weights: Weights) => [...weights].map(([name, weight]) => `${name}\t${weight}\n`).join('')

let read: Weights | undefined

/** As they were learnt; read once. */
export function learntWeights(): Weights {
  read ??= new Map(
    readFileSync(WEIGHTS, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [name = '', weight = '0'] = line.split('\t')
        return [name, Number(weight)]
      }),
  )
  return read
}
