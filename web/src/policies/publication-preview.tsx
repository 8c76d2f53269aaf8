/** What publishing would show to whom, in counts of figures, before anything is out. */
import { useQuery } from '@tanstack/react-query'
import { publicationPreviewQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { sentence } from '../design/answers/error-note.tsx'
import { Table } from '../design/tables/table.tsx'

export function PublicationPreview() {
  const preview = useQuery(publicationPreviewQuery)
  return (
    <Answer query={preview} what="what publishing would show">
      {({ period, rows }) => (
        <>
          <Table
            caption={`What publishing ${period} would show`}
            columns={[
              {
                key: 'whom',
                label: 'To whom',
                names: true,
                cell: (row) => sentence(row.whom).replace(/\.$/, ''),
              },
              { key: 'what', label: 'What', cell: (row) => sentence(row.what).replace(/\.$/, '') },
              { key: 'shown', label: 'Shown', numeric: true, cell: (row) => `${row.shown} of ${row.all}` },
              { key: 'withheld', label: 'Withheld, or of nobody', numeric: true, cell: (row) => row.withheld },
            ]}
            rows={rows}
            rowKey={(row) => `${row.whom} ${row.what}`}
          />
          {rows.some((row) => !row.by_publication) && (
            <p className="quiet">By the policy in force rates and costs of practices do not wait for a publication.</p>
          )}
        </>
      )}
    </Answer>
  )
}
