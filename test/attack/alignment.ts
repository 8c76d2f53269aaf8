import { type Cells, cellsIn, list, table } from './cells.ts'
import type { Found } from './counts.ts'
import type { Answer } from './observe.ts'
import { PAYERS, PRACTICES } from './world.ts'

/** Addresses of alignment in effect, its extent, the market, the burden and a rubric: their numbers each month. */
export const ALIGNMENT_NUMBERS = [
  ...['effect', 'extent', 'market', 'burden'],
  ...['california-common-model', 'california-adoption'].map((one) => `rubric?rubric=${one}`),
].map((one) => `/api/alignment/${one}`)

const TABLES: Record<string, readonly string[]> = {
  effect: ['paper', 'attribution', 'practices', 'measures', 'ranks', 'places', 'payment'],
  extent: ['extent', 'practices'],
  market: ['shares', 'markets'],
  burden: ['counts', 'elements', 'practices'],
  rubric: ['standings'],
}

/** Every table to take away. */
export const ALIGNMENT_REST = Object.entries(TABLES).flatMap(([noun, tables]) =>
  tables.map((one) => `/api/alignment/${noun}?table=${one}&format=csv`),
)

const RULE = 'attested-then-plurality'

/** Ids of figures that anybody can make up: of a payer, of a practice, and of those that are not there. */
export const ALIGNMENT_IDS = [
  ...[...PAYERS, 'nobody'].flatMap((payer) => [
    ...['all', 'own'].flatMap((members) => [
      `effect_attribution:2025:${payer}:${RULE}:reference:${RULE}:${members}`,
      `effect_attribution:2025:${payer}:${RULE}:amber:${RULE}:${members}`,
    ]),
    `effect_measure:2025:${payer}:amber:hba1c-control:hba1c-control:hba1c-control:all`,
    `effect_rank:2025:${payer}:all`,
    ...PRACTICES.map((practice) => `effect_rank_practice:2025:${payer}:${practice}`),
    `market_share:2025:all:all:${payer}`,
    `market_share:2025:no-panel:line-${payer}:${payer}`,
  ]),
  ...[...PRACTICES, 'nowhere'].map((practice) => `extent_practice:2025:${practice}:attribution`),
]

type Value = string | number | null
type Row = { [field: string]: Value } & { table: string; url: string; run: number }

/** Rows of these answers, of the page and of the table to take away alike; an empty cell is withheld. */
function rowsIn(answers: readonly Answer[]): Row[] {
  return answers.flatMap(({ url, status, body, run }) => {
    const at = new URL(url, 'http://region')
    const [, noun = ''] = /^\/api\/alignment\/(effect|extent|market|burden|rubric)$/.exec(at.pathname) ?? []
    if (noun === '' || status !== 200) return []
    const named = (one: string, rows: readonly unknown[]) =>
      rows.map((row) => ({ ...(row as Row), table: `${noun} ${one}`, url, run }))
    if (at.searchParams.get('format') === 'csv')
      return named(at.searchParams.get('table') ?? DEFAULT[noun] ?? '', table(body))
    const found = JSON.parse(body) as Record<string, unknown>
    return (TABLES[noun] ?? []).flatMap((one) => named(one, list(JSON.stringify(found[one]))))
  })
}
const DEFAULT: Record<string, string> = {
  effect: 'attribution',
  extent: 'extent',
  market: 'shares',
  burden: 'practices',
  rubric: 'standings',
}

const isTold = (value: Value | undefined): boolean => value !== undefined && value !== null && value !== ''
const told = (row: Row, fields: readonly string[]) => fields.filter((field) => isTold(row[field]))
const found = (row: Row, what: string): Found => ({
  secret: `${what} of ${row.payer ?? row.practice_id ?? row.place ?? row.area} in ${row.table}`,
  because: `stands in ${row.url} of month ${row.run}`,
})

const PEOPLE = ['people', 'same_practice', 'same_none', 'moved', 'only_payer', 'only_other', 'lives', 'aligned_lives']
const BY_PRACTICE = ['by_payer', 'by_other', 'by_both', 'differ']
const DOLLARS = ['total_usd', 'moved_usd', 'spend_share', 'open_spend_share']
const OF_PANEL = ['payers', 'aligned_payers', 'open_payers', 'panel_share', 'open_panel_share', 'type', 'critical_mass']

