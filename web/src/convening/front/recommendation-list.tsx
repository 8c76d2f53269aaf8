/** Recommendations by where they stand: what moves first, then what is done. */
import { Link } from '@tanstack/react-router'
import type { Initiative, Recommendation, State } from '../../api/convening/convening.ts'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { nextOf, STATE } from '../words.ts'

const ORDER: readonly State[] = [
  ...(['in-vote', 'voted', 'accepted', 'answering', 'in-comment', 'proposed', 'draft'] as const),
  ...(['published', 'superseded', 'withdrawn'] as const),
]

export function RecommendationList({ all, initiatives }: { all: Recommendation[]; initiatives: Initiative[] }) {
  const committees = new Map(initiatives.flatMap((one) => one.committees.map((each) => [each.committee, each.title])))
  const rows = [...all].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
  return (
    <section className="card" aria-labelledby="recommendations">
      <h2 id="recommendations">Recommendations</h2>
      {rows.length === 0 ? (
        <EmptyState heading="None has been begun." />
      ) : (
        <Table
          caption="Recommendations by where they stand"
          quietCaption
          columns={[
            {
              key: 'title',
              label: 'Recommendation',
              names: true,
              cell: ({ recommendation, title }: Recommendation) => (
                <Link to="/convening/recommendations/$recommendation" params={{ recommendation }}>
                  {title}
                </Link>
              ),
            },
            { key: 'committee', label: 'Committee', cell: (row) => committees.get(row.committee) ?? row.committee },
            {
              key: 'state',
              label: 'Where it stands',
              cell: ({ state }) => <Badge tone={STATE[state].tone}>{STATE[state].words}</Badge>,
            },
            { key: 'next', label: 'Next', cell: (row) => nextOf(row) || '–' },
          ]}
          rows={rows}
          rowKey={(row) => row.recommendation}
        />
      )}
    </section>
  )
}
