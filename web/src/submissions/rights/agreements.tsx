/** By what right the data is here. */
import type { Agreement } from '../../api/received/feeds.ts'
import { Download } from '../../design/tables/download.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { words } from '../../design/words/words.ts'

export function Agreements({ agreements }: { agreements: Agreement[] }) {
  return (
    <section aria-labelledby="agreements-heading" className="card">
      <header className="submission-head">
        <h2 id="agreements-heading">Data agreements</h2>
        <p>
          <Download path="/api/agreements" about="data agreements" />
        </p>
      </header>
      {agreements.length === 0 ? (
        <p className="quiet">None is recorded. What was sent is held until one is.</p>
      ) : (
        <Table
          quietCaption
          caption="Data agreements"
          columns={[
            {
              key: 'title',
              label: 'Agreement',
              names: true,
              cell: (row) => (
                <>
                  {row.title}
                  <span className="under">{row.payer_name}</span>
                </>
              ),
            },
            {
              key: 'state',
              label: 'State',
              cell: (row) => <Badge tone={row.state === 'in force' ? 'good' : 'open'}>{words(row.state)}</Badge>,
            },
            { key: 'purposes', label: 'Permits', cell: (row) => row.purposes.map(words).join(', ') },
            {
              key: 'lines',
              label: 'Covers',
              cell: (row) =>
                row.lines_of_business.length === 0
                  ? 'All lines of business'
                  : row.lines_of_business.map(words).join(', '),
            },
            {
              key: 'days',
              label: 'Days',
              cell: (row) => (
                <>
                  {row.end_date
                    ? `${day(row.start_date)} to ${day(row.end_date)}`
                    : `From ${day(row.start_date)}, no end`}
                  {row.withdrawn_on && <span className="under">withdrawn {day(row.withdrawn_on)}</span>}
                </>
              ),
            },
            { key: 'end', label: 'At its end', cell: (row) => words(row.on_end) },
          ]}
          rows={agreements}
          rowKey={(row) => row.agreement}
        />
      )}
    </section>
  )
}
