/** A payer says of itself, element by element, what it means to adopt or what it did. The server says when it is time. */
import { type Adoption, adoptionQuery, sayAdoptionPath } from '../../api/convening/adoption.ts'
import { day } from '../../design/words/format.ts'
import { ActForm, type Field, orNull, type Typed } from '../act-form.tsx'
import { ADOPTS } from './by-payer.tsx'

export function SayForm({ rows }: { rows: Adoption[] }) {
  const [first] = rows
  if (!first) return null
  const { recommendation, title, year, intent_by, actual_by, actual_standing } = first
  const over = actual_standing !== 'not-asked-yet'
  const said = rows.every((row) => (over ? row.actual : row.intent) !== null)
  if (!over && new Date().toISOString() >= `${year}-01-01`)
    return (
      <p className="quiet">
        What you did in {year} is said from {day(`${year + 1}-01-01`)} on.
      </p>
    )
  const until = over ? actual_by : intent_by
  return (
    <ActForm
      key={rows.map((row) => `${row.intent_stated_at} ${row.actual_stated_at}`).join()}
      summary={`${said ? 'Say anew' : 'Say'} what you ${over ? `did in ${year}` : `mean to adopt in ${year}`}`}
      about={title}
      says={`Until ${day(until)}; later is taken, and shown as late. What is not adopted in full needs a reason. ${whoReads(first)}`}
      fields={rows.flatMap((row) => fieldsOf(row, over))}
      button="Say it"
      path={sayAdoptionPath(recommendation)}
      body={(typed) => ({ year, stage: over ? 'actual' : 'intent', elements: rows.map((row) => saidOf(row, typed)) })}
      touched={[adoptionQuery]}
      open={!said}
    />
  )
}

const whoReads = ({ public_after }: Adoption): string =>
  public_after === null ? 'Everybody reads it.' : `Who takes part reads it; everybody else after ${day(public_after)}.`

const DEGREES = Object.entries(ADOPTS).map(([key, { words }]) => ({ key, name: words }))

const fieldsOf = ({ element, label, becomes, ...row }: Adoption, over: boolean): Field[] => [
  {
    ...{ key: `degree ${element}`, label: `${label}: ${becomes}`, is: 'choice', choices: DEGREES },
    start: (over ? (row.actual ?? row.intent) : row.intent) ?? 'full',
  },
  {
    ...{
      key: `because ${element}`,
      label: `${label}: why not in full`,
      is: 'words',
      when: (typed) => typed[`degree ${element}`] !== 'full',
    },
    start: (over ? row.actual_because : row.intent_because) ?? '',
  },
]

const saidOf = ({ element }: Adoption, typed: Typed) => ({
  element,
  degree: typed[`degree ${element}`],
  because: typed[`degree ${element}`] === 'full' ? null : orNull(typed[`because ${element}`]),
})
