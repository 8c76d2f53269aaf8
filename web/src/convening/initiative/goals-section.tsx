/** Sets a goal that the lake measures, and gives one up. How far goals are stands on the front page. */
import { useQuery } from '@tanstack/react-query'
import { goalsQuery, type Initiative } from '../../api/convening/convening.ts'
import { useMeasures } from '../../design/words/payers.tsx'
import { ActForm, orNull } from '../act-form.tsx'
import { Goals } from '../front/goals.tsx'
import { initiativePath } from './paths.ts'

export function GoalsSection({ of: { initiative } }: { of: Initiative }) {
  const { measures } = useMeasures()
  const goals = useQuery(goalsQuery).data?.filter((one) => one.initiative === initiative) ?? []
  const open = goals.filter(({ ended_on }) => ended_on === null)
  const figures = [
    ...measures.map(({ measure, title }) => ({ key: `measure:${measure}`, name: title })),
    { key: 'aligned-share', name: 'Answers of payers that are the reference’s' },
    { key: 'stated-share', name: 'Answers that payers state at all' },
  ]
  const path = `${initiativePath(initiative)}/goals`
  return (
    <>
      <Goals goals={goals} />
      <section className="card" aria-labelledby="set-goals">
        <h2 id="set-goals">Set goals</h2>
        <ActForm
          key={figures.length}
          summary="Set a goal"
          says="Shares are written as decimals: 0.7 is 70%."
          fields={[
            { key: 'title', label: 'Goal' },
            { key: 'measured_by', label: 'Measured by', is: 'choice', choices: figures },
            { key: 'baseline', label: 'At the start (if known)', optional: true, hint: '0.52' },
            { key: 'target', label: 'Target', hint: '0.7' },
            {
              key: 'better',
              label: 'Better is',
              is: 'choice',
              choices: [
                { key: 'higher', name: 'Higher' },
                { key: 'lower', name: 'Lower' },
              ],
            },
            { key: 'by_date', label: 'By', is: 'date' },
          ]}
          button="Set it"
          path={path}
          body={({ baseline, ...given }) => ({ ...given, baseline: orNull(baseline) })}
          touched={[goalsQuery]}
        />
        {open.map(({ goal, title }) => (
          <ActForm
            key={goal}
            summary={`Give up: ${title}`}
            fields={[{ key: 'because', label: 'Why', is: 'words' }]}
            button="Give it up"
            path={`${path}/${goal}/end`}
            body={({ because }) => ({ because })}
            touched={[goalsQuery]}
          />
        ))}
      </section>
    </>
  )
}
