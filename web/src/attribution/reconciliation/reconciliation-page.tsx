/** Three lists of a practice's people beside each other, and one decision for each person. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Reconciliation } from '../../api/attribution/rosters.ts'
import { PAGE_ROWS, type ReconciliationAsked, reconciliationPath, reconciliationQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { count, month } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { Paging } from '../../panel/paging.tsx'
import { PracticeChoice, usePractice } from '../practice-choice.tsx'
import { RuleSteps } from '../rule-steps.tsx'
import { Agreement } from './agreement.tsx'
import { decisionInWords, OUTCOME } from './decisions.ts'
import { NoList } from './no-list.tsx'
import { ReconciledTable } from './reconciled-table.tsx'
import { Unnamed } from './unnamed.tsx'
import './reconciliation.css'

const ROUTE = '/attribution/reconciliation'
export type ReconciliationSearch = ReconciliationAsked & { practice?: string | undefined }

export function ReconciliationPage() {
  const { practice, ...asked } = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const { practices, practice_id } = usePractice(practice)
  const lists = useQuery({ ...reconciliationQuery(practice_id ?? '', asked), enabled: practice_id !== undefined })
  const place = practices.find((one) => one.practice_id === practice_id)?.practice_name
  return (
    <Page
      title="Reconciliation"
      place={place}
      lead={`Three lists say who is a patient of ${place ?? 'a practice'}: the payers’, the practice’s own, and the panel made from claims. Here they stand beside each other, with one decision for each person.`}
    >
      {practice_id && practices.length > 1 && (
        <div className="filters changes-choice">
          <PracticeChoice
            practices={practices}
            here={practice_id}
            choose={(chosen) => void navigate({ search: { practice: chosen }, resetScroll: false })}
          />
        </div>
      )}
      <Answer query={lists} what="the lists">
        {(found) => (
          <div className={lists.isPlaceholderData ? 'stale' : undefined}>
            <Reconciled found={found} />
          </div>
        )}
      </Answer>
    </Page>
  )
}

function Reconciled({ found }: { found: Reconciliation }) {
  const { practice: _, ...asked } = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const change = (said: ReconciliationAsked) =>
    void navigate({
      search: (was: ReconciliationSearch) => ({ ...was, offset: undefined, ...said }),
      resetScroll: false,
    })
  const path = reconciliationPath(found.practice_id, { ...asked, offset: undefined })
  return (
    <>
      <Newest lists={found.lists} />
      {!found.lists.some((one) => one.source === 'practice') && <NoList practice_id={found.practice_id} />}
      <Agreement
        agreement={found.agreement}
        own={found.lists.some((one) => one.source === 'practice')}
        chosen={asked.named_by}
        choose={(said) => change({ named_by: said === asked.named_by ? undefined : said })}
      />
      <section aria-labelledby="people-heading" className="changes-people">
        <div className="section-head">
          <h2 id="people-heading">Person by person</h2>
          <p className="downloads">
            <Download path={path} about="the people shown" />
          </p>
        </div>
        <Filters found={found} asked={asked} change={change} />
        {found.rows.length === 0 ? (
          <EmptyState heading="Nobody matches.">
            <button
              type="button"
              className="plain"
              onClick={() => change({ decision: undefined, outcome: undefined, named_by: undefined })}
            >
              Show everybody
            </button>
          </EmptyState>
        ) : (
          <ReconciledTable found={found} />
        )}
        <Paging
          total={found.total}
          offset={asked.offset ?? 0}
          size={PAGE_ROWS}
          go={(offset) => change({ offset: offset || undefined })}
        />
      </section>
      <Unnamed found={found} />
      <RuleSteps
        heading="How it is decided"
        about="The three lists are held against each other step by step."
        steps={found.steps}
        file={`models/${found.rule}.yaml`}
      />
    </>
  )
}

function Newest({ lists }: { lists: Reconciliation['lists'] }) {
  if (lists.length === 0) return null
  const months = (source: 'plan' | 'practice') =>
    lists.filter((one) => one.source === source).map((one) => `${one.payer_name} ${month(one.year_month)}`)
  const [plan, own] = [months('plan'), lists.filter((one) => one.source === 'practice')]
  return (
    <p className="quiet newest-lists">
      Newest lists that name the practice: {plan.length > 0 ? `of payers ${plan.join(', ')}` : 'none of a payer'};{' '}
      {own.length > 0
        ? `the practice’s own of ${month(
            own
              .map((one) => one.year_month)
              .toSorted()
              .at(-1) ?? '',
          )}`
        : 'none of its own'}
      .
    </p>
  )
}

type FiltersProps = {
  found: Reconciliation
  asked: ReconciliationAsked
  change: (said: ReconciliationAsked) => void
}

function Filters({ found, asked, change }: FiltersProps) {
  const steps = [...new Set(found.decisions.map((one) => one.decision))]
  const people = (keep: (one: Reconciliation['decisions'][number]) => boolean) =>
    count(found.decisions.filter(keep).reduce((sum, one) => sum + one.people, 0))
  return (
    <div className="filters">
      <Choice
        label="Decided for"
        value={asked.outcome}
        all="Anybody"
        options={(['here', 'elsewhere', 'nowhere'] as const).map((one) => [
          one,
          `${OUTCOME[one]} (${people(({ outcome }) => outcome === one)})`,
        ])}
        choose={(outcome) => change({ outcome })}
      />
      <Choice
        label="Decided by"
        value={asked.decision}
        all="Any step"
        options={steps.map((one) => [one, `${decisionInWords(one)} (${people(({ decision }) => decision === one)})`])}
        choose={(decision) => change({ decision })}
      />
      <p className="filters-found" role="status">
        <b>{count(found.total)}</b> {plural(found.total, 'person', 'people')}
      </p>
    </div>
  )
}
