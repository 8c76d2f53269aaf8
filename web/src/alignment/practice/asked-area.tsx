/** One area: its questions down, the practice's payers across. On a phone each question is a card. */
import type { Text } from '../../api/alignment/alignment.ts'
import type { AskedByPayers, PayersOfPractice } from '../../api/alignment/answers.ts'
import { Fold } from '../../design/frame/fold.tsx'
import { Table } from '../../design/tables/table.tsx'
import { DegreeMark } from '../degree-mark.tsx'

type Props = { label: string; elements: readonly AskedByPayers[]; payers: PayersOfPractice['payers'] }

export function AskedArea({ label, elements, payers }: Props) {
  if (elements.length === 0) return null
  return (
    <Fold summary={label} rows={elements.length}>
      <div className="payers-area">
        <Table
          caption={label}
          columns={[
            {
              key: 'asks',
              label: 'Question',
              names: true,
              cell: ({ label: named, asks }: AskedByPayers) => (
                <>
                  {named}
                  <span className="under quiet">{asks}</span>
                </>
              ),
            },
            {
              key: 'degree',
              label: 'Among them',
              cell: (row) => (
                <span>
                  <DegreeMark degree={row.degree} />
                  <span className="under quiet">
                    {isAlike(row) ? 'All answer alike' : `${statedBy(row)} of ${payers.length} answer`}
                  </span>
                </span>
              ),
            },
            ...payers.map(({ payer, name }) => ({
              key: payer,
              label: name,
              cell: ({ answers }: AskedByPayers) => (
                <Said says={answers.find((one) => one.payer === payer)?.says ?? []} />
              ),
            })),
            {
              key: 'common',
              label: 'Common model',
              cell: ({ reference_says }) => <Said says={reference_says} />,
            },
          ]}
          rows={elements}
          rowKey={({ element }) => element}
          rowClass={(row) => (isAlike(row) ? 'payers-alike' : undefined)}
        />
      </div>
    </Fold>
  )
}

const statedBy = ({ answers }: AskedByPayers): number => answers.filter(({ says }) => says.length > 0).length

/** Who does not answer is not alike. */
const isAlike = (row: AskedByPayers): boolean => row.degree === 'exact' && statedBy(row) === row.answers.length

function Said({ says }: { says: readonly Text[] }) {
  if (says.length === 0) return <span className="quiet">Not stated</span>
  return <span>{says.map((one) => one.says).join(' / ')}</span>
}