/** Who counts: a count that is no ten or under twenty, dollars, and a share of a panel where a payer's people are withheld. */
export function alignmentOfOverseer(answers: readonly Answer[][]): Found[] {
  return answers.flatMap((got) => {
    const cells: Cells = cellsIn(got)
    const isHeld = (practice: Value | undefined) =>
      ['all', ...PAYERS].some((payer) => !isTold(cells.get(`people ${practice} ${payer}`)))
    return rowsIn(got).flatMap((row) => [
      ...told(row, [...PEOPLE, ...BY_PRACTICE])
        .filter((field) => Number(row[field]) % 10 !== 0 || Number(row[field]) < 20)
        .map((field) => found(row, field)),
      ...told(row, DOLLARS).map((field) => found(row, field)),
      ...(row.table === 'extent practices' && isHeld(row.practice_id)
        ? told(row, OF_PANEL).map((field) => found(row, field))
        : []),
    ])
  })
}

const BESIDE_OTHERS = ['place_all', 'fifth_all', 'fifths_up', 'share', 'hhi', 'largest_share', 'movers', 'spearman']

/** A payer: a row of another, a figure over all members, and what with its own part gives the others' away. */
export function alignmentOfPayer(answers: readonly Answer[][], who: string): Found[] {
  return answers.flatMap((got) => [
    ...rowsIn(got).flatMap((row) => [
      ...(isTold(row.payer) && row.payer !== who && !row.table.startsWith('market markets') && !isSilent(row)
        ? [found(row, 'a row')]
        : []),
      ...(row.members === 'all' ? told(row, [...PEOPLE, ...BY_PRACTICE]).map((field) => found(row, field)) : []),
      ...told(row, BESIDE_OTHERS).map((field) => found(row, field)),
      ...(/^(extent|burden)/.test(row.table) ? [found(row, 'a row')] : []),
    ]),
    ...opened(got)
      .filter(({ id }) => !id.startsWith(`market_share:`) || !id.endsWith(`:${who}`))
      .flatMap(({ id, url, run }) =>
        (id.startsWith(`effect_attribution:2025:${who}:`) && id.endsWith(':own')) ||
        id.startsWith(`effect_rank_practice:2025:${who}:`)
          ? []
          : [{ secret: id, because: `opened by ${url} of month ${run}` }],
      ),
  ])
}

/** No payer of this world says anything of itself: of another a rubric may say that nothing is stated, and no more. */
const isSilent = (row: Row): boolean => row.table.startsWith('rubric') && row.level === 'not-stated'

const NOT_A_PRACTICE = ['total_usd', 'moved_usd', 'lives', 'hhi', 'share', 'largest_share', 'movers']

/** A practice: a row of another practice, and whether spend reaches the critical mass where its share is withheld. */
export function alignmentOfPractice(answers: readonly Answer[][], who: string): Found[] {
  return answers.flatMap((got) => [
    ...rowsIn(got).flatMap((row) => [
      ...(/% of members/.test(String(row.because)) ? [found(row, 'a share of members')] : []),
      ...((isTold(row.practice_id) && row.practice_id !== who) || row.table.startsWith('burden')
        ? [found(row, 'a row')]
        : []),
      ...told(row, row.table === 'effect places' ? ['place', 'place_all'] : NOT_A_PRACTICE).map((field) =>
        found(row, field),
      ),
      ...(isTold(row.critical_mass) && !isTold(row.spend_share) && missesNothing(row)
        ? [found(row, 'critical_mass')]
        : []),
    ]),
    ...opened(got)
      .filter(({ id }) => !id.startsWith(`extent_practice:2025:${who}:`))
      .map(({ id, url, run }) => ({ secret: id, because: `opened by ${url} of month ${run}` })),
  ])
}

/** The panel alone does not say that the critical mass of 63 % is missed. */
const missesNothing = (row: Row): boolean => Number(row.panel_share) + Number(row.open_panel_share) >= 0.63

/** Explanations of these figures that were opened. */
const opened = (answers: readonly Answer[]) =>
  answers.flatMap(({ url, status, run }) => {
    const id = decodeURIComponent(url).replace('/api/explain/', '')
    return status === 200 && /^(effect_(attribution|measure|rank|rank_practice)|market_share|extent_practice):/.test(id)
      ? [{ id, url, run }]
      : []
  })
