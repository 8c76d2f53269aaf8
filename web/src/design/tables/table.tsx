/** A table with a caption and scoped heads. On a phone each row becomes a card; nothing runs off the page. */
import type { ReactNode } from 'react'

export type Column<Row> = {
  key: string
  label: string
  cell: (row: Row) => ReactNode
  /** Numbers stand right, so that their digits line up. */
  numeric?: boolean
  /** The cell that names the row. */
  names?: boolean
  sort?: { is: 'ascending' | 'descending' | undefined; by: () => void } | undefined
}

type Props<Row> = {
  caption: ReactNode
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  quietCaption?: boolean
  rowClass?: (row: Row) => string | undefined
}

export function Table<Row>({ caption, columns, rows, rowKey, quietCaption, rowClass }: Props<Row>) {
  return (
    <table className="table">
      <caption className={quietCaption ? 'ds-u-visibility--screen-reader' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={column.numeric ? 'number' : undefined}
              aria-sort={sorted(column)}
            >
              {column.sort ? <SortButton label={column.label} sort={column.sort} /> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)} className={rowClass?.(row)}>
            {columns.map((column) => (
              <Cell key={column.key} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const className = column.numeric ? 'number' : undefined
  if (column.names)
    return (
      <th scope="row" className={className}>
        {column.cell(row)}
      </th>
    )
  return (
    <td className={className} data-label={column.label}>
      {column.cell(row)}
    </td>
  )
}

const sorted = <Row,>(column: Column<Row>) => column.sort?.is

function SortButton({ label, sort }: { label: string; sort: NonNullable<Column<unknown>['sort']> }) {
  const arrow = sort.is === 'ascending' ? '▲' : sort.is === 'descending' ? '▼' : '↕'
  return (
    <button type="button" className="sort" onClick={sort.by}>
      {label} <span aria-hidden="true">{arrow}</span>
    </button>
  )
}
