/** The practices that the viewer may open. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Role } from '../api/people/sign-in.ts'
import type { PracticeRow } from '../api/practice/practices.ts'
import { practicesQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Withheld } from '../design/answers/withheld.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { count } from '../design/words/format.ts'

export function PracticesPage() {
  const practices = useQuery(practicesQuery)
  const role = useQuery(sessionQuery).data?.viewer?.role
  return (
    <div className="page">
      <Page
        title="Practices"
        lead={LEAD[role ?? 'public']}
        actions={<Download path="/api/practices" about="practices" />}
      >
        <Answer query={practices} what="the practices">
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState heading="No practice is open to you yet." />
            ) : (
              <Table
                caption={`${count(rows.length)} practices`}
                columns={columns(role)}
                rows={rows}
                rowKey={(row) => row.practice_id}
              />
            )
          }
        </Answer>
      </Page>
    </div>
  )
}

const LEAD: Partial<Record<Role, string>> = {
  payer:
    'Practices that care for your members. You see your own members and your own amounts; all-payer rates as whole percents.',
  convener: 'Every practice of the initiative. People and prices stay with those who treat and those who pay.',
  state: 'Every practice of the region. Counts under 11 are withheld.',
  public: 'Practices with results that were agreed to be public.',
  'provider-organization': 'The practices of your organization.',
}

function columns(role: Role | undefined): Column<PracticeRow>[] {
  const first =
    role === 'convener' || role === 'state' || role === 'public'
      ? '/practices/$practice_id/scorecard'
      : '/practices/$practice_id/panel'
  return [
    {
      key: 'practice_name',
      label: 'Practice',
      names: true,
      cell: (row) => (
        <Link to={first} params={{ practice_id: row.practice_id }}>
          {row.practice_name}
        </Link>
      ),
    },
    { key: 'organization_name', label: 'Provider organization', cell: (row) => row.organization_name ?? '–' },
    {
      key: 'people',
      label: 'People',
      numeric: true,
      cell: (row) => (row.people === null ? <Withheld /> : count(row.people)),
    },
  ]
}
