/** How the practice does over all payers at once, beside what each payer alone would see. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { periodsQuery, scorecardPath, scorecardQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { CostSection } from './cost-section.tsx'
import { MeasureCard } from './measure-card.tsx'
import './scorecard.css'

export function ScorecardPage() {
  const { practice_id } = useParams({ from: '/practices/$practice_id/scorecard' })
  const scorecard = useQuery(scorecardQuery(practice_id))
  const baseline = useQuery(periodsQuery).data?.baseline
  return (
    <Page
      title="Scorecard"
      place={scorecard.data?.practice_name ?? undefined}
      lead="One rate over all payers says how the practice does. A single payer’s rate rests on few people and swings."
      actions={<Download path={scorecardPath(practice_id)} about="the scorecard" />}
    >
      <Answer query={scorecard} what="the scorecard">
        {(found) => (
          <>
            {found.measures.length === 0 && <EmptyState heading="No measure has a rate in this period." />}
            <div className="measures">
              {found.measures.map((measure) => (
                <MeasureCard key={measure.measure} measure={measure} period={found.period} baseline={baseline} />
              ))}
            </div>
            <CostSection cost={found.cost} period={found.period} path={scorecardPath(practice_id)} />
          </>
        )}
      </Answer>
    </Page>
  )
}
