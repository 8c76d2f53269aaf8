/** Adds a step to the plan, and changes one: another owner or day, done, or given up with the reason. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { goalsQuery, type Initiative, recommendationsQuery } from '../../api/convening/convening.ts'
import { type Nameable, nameableQuery } from '../../api/convening/nameable.ts'
import { type PlanStep, planQuery, stepPath, stepsPath } from '../../api/convening/plan.ts'
import { actionsQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import type { Named } from '../../design/forms/pick-field.tsx'
import { words } from '../../design/words/words.ts'
import { ActForm, orNull } from '../act-form.tsx'

export function AddStep({ initiatives }: { initiatives: Initiative[] }) {
  return initiatives.map((one) => <AddTo key={one.initiative} initiative={one} many={initiatives.length > 1} />)
}

function AddTo({ initiative: { initiative, title }, many }: { initiative: Initiative; many: boolean }) {
  const goals = useQuery(goalsQuery).data ?? []
  const recommendations = useQuery(recommendationsQuery).data ?? []
  const actions = useQuery(actionsQuery).data ?? []
  const steps = useQuery(planQuery).data ?? []
  const nameable = useQuery(nameableQuery(initiative)).data
  const own = <Of extends { initiative: string }>(all: readonly Of[]) =>
    all.filter((one) => one.initiative === initiative)
  const serves = [
    ...own(goals)
      .filter(({ ended_on }) => ended_on === null)
      .map(({ goal, title: name }) => ({ key: `goal ${goal}`, name, group: 'Goals' })),
    ...own(recommendations)
      .filter(({ state }) => state !== 'withdrawn' && state !== 'superseded')
      .map((one) => ({ key: `recommendation ${one.recommendation}`, name: one.title, group: 'Recommendations' })),
    ...actions
      .filter(({ state }) => state !== 'ended')
      .map((one) => ({ key: `action ${one.action}`, name: one.says, group: `Agreed steps: ${one.payer_name}` })),
  ]
  const open = own(steps).filter(({ state }) => state === 'open' || state === 'late')
  return (
    <section className="card" aria-labelledby={`add-${initiative}`}>
      <h2 id={`add-${initiative}`}>{many ? `One more step: ${title}` : 'One more step'}</h2>
      <ActForm
        summary="Add a step"
        about={title}
        fields={[
          { key: 'title', label: 'What is done' },
          { key: 'owner', label: 'Who sees to it', is: 'pick', choices: ownersOf(nameable) },
          { key: 'due_date', label: 'By', is: 'date' },
          { key: 'resources', label: 'What it takes (people, money, time)', optional: true },
          { key: 'serves', label: 'What it serves', is: 'pick', choices: serves, optional: true },
          {
            ...{ key: 'waits_for', label: 'What has to be done first', is: 'pick', optional: true },
            choices: open.map((one) => ({ key: String(one.plan_step), name: one.title })),
          },
        ]}
        button="Add it"
        path={stepsPath(initiative)}
        body={({ serves: what = '', waits_for, resources, ...given }) => {
          const [kind, key] = what.split(' ')
          return {
            ...given,
            resources: orNull(resources),
            goal: kind === 'goal' ? Number(key) : null,
            recommendation: kind === 'recommendation' ? key : null,
            alignment_action: kind === 'action' ? Number(key) : null,
            waits_for: waits_for ? Number(waits_for) : null,
          }
        }}
        touched={[planQuery]}
      />
    </section>
  )
}

/** Who takes part today, by side of the table. */
const ownersOf = (nameable: Nameable | undefined): Named[] =>
  (nameable?.participants ?? [])
    .filter(({ takes_part }) => takes_part)
    .map(({ participant: key, participant_name: name, kind: group }) => ({ key, name, group: words(group) }))

export function ChangeStep({ of }: { of: PlanStep }) {
  const { plan_step, initiative, title, owner, participant, due_date, resources } = of
  const nameable = useQuery(nameableQuery(initiative)).data
  const change = useChange<unknown>(planQuery)
  const path = stepPath(plan_step)
  return (
    <>
      <Button
        size="small"
        variation="solid"
        disabled={change.isPending}
        onClick={() => change.mutate({ path, body: { done: true } })}
      >
        It is done<span className="ds-u-visibility--screen-reader">: {title}</span>
      </Button>
      {change.isError && <FormProblem error={change.error} />}
      <ActForm
        summary="Owner or day"
        about={title}
        fields={[
          {
            ...{ key: 'owner', is: 'pick', choices: ownersOf(nameable), start: participant ?? '' },
            // A name from before stays until a participant is chosen.
            ...(participant === null
              ? { label: `Who sees to it (now ${owner})`, optional: true }
              : { label: 'Who sees to it' }),
          },
          { key: 'due_date', label: 'By', is: 'date', start: due_date },
          { key: 'resources', label: 'What it takes', optional: true, start: resources ?? '' },
        ]}
        button="Change it"
        path={path}
        body={({ owner: chosen, resources: takes, due_date: by }) => ({
          ...{ due_date: by },
          ...(chosen && chosen !== participant ? { owner: chosen } : {}),
          ...(orNull(takes) ? { resources: takes } : {}),
        })}
        touched={[planQuery]}
      />
      <ActForm
        summary="Give it up"
        about={title}
        fields={[{ key: 'because', label: 'Why it is given up', most: 200 }]}
        button="Give it up"
        path={path}
        body={(typed) => typed}
        touched={[planQuery]}
      />
    </>
  )
}
