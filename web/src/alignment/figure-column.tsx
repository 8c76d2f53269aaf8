/** A column of figures: withheld where a row says so, else a dash where there is none. */
import type { Withheld as Held } from '../api/answer.ts'
import { heldBack, Withheld } from '../design/answers/withheld.tsx'
import type { Column } from '../design/tables/table.tsx'
import { count, percent } from '../design/words/format.ts'

type Row = { withheld: Held[] }

export const figure = <Of extends Row>(
  key: keyof Of & string,
  label: string,
  say: (value: Of[keyof Of]) => string,
): Column<Of> => ({
  key,
  label,
  numeric: true,
  cell: (row) => {
    const held = heldBack(row.withheld, key)
    return held ? <Withheld because={held.because} /> : row[key] == null ? '–' : say(row[key])
  },
})

export const number = <Of extends Row>(key: keyof Of & string, label: string): Column<Of> =>
  figure(key, label, (value) => count(Number(value)))

export const share = <Of extends Row>(key: keyof Of & string, label: string): Column<Of> =>
  figure(key, label, (value) => percent(String(value), 0))
