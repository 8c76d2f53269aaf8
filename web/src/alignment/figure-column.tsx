/** A column of figures: withheld where a row says so, else a dash where there is none. */
import type { Withheld as Held } from '../api/answer.ts'
import { heldBack, Withheld } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import type { Column } from '../design/tables/table.tsx'
import { count, percent } from '../design/words/format.ts'

type Row = { withheld: Held[]; explain_id?: string | null }

export const figure = <Of extends Row>(
  key: keyof Of & string,
  label: string,
  say: (value: Of[keyof Of]) => string,
  /** What it is, for the link that takes it apart; where the row has one. */
  about?: (row: Of) => string,
): Column<Of> => ({
  key,
  label,
  numeric: true,
  cell: (row) => {
    const held = heldBack(row.withheld, key)
    if (held) return <Withheld because={held.because} />
    const said = row[key] == null ? '–' : say(row[key])
    return about ? <Figure value={said} about={about(row)} explain={row.explain_id} /> : said
  },
})

type About<Of> = (row: Of) => string

export const number = <Of extends Row>(key: keyof Of & string, label: string, about?: About<Of>): Column<Of> =>
  figure(key, label, (value) => count(Number(value)), about)

export const share = <Of extends Row>(key: keyof Of & string, label: string, about?: About<Of>): Column<Of> =>
  figure(key, label, (value) => percent(String(value), 0), about)
