/** Whether money follows each payer's models: no amount, and no count. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { flowsQuery, type PaymentFlow } from '../../api/convening/adoption.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'

const FLOWS: Readonly<Record<PaymentFlow['flows'], { tone: Tone; words: string }>> = {
  all: { tone: 'good', words: 'It follows' },
  some: { tone: 'note', words: 'In part' },
  none: { tone: 'bad', words: 'Not yet' },
}

export function Flows() {
  const query = useQuery(flowsQuery)
  return (
    <section className="card" aria-labelledby="flows">
      <h2 id="flows">Whether money follows</h2>
      <p className="quiet">Of contracts in the last run: whether statements pay something. No amounts are shown.</p>
      <Answer query={query} what="whether money follows">
        {(rows) => (
          <Table
            caption="Whether money follows each payer’s models"
            quietCaption
            columns={[
              { key: 'payer', label: 'Payer', names: true, cell: (row: PaymentFlow) => row.payer_name },
              { key: 'model', label: 'Model', cell: (row) => row.model_title },
              {
                key: 'flows',
                label: 'Money',
                cell: (row) => (
                  <>
                    <Badge tone={FLOWS[row.flows].tone}>{FLOWS[row.flows].words}</Badge>
                    <span className="under">{sentence(row.because)}</span>
                    <Statements of={row} />
                  </>
                ),
              },
            ]}
            rows={rows}
            rowKey={(row) => `${row.payer} ${row.model}`}
          />
        )}
      </Answer>
    </section>
  )
}

/** Down to the statements, where the reader is the payer. */
function Statements({ of: { payer_name, model_title, statements } }: { of: PaymentFlow }) {
  if (statements.length === 0) return null
  return (
    <details className="convening-why">
      <summary>
        Your statements
        <span className="ds-u-visibility--screen-reader">
          {' '}
          of {payer_name}, {model_title}
        </span>
      </summary>
      <ul>
        {statements.map(({ practice_id, about, pays, because, explain_id }) => (
          <li key={practice_id}>
            <Link to="/explain/$" params={{ _splat: explain_id }} search={{ from: '/convening/adoption' }}>
              {about}
            </Link>
            : {pays ? 'pays something' : (because ?? 'pays nothing')}
          </li>
        ))}
      </ul>
    </details>
  )
}
