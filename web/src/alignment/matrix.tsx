/** Payers across, areas down: how far each is from the reference. A cell opens the two payers' texts. */
import type { ReactNode } from 'react'
import type { AreaCell, AreaRow, Overview } from '../api/alignment/alignment.ts'
import { Table } from '../design/tables/table.tsx'
import { DegreeMark } from './degree-mark.tsx'

type Props = {
  found: Overview
  /** The link of a cell around its content. */
  open: (at: { area: string; payer: string }, content: ReactNode) => ReactNode
}

export function Matrix({ found, open }: Props) {
  const others = found.payers.filter(({ payer }) => payer !== found.reference)
  return (
    <Table
      caption={`Compared with ${nameOf(found, found.reference)}`}
      columns={[
        {
          key: 'area',
          label: 'Area',
          names: true,
          cell: (row: AreaRow) => (
            <>
              {row.label}
              <span className="under quiet">{row.elements} elements</span>
            </>
          ),
        },
        ...others.map(({ payer, name }) => ({
          key: payer,
          label: name,
          cell: (row: AreaRow) => {
            const cell = row.payers.find((one) => one.payer === payer)
            return cell ? open({ area: row.area, payer }, <OfPayer cell={cell} />) : null
          },
        })),
      ]}
      rows={found.areas}
      rowKey={({ area }) => area}
    />
  )
}

export const nameOf = ({ payers }: Overview, payer: string): string =>
  payers.find((one) => one.payer === payer)?.name ?? payer

/** An area's degree is the farthest, so it never stands without its counts. */
function OfPayer({ cell: { degree, counts } }: { cell: AreaCell }) {
  const stated = counts.exact + counts.directional + counts.divergent
  return (
    <>
      <DegreeMark degree={degree} />
      {stated > 0 && (
        <span className="under quiet">
          {counts.exact} exact, {counts.directional} directional, {counts.divergent} divergent
        </span>
      )}
    </>
  )
}
