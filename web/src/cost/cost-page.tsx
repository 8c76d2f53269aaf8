/** What was spent: a payer's own people's whole cost; to others what may be told of all payers together. */
import { useQuery } from '@tanstack/react-query'
import type { Cost } from '../api/cost/cost.ts'
import { COST_PATH, costQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { amount } from '../design/words/format.ts'
import { CategoriesSection, CategoryUseSection } from './categories-section.tsx'
import { CompletenessSection } from './completeness-section.tsx'
import { CostNav } from './cost-nav.tsx'
import { DriversSection } from './drivers-section.tsx'
import { Headlines } from './headline.tsx'
import { How } from './how.tsx'
import { MonthsSection } from './months-section.tsx'
import { PracticesSection } from './practices-section.tsx'
import { SharesSection, SpendingSection } from './spending-section.tsx'
import { TruncationSection } from './truncation-section.tsx'
import { UseSection } from './use-section.tsx'
import './cost.css'

const LEAD: Record<string, string> = {
  payer: 'What care of your members costs, what moved it, and how far its months are complete.',
  practice: 'What care of your people costs over all payers, as far as nobody’s price can be worked out from it.',
  convener: 'What may be told of all payers together. What one payer spends is its own.',
}

export function CostPage() {
  const cost = useQuery(costQuery)
  const role = useQuery(sessionQuery).data?.viewer?.role ?? ''
  return (
    <div className="page cost">
      <CostNav />
      <Page title="Cost" lead={LEAD[role === 'provider-organization' ? 'practice' : role] ?? LEAD.convener}>
        <Answer query={cost} what="the cost">
          {(found) => <Shown found={found} />}
        </Answer>
      </Page>
    </div>
  )
}

function Shown({ found }: { found: Cost }) {
  const { period, baseline } = found
  if (found.spending.length + found.practices.length + found.region.length === 0)
    return <EmptyState heading="This run holds no cost that you may know of." />
  return (
    <>
      <Headlines spending={found.spending} drivers={found.drivers} period={period} baseline={baseline} />
      <RegionCost found={found} />
      <CategoriesSection categories={found.categories} period={period} baseline={baseline} />
      <MonthsSection months={found.months} />
      <DriversSection
        drivers={found.drivers}
        baseline={baseline}
        period={period}
        actions={<Download path={`${COST_PATH}?table=drivers`} about="price, use and mix" />}
      />
      <SpendingSection spending={found.spending} />
      <TruncationSection truncation={found.truncation} outliers={found.outliers} />
      <SharesSection shares={found.shares} period={period} baseline={baseline} />
      <PracticesSection practices={found.practices} period={period} />
      <UseSection use={found.use} path={`${COST_PATH}?table=use`} period={period} baseline={baseline} />
      <CategoryUseSection
        use={found.category_use}
        path={`${COST_PATH}?table=category_use`}
        period={period}
        baseline={baseline}
        whose="the region"
      />
      <CompletenessSection rows={found.completeness} />
      {found.spending.length === 0 && <NotShown />}
      <How rules={found.how} />
    </>
  )
}

/** The region beside which a scorecard sets a practice. */
function RegionCost({ found }: { found: Cost }) {
  const [first, ...rest] = found.region
  if (!first || found.spending.length > 0) return null
  return (
    <section className="card" aria-labelledby="region">
      <h2 id="region">{first.payer_name}, the whole region</h2>
      <p className="cost-main">
        {first.region_pmpm_usd === null ? (
          <Withheld because={first.withheld[0]?.because} />
        ) : (
          amount(first.region_pmpm_usd)
        )}
      </p>
      <p className="quiet">per member and month (PMPM) in {found.period}, after truncation, of everybody on a panel</p>
      {rest.length > 0 && (
        <dl className="cost-parts">
          {rest.map((row) => (
            <div key={row.payer}>
              <dt>{row.payer_name}</dt>
              <dd>
                {row.region_pmpm_usd === null ? (
                  <Withheld because={row.withheld[0]?.because} />
                ) : (
                  amount(row.region_pmpm_usd)
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <WithheldNote held={found.region.map((row) => row.withheld)} />
    </section>
  )
}

const NotShown = () => (
  <section className="card" aria-labelledby="not-shown">
    <h2 id="not-shown">What is not here, and why</h2>
    <ul>
      <li>What one payer spends, its months and what moved its cost are for that payer.</li>
      <li>
        Dollars over all payers by month or by kind of service would say, one from the other, what an organization is
        paid. Use is shown in their place.
      </li>
      <li>Cost before truncation stays, since beside the one after it, it tells what the costliest people cost.</li>
    </ul>
  </section>
)
