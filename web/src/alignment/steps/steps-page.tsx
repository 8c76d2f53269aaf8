/** The changes that help most, in the order in which to make them, and what became of those that were agreed. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { AlignmentAction, Plan } from '../../api/alignment/alignment.ts'
import { ACTIONS_PATH, actionsQuery, pathwayPath, pathwayQuery, sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { plural } from '../../design/words/words.ts'
import { AlignmentNav } from '../alignment-nav.tsx'
import { agreesActions, overseesSteps } from '../who.ts'
import { Actions } from './actions.tsx'
import { Asked, RestsOn } from './rests-on.tsx'
import { Step } from './step.tsx'
import '../alignment.css'

export type StepsAsked = { years?: number | undefined; changes?: number | undefined }

export function StepsPage() {
  const viewer = useQuery(sessionQuery).data?.viewer
  const actions = useQuery(actionsQuery)
  if (!viewer) return null
  const oversees = overseesSteps(viewer)
  return (
    <div className="page">
      <AlignmentNav />
      <Page
        title={oversees ? 'Next steps' : 'Agreed steps'}
        lead={
          oversees
            ? 'One change of one payer each, and the order in which they help practices most. Each can be read out.'
            : 'What was agreed that you change, by when, and how it stands.'
        }
      >
        <Answer query={actions} what="what was agreed">
          {(all) => (
            <>
              <Actions actions={all} mayChange={agreesActions(viewer)} path={ACTIONS_PATH} />
              {oversees && <Pathway actions={all} mayAgree={agreesActions(viewer)} />}
            </>
          )}
        </Answer>
      </Page>
    </div>
  )
}

function Pathway({ actions, mayAgree }: { actions: AlignmentAction[]; mayAgree: boolean }) {
  const asked = useSearch({ from: '/alignment/steps' })
  const navigate = useNavigate({ from: '/alignment/steps' })
  const query = useQuery(pathwayQuery(asked))
  const numbers = (of: 'years' | 'changes', chosen: string | undefined) =>
    navigate({ search: { ...asked, [of]: chosen === undefined ? undefined : Number(chosen) }, resetScroll: false })
  return (
    <section className="card" aria-labelledby="alignment-pathway">
      <div className="section-head">
        <h2 id="alignment-pathway">What to change first</h2>
        <Download path={pathwayPath(asked)} about="the steps" />
      </div>
      <search className="filters" aria-label="How fast">
        <Choice
          label="Years"
          value={asked.years === undefined ? undefined : String(asked.years)}
          all="As the file says"
          options={ONE_TO_FIVE}
          choose={(chosen) => numbers('years', chosen)}
        />
        <Choice
          label="Changes a payer makes in a year"
          value={asked.changes === undefined ? undefined : String(asked.changes)}
          all="As the file says"
          options={ONE_TO_FIVE}
          choose={(chosen) => numbers('changes', chosen)}
        />
      </search>
      <Answer query={query} what="the steps">
        {(plan) => <Shown plan={plan} actions={actions} mayAgree={mayAgree} />}
      </Answer>
    </section>
  )
}

const ONE_TO_FIVE = [1, 2, 3, 4, 5].map((one): [string, string] => [String(one), String(one)])

function Shown({ plan, actions, mayAgree }: { plan: Plan; actions: AlignmentAction[]; mayAgree: boolean }) {
  const { steps, reference, years, yearly_changes } = plan
  const taken = (step: { payer: string; element: string }) =>
    actions.some((one) => one.payer === step.payer && one.element === step.element && one.state !== 'ended')
  return (
    <>
      <p className="quiet">
        Towards {reference ?? 'what most payers do'}, over {years} {plural(years, 'year')}, at most {yearly_changes}{' '}
        {plural(yearly_changes, 'change')} of a payer in a year.
      </p>
      {steps.length === 0 && <EmptyState heading="No step gains anything that is counted." />}
      {steps[0] && <p className="headline-words">{steps[0].says}</p>}
      {Array.from({ length: years }, (_, i) => i + 1).map((year) => (
        <Year key={year} year={year} steps={steps} taken={taken} mayAgree={mayAgree} />
      ))}
      <RestsOn plan={plan} />
      <Asked plan={plan} />
    </>
  )
}

type YearProps = {
  year: number
  steps: Plan['steps']
  taken: (step: { payer: string; element: string }) => boolean
  mayAgree: boolean
}

/** What comes later is folded away: the first year is what has to be decided. */
function Year({ year, steps, taken, mayAgree }: YearProps) {
  const own = steps.filter((step) => step.year === year)
  const [first] = own
  if (!first) return null
  return (
    <details className="alignment-year" open={year === 1}>
      <summary>
        <h3>
          Year {year}: {own.length} {plural(own.length, 'step')}
        </h3>
      </summary>
      <ol className="steps-of-year" start={steps.indexOf(first) + 1}>
        {own.map((step) => (
          <Step key={`${step.payer} ${step.element}`} step={step} taken={taken(step)} mayAgree={mayAgree} />
        ))}
      </ol>
    </details>
  )
}
