import { type Cells, list } from './cells.ts'
import type { Found } from './counts.ts'
import type { Answer } from './observe.ts'

type Panel = {
  total: number
  rows: { person_id: string; name: string; gaps: string[] | null; payers: string[] | null }[]
}

/** Of each practice the panels that a payer got, by their filter. */
function panels(answers: readonly Answer[]): Map<string, Map<string, Panel>> {
  const found = new Map<string, Map<string, Panel>>()
  for (const { url, status, body } of answers) {
    const at = new URL(url, 'http://region')
    const [, practice] = /^\/api\/practices\/(\w+)\/panel$/.exec(at.pathname) ?? []
    if (!practice || status !== 200 || at.searchParams.has('format')) continue
    at.searchParams.delete('limit')
    const of = found.get(practice) ?? new Map<string, Panel>()
    found.set(practice, of.set(at.searchParams.toString(), JSON.parse(body) as Panel))
  }
  return found
}

/** Orders by what a payer does not see: they must be those by name. */
export function ranks(answers: readonly Answer[][]): Found[] {
  return answers.flatMap((got, run) =>
    [...panels(got)].flatMap(([practice, of]) => {
      const byName = of
        .get('sort=name')
        ?.rows.map((row) => row.person_id)
        .join()
      return ['sort=-visits', 'sort=last_visit']
        .filter(
          (sort) =>
            of
              .get(sort)
              ?.rows.map((row) => row.person_id)
              .join() !== byName,
        )
        .map((sort) => ({
          secret: `visits at ${practice}`,
          because: `${sort} in month ${run} is another order than by name`,
        }))
    }),
  )
}

/** Filters of which the count is another than that of the rows a payer sees anyway. */
export function filters(answers: readonly Answer[][], payer: string): Found[] {
  return answers.flatMap((got, run) =>
    [...panels(got)].flatMap(([practice, of]) => {
      const whole = of.get('')
      if (!whole) return []
      const counted = (keep: (row: Panel['rows'][number]) => boolean) => whole.rows.filter(keep).length
      return [...of].flatMap(([filter, { total }]) => {
        const [name, value = ''] = filter.split('=')
        const expected =
          name === 'payer'
            ? value === payer
              ? whole.total
              : 0
            : name === 'gap'
              ? counted((row) => row.gaps?.includes(value) ?? false)
              : name === 'sort'
                ? whole.total
                : total
        return total === expected
          ? []
          : [
              {
                secret: `people of others at ${practice}`,
                because: `${filter} in month ${run} counts ${total}, not ${expected}`,
              },
            ]
      })
    }),
  )
}

/** Practices of which a payer is told more people than it covers there. */
export const others = (answers: readonly Answer[][]): Found[] =>
  answers.flatMap((got, run) => {
    const listed = got.find(({ url, status }) => url === '/api/practices' && status === 200)
    const of = panels(got)
    return list(listed?.body ?? '[]').flatMap((row) => {
      const own = of.get(String(row.practice_id))?.get('')?.total
      return own === undefined || row.people === null || row.people === own
        ? []
        : [
            {
              secret: `people of others at ${row.practice_id}`,
              because: `month ${run} counts ${row.people}, its own are ${own}`,
            },
          ]
    })
  })

/** Rates over all payers that tell a payer more than a whole percent: by more places, an interval or their counts. */
export const exactRates = (answers: readonly Cells[]): Found[] =>
  answers.flatMap((cells, run) =>
    [...cells].flatMap(([name, value]) => {
      const [kind = '', , , , payer] = name.split(' ')
      if (payer !== 'all' || value === null || value === undefined) return []
      const told = kind === 'rate' ? Math.abs(value * 100 - Math.round(value * 100)) > 1e-9 : WEIGHTS.includes(kind)
      return told ? [{ secret: name, because: `month ${run} tells ${value}` }] : []
    }),
  )

const WEIGHTS = ['low', 'numerator', 'denominator', 'excluded']
