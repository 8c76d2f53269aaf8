/** What a payer is asked about its arrangements: what it said, what its contracts say, and what is still open. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Questions, questionsQuery } from '../../api/alignment/answers.ts'
import { alignmentQuery, sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { plural } from '../../design/words/words.ts'
import { AlignmentNav } from '../alignment-nav.tsx'
import { AreaForm } from './area-form.tsx'
import { countsOf } from './standing.ts'
import '../alignment.css'
import './answers.css'

export function AnswersPage() {
  const { payer: asked } = useSearch({ from: '/alignment/answers' })
  const viewer = useQuery(sessionQuery).data?.viewer
  const own = viewer?.role === 'payer' ? viewer.organization_id : null
  const payer = own ?? asked
  return (
    <div className="page">
      <AlignmentNav />
      <Page
        title="Answers"
        lead="How a payer’s arrangements work, by its own word. All who take part see what it states here. What only follows from its contracts is seen by itself, the convener, the state and each contract’s other party. No amount is asked."
      >
        {viewer && own === null && <WhichPayer payer={payer} />}
        {payer !== undefined && <OfPayer key={payer} payer={payer} />}
      </Page>
    </div>
  )
}

function WhichPayer({ payer }: { payer: string | undefined }) {
  const navigate = useNavigate({ from: '/alignment/answers' })
  const query = useQuery(alignmentQuery(undefined))
  return (
    <Answer query={query} what="the payers">
      {({ payers }) => (
        <search className="filters answer-payer" aria-label="Whose answers">
          <Choice
            label="Payer"
            value={payer}
            all="Choose a payer"
            options={payers
              .filter((one) => one.payer !== 'reference')
              .map(({ payer: key, name }): [string, string] => [key, name])}
            choose={(chosen) => navigate({ search: { payer: chosen } })}
          />
        </search>
      )}
    </Answer>
  )
}

function OfPayer({ payer }: { payer: string }) {
  const query = useQuery(questionsQuery(payer))
  return (
    <Answer query={query} what="the answers">
      {(found) => <Shown found={found} />}
    </Answer>
  )
}

function Shown({ found }: { found: Questions }) {
  const { answered, confirm, open } = countsOf(found.questions, found)
  const asked = answered + confirm + open
  const label = (element: string) => found.questions.find((one) => one.element === element)?.label ?? element
  return (
    <>
      <p className="headline-words">
        {found.name}: <b>{answered}</b> of {asked} {plural(asked, 'question')} answered, <b>{confirm}</b> follow from
        contracts and are not confirmed, <b>{open}</b> open.
      </p>
      {!found.may_answer && <p className="quiet">The payer answers these itself; here they can be read.</p>}
      {found.faults.length > 0 && (
        <section className="card" aria-labelledby="answers-faults">
          <h2 id="answers-faults">Answers that are none any more</h2>
          <ul>
            {found.faults.map(({ element, fault }) => (
              <li key={element}>
                {label(element)}: {sentence(fault)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.areas.map((area) => {
        const questions = found.questions.filter((one) => one.area === area.area)
        return questions.length > 0 && <AreaForm key={area.area} found={found} area={area} questions={questions} />
      })}
    </>
  )
}
