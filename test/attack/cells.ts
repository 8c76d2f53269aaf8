import { flowsOf } from './flows.ts'
import type { Answer } from './observe.ts'

/** A count by its name, the same in every run: `people elm amber`, `num 2025 hba1c-control elm all`. */
export type Cells = Map<string, number | null>

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Fields = { [key: string]: Json }

/**
 * The counts that a run's answers state, withheld ones as null. What one answer withholds and another shows is shown: pages,
 * tables to take away and explanations are read alike.
 */
export function cellsIn(answers: readonly Answer[]): Cells {
  const cells: Cells = new Map()
  const state = (name: string, value: Json | undefined) => {
    if (value === undefined) return
    const number = value === null || value === '' ? null : Number(value)
    if (number !== null && !Number.isFinite(number)) return
    if (number !== null || !cells.has(name)) cells.set(name, number)
  }
  for (const { url, status, body } of answers) {
    if (status !== 200) continue
    const at = new URL(url, 'http://region')
    const rows = at.searchParams.get('format') === 'csv' ? table(body) : null
    const [, , noun = '', practice = '', part = ''] = at.pathname.split('/')
    if (noun === 'attribution' && practice === 'churn' && !rows)
      for (const [name, people] of flowsOf(parse(body))) state(name, people)
    if (noun !== 'practices') continue
    if (practice === '') for (const row of rows ?? list(body)) state(`people ${row.practice_id} all`, row.people)
    else if (part === '' && !rows) head(state, practice, parse(body))
    else if (part === 'scorecard') rows ? scorecardRows(state, practice, rows) : scorecard(state, practice, parse(body))
  }
  return cells
}

type State = (name: string, value: Json | undefined) => void

function head(state: State, practice: string, found: Fields): void {
  state(`people ${practice} all`, found.people)
  for (const row of items(found.payers)) {
    state(`people ${practice} ${row.payer}`, row.people)
    state(`months ${practice} ${row.payer}`, row.member_months)
  }
  for (const row of items(found.reasons)) state(`reason ${practice} ${row.reason}`, row.people)
  for (const change of ['new', 'continuing', 'dropped'])
    state(`change ${practice} ${change}`, (found.changes as Fields | undefined)?.[change])
}

function scorecard(state: State, practice: string, found: Fields): void {
  const period = String(found.period)
  for (const measure of items(found.measures)) {
    rate(state, `${period} ${measure.measure} ${practice} all`, measure.all as Fields)
    rate(state, `${Number(period) - 1} ${measure.measure} ${practice} all`, measure.baseline as Fields)
    for (const row of items(measure.by_payer)) rate(state, `${period} ${measure.measure} ${practice} ${row.payer}`, row)
  }
  costRows(state, practice, items(found.cost))
}

function scorecardRows(state: State, practice: string, rows: Fields[]): void {
  for (const row of rows)
    if (row.measure !== undefined)
      rate(state, `${YEARS[String(row.period)] ?? row.period} ${row.measure} ${practice} ${row.payer}`, row)
  costRows(
    state,
    practice,
    rows.filter((row) => row.measure === undefined),
  )
}

/** A table to take away says which of the two years by a word. */
const YEARS: Record<string, string> = { period: '2025', baseline: '2024' }

function costRows(state: State, practice: string, rows: Fields[]): void {
  for (const row of rows) {
    state(`people ${practice} ${row.payer}`, row.people)
    state(`months ${practice} ${row.payer}`, row.member_months)
  }
}

/** A rate written to nine places, or an interval, tells both of its counts: whoever shows one shows them. */
function rate(state: State, name: string, row: Fields | undefined): void {
  if (!row) return
  for (const part of ['numerator', 'denominator', 'excluded'] as const) state(`${part} ${name}`, row[part])
  // What is shown of an earlier run was taken in when it was new.
  if (!row.as_of) state(`rate ${name}`, row.rate_share)
  state(`low ${name}`, row.low_share)
}

export const list = (body: string): Fields[] => items(JSON.parse(body) as Json)
const parse = (body: string): Fields => JSON.parse(body) as Fields
const items = (value: Json | undefined): Fields[] => (Array.isArray(value) ? (value as Fields[]) : [])

/** RFC 4180 as it is sent: cells between commas, in quotes where they must be. */
export function table(body: string): Fields[] {
  const [header = [], ...rows] = body
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
        cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
      ),
    )
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
}
