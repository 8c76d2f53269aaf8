/** Who came, changed and left between two lists of a rule: of a practice with its people, of all practices as counts. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Rules } from '../../api/attribution/attribution.ts'
import type { PracticeRow } from '../../api/practice/practices.ts'
import { rulesQuery, sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { PANEL } from '../laboratory-page.tsx'
import { PracticeChoice, usePractice } from '../practice-choice.tsx'
import { seesPeople } from '../words.ts'
import { OfAll } from './of-all.tsx'
import { OfPractice } from './of-practice.tsx'
import './changes.css'

export const ROUTE = '/attribution/changes'
export type ChangesAsked = {
  practice?: string | undefined
  rule?: string | undefined
  list?: string | undefined
  state?: string | undefined
  offset?: number | undefined
  whole?: boolean | undefined
}

export function ChangesPage() {
  const asked = useSearch({ from: ROUTE })
  const role = useQuery(sessionQuery).data?.viewer?.role
  const { practices, practice_id } = usePractice(asked.practice)
  const rules = useQuery(rulesQuery)
  const people = seesPeople(role)
  const place = practices.find((one) => one.practice_id === practice_id)?.practice_name
  return (
    <Page
      title="Panel changes"
      place={people ? place : undefined}
      lead={
        role === 'payer'
          ? `Which of your members came to ${place ?? 'the practice'} and which left, from one list of a rule to the next.`
          : people
            ? `Who came to ${place ?? 'the practice'}, who left and why, from one list of a rule to the next.`
            : 'How many people came to each practice and left it, from one list of a rule to the next. You see counts and no people.'
      }
    >
      <Answer query={rules} what="the rules">
        {(found) => (
          <>
            <Chosen rules={found} practices={people ? practices : []} here={practice_id} />
            {people ? (
              practice_id && <OfPractice rules={found} practice_id={practice_id} />
            ) : (
              <OfAll rules={found} rule={asked.rule ?? PANEL} list={asked.list} />
            )}
          </>
        )}
      </Answer>
    </Page>
  )
}

type ChosenProps = { rules: Rules; practices: PracticeRow[]; here: string | undefined }

function Chosen({ rules, practices, here }: ChosenProps) {
  const asked = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const rule = asked.rule ?? PANEL
  const choose = (said: ChangesAsked) =>
    void navigate({
      search: (was: ChangesAsked) => ({ ...was, state: undefined, offset: undefined, whole: undefined, ...said }),
      resetScroll: false,
    })
  const lists = rules.rules
    .filter((one) => one.rule === rule && one.previous_list !== null)
    .toSorted((x, y) => (x.effective_from < y.effective_from ? 1 : -1))
  return (
    <div className="filters changes-choice">
      {here && <PracticeChoice practices={practices} here={here} choose={(practice) => choose({ practice })} />}
      <Choice
        label="Rule"
        value={asked.rule}
        all="The region’s panel"
        options={rules.described.filter((one) => one.rule !== PANEL).map((one) => [one.rule, one.title])}
        choose={(said) => choose({ rule: said, list: undefined })}
      />
      {lists.length > 1 && (
        <Choice
          label="List"
          value={asked.list}
          all="The newest of the period"
          options={lists.map((one) => [one.list, `${one.list}, after ${one.previous_list}`])}
          choose={(list) => choose({ list })}
        />
      )}
    </div>
  )
}
