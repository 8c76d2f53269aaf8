import type { ColumnClass, Dataset, Row } from '../../dataset.ts'

/** A table of a payer's own: its amounts and its members' counts, for that payer. */
export function ofPayer(
  name: string,
  { said = '', counts = '', amounts = '' }: { said?: string; counts?: string; amounts?: string },
): Dataset {
  const each = (names: string, kind: ColumnClass) =>
    names
      .trim()
      .split(/\s+/)
      .filter((one) => one !== '')
      .map((one) => [one, kind] as const)
  return {
    name,
    columns: Object.fromEntries([
      ...each(`payer payer_name line_of_business ${said}`, 'public'),
      ...each(counts, 'count'),
      ...each(amounts, 'own-amount'),
    ]),
    parties: (row: Row) => ({ payer: String(row.payer) }),
  }
}
