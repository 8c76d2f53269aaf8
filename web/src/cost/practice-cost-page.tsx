/** Cost of one practice's people: what its scorecard shows, what moved a payer's own there, and use. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { practiceCostPath, practiceCostQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { CategoryUseSection } from './categories-section.tsx'
import { DriversSection } from './drivers-section.tsx'
import { How } from './how.tsx'
import { PracticesSection } from './practices-section.tsx'
import { UseSection } from './use-section.tsx'
import './cost.css'

export function PracticeCostPage() {
  const { practice_id } = useParams({ from: '/practices/$practice_id/cost' })
  const cost = useQuery(practiceCostQuery(practice_id))
  const path = practiceCostPath(practice_id)
  return (
    <Page
      title="Cost"
      place={cost.data?.practice_name ?? undefined}
      lead="What care of the practice’s people costs wherever they went, and how much care they use."
    >
      <Answer query={cost} what="the cost">
        {(found) => (
          <>
            <PracticesSection
              practices={found.cost.map((row) => ({
                ...row,
                practice_id,
                practice_name: found.practice_name ?? practice_id,
              }))}
              period={found.period}
              path={path}
            />
            <DriversSection
              drivers={found.drivers}
              baseline={found.baseline}
              period={found.period}
              actions={<Download path={`${path}?table=drivers`} about="price, use and mix" />}
            />
            <UseSection use={found.use} path={`${path}?table=use`} period={found.period} baseline={found.baseline} />
            <CategoryUseSection
              use={found.category_use}
              path={`${path}?table=category_use`}
              period={found.period}
              baseline={found.baseline}
              whose={found.practice_name ?? practice_id}
            />
            <How rules={found.how} />
          </>
        )}
      </Answer>
    </Page>
  )
}
