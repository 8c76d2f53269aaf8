/** The whole panel of a practice: how many people over which payers, who came and went, and each person with the reason. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { PAGE_ROWS, type PanelAsked, panelPath, panelQuery, practiceQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { useEmergency } from '../people/use-emergency.ts'
import { Freshness } from './freshness.tsx'
import { Paging } from './paging.tsx'
import { PanelFilters } from './panel-filters.tsx'
import { PanelHeadline } from './panel-headline.tsx'
import { PanelTable } from './panel-table.tsx'
import './panel.css'

const ROUTE = '/practices/$practice_id/panel'

export function PanelPage() {
  const { practice_id } = useParams({ from: ROUTE })
  const asked = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const practice = useQuery(practiceQuery(practice_id))
  const panel = useQuery(panelQuery(practice_id, asked))
  const emergency = useEmergency(practice_id)
  const change = (said: PanelAsked) =>
    void navigate({
      search: (was: PanelAsked) => ({ ...was, offset: undefined, ...said }),
      replace: !('offset' in said),
      resetScroll: false,
    })
  const clear = () => void navigate({ search: {}, resetScroll: false })
  const total = panel.data?.total
  return (
    <Page
      title="Panel"
      place={practice.data?.practice_name}
      actions={
        panel.data &&
        !emergency && (
          <Download path={panelPath(practice_id, { ...asked, offset: undefined })} about="the people shown" />
        )
      }
    >
      <Answer query={practice} what="the practice">
        {(found) => <PanelHeadline practice={found} asked={asked} change={change} />}
      </Answer>
      {practice.data && !emergency && (
        <p className="page-ways">
          <Link to="/attribution/changes" search={{ practice: practice_id }}>
            Who came and left, list by list
          </Link>{' '}
          ·{' '}
          <Link to="/attribution/reconciliation" search={{ practice: practice_id }}>
            Beside payers’ lists and the practice’s own
          </Link>
        </p>
      )}
      <section aria-labelledby="people-heading" className="panel-people">
        <h2 id="people-heading">People</h2>
        {!panel.isError && (
          <PanelFilters practice={practice.data} asked={asked} change={change} clear={clear} total={total} />
        )}
        <Answer query={panel} what="the panel">
          {(found) => (
            <div className={panel.isPlaceholderData ? 'stale' : undefined}>
              <PanelTable practiceId={practice_id} panel={found} asked={asked} change={change} clear={clear} />
              <Paging
                total={found.total}
                offset={asked.offset ?? 0}
                size={PAGE_ROWS}
                go={(offset) => change({ offset: offset || undefined })}
              />
            </div>
          )}
        </Answer>
      </section>
      {practice.data && <Freshness asOf={practice.data.as_of} />}
    </Page>
  )
}
