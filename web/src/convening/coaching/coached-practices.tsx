/** Each practice that lets the coach in, with what is worst there: over all payers, beside the target and the year before. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type CoachedPractice, type CoachingPlan, coachedQuery, type Gap } from '../../api/convening/coaching.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { heldBack, Withheld, WithheldNote } from '../../design/answers/withheld.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day, percent } from '../../design/words/format.ts'

export function CoachedPractices({ plans }: { plans: CoachingPlan[] }) {
  const query = useQuery(coachedQuery)
  return (
    <section className="card" aria-labelledby="coached-practices">
      <h2 id="coached-practices">Practices you coach</h2>
      <Answer query={query} what="the practices you coach">
        {(practices) =>
          practices.length === 0 ? (
            <EmptyState heading="No practice has let you in yet.">
              <p>A practice’s administrator lets a coach in, under People.</p>
            </EmptyState>
          ) : (
            <>
              <Table
                caption="Practices, the one farthest behind its targets first"
                quietCaption
                columns={[
                  {
                    key: 'practice',
                    label: 'Practice',
                    names: true,
                    cell: ({ practice_id, practice_name }: CoachedPractice) => (
                      <Link to="/practices/$practice_id/coaching" params={{ practice_id }}>
                        {practice_name}
                      </Link>
                    ),
                  },
                  { key: 'worst', label: 'Farthest behind', cell: ({ gaps }) => <Worst gap={gaps[0]} /> },
                  {
                    key: 'tasks',
                    label: 'Tasks',
                    cell: ({ practice_id }) => <Tasks plan={planOf(plans, practice_id)} />,
                  },
                  {
                    key: 'visit',
                    label: 'Next visit',
                    cell: ({ practice_id }) => {
                      const plan = planOf(plans, practice_id)
                      return (
                        <>
                          {plan?.next_visit ? day(plan.next_visit) : 'None planned'}
                          {plan && plan.visits_to_write_up > 0 && (
                            <span className="under">{plan.visits_to_write_up} to write up</span>
                          )}
                        </>
                      )
                    },
                  },
                ]}
                rows={practices}
                rowKey={(row) => row.practice_id}
              />
              <WithheldNote held={practices.flatMap(({ gaps }) => gaps.map((gap) => gap.withheld))} />
            </>
          )
        }
      </Answer>
    </section>
  )
}

const planOf = (plans: CoachingPlan[], practice_id: string) => plans.find((one) => one.practice_id === practice_id)

function Worst({ gap }: { gap: Gap | undefined }) {
  if (!gap) return <>No measure is worked out.</>
  const held = heldBack(gap.withheld, 'rate_share')
  if (held) return <Withheld because={held.because} />
  if (gap.behind_share === null) return <>Nothing is behind its target.</>
  return (
    <>
      {gap.title}
      <span className="under">
        <RateLine gap={gap} />
      </span>
    </>
  )
}

/** A rate, its target, and where it came from. */
export function RateLine({ gap: { rate_share, target_share, better_share } }: { gap: Gap }) {
  const worse = better_share?.startsWith('-') ?? false
  const same = better_share !== null && Number(better_share) === 0
  return (
    <>
      {percent(rate_share)}, target {percent(target_share, 0)}
      {better_share !== null &&
        (same
          ? '; as the year before'
          : `; ${percent(better_share.replace('-', ''))} ${worse ? 'worse' : 'better'} than the year before`)}
    </>
  )
}

function Tasks({ plan }: { plan: CoachingPlan | undefined }) {
  if (!plan) return <>–</>
  return (
    <>
      {plan.tasks_open} open, {plan.tasks_done} done
      {plan.tasks_late > 0 && (
        <span className="under">
          <Badge tone="bad">{`${plan.tasks_late} late`}</Badge>
        </span>
      )}
    </>
  )
}
