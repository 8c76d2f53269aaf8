/** One recruitment as who convenes sees it: what was agreed, and the practices that met it with where each stands. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import {
  initiativesAskedQuery,
  RECRUITMENT_PATH,
  type RecruitedPractice,
  type Recruitment,
  type RecruitmentEntry,
  recruitmentPath,
  recruitmentQuery,
} from '../../api/convening/recruitment.ts'
import { useChange } from '../../api/use-change.ts'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { ChoiceField, TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { count, day, percent } from '../../design/words/format.ts'
import { Criteria, Unmet } from './checks.tsx'
import { CriteriaForm } from './criteria-form.tsx'
import { between, READY, SHARES, SIZES, STATE } from './words.ts'

type Props = { recruitment: RecruitmentEntry; found: Recruitment; mayAct: boolean }

export function Convened({ recruitment: of, found, mayAct }: Props) {
  const [agreed] = found.criteria.filter((one) => one.recruitment === of.recruitment)
  const practices = found.practices.filter((one) => one.recruitment === of.recruitment)
  const open = of.ended_on === null
  const id = `recruitment-${of.recruitment}`
  return (
    <section className="card recruitment" aria-labelledby={id}>
      <h2 id={id}>{of.title}</h2>
      <p className="quiet">
        {of.initiative_title}. {of.because && `Over since ${day(of.ended_on)}: ${of.because}`}
      </p>
      <p>{of.about}</p>
      <h3>What was agreed</h3>
      {agreed ? (
        <>
          <p className="quiet">
            Version {agreed.version}, agreed on {day(agreed.agreed_on)}, asked of the results of {agreed.period}.
          </p>
          <ul>
            {agreed.words.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      ) : (
        <p className="quiet">Nothing yet.</p>
      )}
      {mayAct && open && <CriteriaForm recruitment={of.recruitment} questions={found.questions} />}
      <h3>Practices</h3>
      {practices.length === 0 ? (
        <EmptyState heading="No practice meets it, as far as may be told.">
          <p>Of a practice with few people nothing is told, whatever the criteria.</p>
        </EmptyState>
      ) : (
        <Table
          caption={`Practices of ${of.title}`}
          quietCaption
          columns={columns(found, mayAct && open)}
          rows={practices}
          rowKey={(row) => row.practice_id}
        />
      )}
      <Unmet checks={found.checks.filter((one) => one.recruitment === of.recruitment)} about={of.title} />
    </section>
  )
}

const columns = (found: Recruitment, mayAct: boolean): Column<RecruitedPractice>[] => [
  { key: 'name', label: 'Practice', names: true, cell: (row) => row.practice_name },
  {
    key: 'class',
    label: 'Share and size',
    cell: (row) => (
      <>
        {between(row.share_class, SHARES, (one) => percent(String(one), 0))} of the panel
        <span className="under quiet">{between(row.size_class, SIZES, (one) => count(Number(one)))} people</span>
        <WhyFound practice={row} found={found} />
      </>
    ),
  },
  {
    key: 'state',
    label: 'State',
    cell: (row) => (
      <>
        <Badge tone={STATE[row.state].tone}>{STATE[row.state].words}</Badge>
        <span className="under">
          {day(row.handed_over_on ?? row.answered_on ?? row.invited_on ?? row.found_on)}
          {row.answered_by && ` by ${row.answered_by}`}
        </span>
        {row.because && <span className="under">{row.because}</span>}
      </>
    ),
  },
  { key: 'ready', label: 'Readiness', cell: (row) => <Answered practice={row} found={found} /> },
  {
    key: 'told',
    label: 'Payers',
    cell: (row) => {
      const told = found.handovers.filter(
        (one) => one.recruitment === row.recruitment && one.practice_id === row.practice_id,
      )
      const of = (state: string) => told.filter((one) => one.state === state).length
      return told.length === 0
        ? '–'
        : `${told.length} told, ${of('taken-up') + of('signed')} took it up, ${of('signed')} signed`
    },
  },
  ...(mayAct ? [{ key: 'act', label: 'Next', cell: (row: RecruitedPractice) => <Act practice={row} /> }] : []),
]

/** Against the newest criteria, whichever version it was found by. */
function WhyFound({ practice, found }: { practice: RecruitedPractice; found: Recruitment }) {
  const check = found.checks.find(
    (one) => one.recruitment === practice.recruitment && one.practice_id === practice.practice_id,
  )
  if (!check) return null
  return (
    <details className="change-form">
      <summary>
        Why?<span className="ds-u-visibility--screen-reader"> {practice.practice_name}</span>
      </summary>
      <Criteria criteria={check.criteria} />
    </details>
  )
}

function Answered({ practice: { answers }, found }: { practice: RecruitedPractice; found: Recruitment }) {
  if (answers.length === 0) return <>Not answered</>
  return (
    <details>
      <summary>{answers.filter(({ answer }) => answer === 'yes').length} times yes</summary>
      <ul>
        {answers.map(({ question, answer }) => (
          <li key={question}>
            {found.questions.find((one) => one.question === question)?.asks ?? question}: {READY[answer]}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Act({ practice: { recruitment, practice_id, practice_name, state } }: { practice: RecruitedPractice }) {
  const change = useChange<unknown>(recruitmentQuery)
  const [because, setBecause] = useState('')
  const path = `${recruitmentPath(recruitment)}/practices/${encodeURIComponent(practice_id)}`
  const named = <span className="ds-u-visibility--screen-reader">: {practice_name}</span>
  const button = (step: string, words: string) => (
    <Button
      size="small"
      variation="solid"
      disabled={change.isPending}
      onClick={() => change.mutate({ path, body: { step } })}
    >
      {words}
      {named}
    </Button>
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path, body: { step: 'pass-over', because: because.trim() } })
  }
  return (
    <>
      {(state === 'found' || state === 'passed-over' || state === 'not-now') && button('invite', 'Invite')}
      {state === 'interested' && button('hand-over', 'Hand over')}
      {(state === 'found' || state === 'not-now') && (
        <details className="change-form">
          <summary>Pass over{named}</summary>
          <form onSubmit={submit}>
            <WordsField label="Why" least={1} value={because} set={setBecause} />
            <Button type="submit" size="small" disabled={change.isPending}>
              Pass over
            </Button>
          </form>
        </details>
      )}
      {change.isError && <FormProblem error={change.error} />}
    </>
  )
}

export function OpenForm() {
  const open = useChange<unknown>(recruitmentQuery)
  const initiatives = useQuery(initiativesAskedQuery).data ?? []
  const [chosen, setChosen] = useState('')
  const [title, setTitle] = useState('')
  const [about, setAbout] = useState('')
  if (initiatives.length === 0) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    open.mutate({
      path: RECRUITMENT_PATH,
      body: { initiative: chosen || initiatives[0]?.initiative, title: title.trim(), about: about.trim() },
    })
  }
  return (
    <details className="change-form">
      <summary>Look for practices</summary>
      <form onSubmit={submit}>
        <ChoiceField
          label="Initiative"
          value={chosen || (initiatives[0]?.initiative ?? '')}
          set={setChosen}
          choices={initiatives.map((one) => ({ key: one.initiative, name: one.title }))}
        />
        <TextField label="Title" value={title} set={setTitle} />
        <WordsField label="What an invited practice reads" least={1} most={2000} value={about} set={setAbout} />
        <Button type="submit" variation="solid" disabled={open.isPending}>
          Begin
        </Button>
      </form>
      {open.isError && <FormProblem error={open.error} />}
    </details>
  )
}
