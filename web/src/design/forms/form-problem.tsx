/** What went wrong with a form, announced and brought into view; what was typed stays where it is. */
import { Alert, Button } from '@cmsgov/design-system'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Refusal } from '../../api/client.ts'
import { sentence } from '../answers/error-note.tsx'
import { AskSteward } from './ask-steward.tsx'
import './forms.css'

type Props = {
  error: Error
  heading?: string
  /** By which a field that is at fault is described. */
  id?: string
  /** What the fields are called of which the server speaks by their keys. */
  labels?: Readonly<Record<string, string>>
}

export function FormProblem({ error, heading = 'That did not work', id, labels = {} }: Props) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new error is brought into view
  useEffect(() => box.current?.focus(), [error])
  const refusal = error instanceof Refusal ? error.problem.refusal : undefined
  return (
    <div ref={box} id={id} tabIndex={-1} role="alert" className="form-problem">
      <Alert variation="error" heading={heading}>
        {saidBy(error, labels).map((line) => (
          <p key={line}>{sentence(line)}</p>
        ))}
        {isOutOfStep(error) && <StandsNow />}
        {refusal && <AskSteward key={refusal} refusal={refusal} />}
      </Alert>
    </div>
  )
}

/** Whether the server found fault with this field, by the key under which it was sent. */
export const isAtFault = (error: Error | null, key: string): boolean =>
  error instanceof Refusal && faulty(error.problem).some((field) => field === key || field.startsWith(`${key}.`))

const faulty = ({ at, fields = [] }: Refusal['problem']): string[] => [...fields, ...(at ? [at] : [])]

/** What the page shows may be older than what somebody else did meanwhile. */
const isOutOfStep = (error: Error): boolean => error instanceof Refusal && error.problem.code === 'conflict-procedure'

function StandsNow() {
  const queries = useQueryClient()
  return (
    <>
      <p>Somebody else may have acted since you opened this page.</p>
      <Button size="small" onClick={() => queries.invalidateQueries()}>
        Show how it stands now
      </Button>
    </>
  )
}

function saidBy(error: Error, labels: Readonly<Record<string, string>>): string[] {
  if (error instanceof Refusal) {
    if (error.problem.code === 'conflict-clock')
      return [
        'The clock of the region’s server is behind what was done here last, so that nothing was changed',
        'Tell who runs the region. Once its clock is right, send it again',
      ]
    const { detail, title, fix } = error.problem
    const where = whereOf(error.problem, labels)
    return [detail || title, ...(where ? [`Where: ${where}`] : []), ...(fix ? [fix] : [])]
  }
  if (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return ['The passkey was not used: it was canceled, or this device has none for this place']
  return [error.message]
}

/** The fields by what they are called; else the file and line, or the column, that the server names. */
function whereOf(problem: Refusal['problem'], labels: Readonly<Record<string, string>>): string | undefined {
  const named = Object.keys(labels).filter((key) => isAtFault(new Refusal(problem), key))
  if (named.length > 0) return named.map((key) => labels[key]).join(', ')
  // An address of the server tells a reader nothing.
  return /^[A-Z]+ \//.test(problem.at ?? '') ? undefined : (problem.at ?? undefined)
}
