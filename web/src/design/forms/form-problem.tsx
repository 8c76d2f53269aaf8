/** What went wrong with a form, announced and brought into view; what was typed stays where it is. */
import { Alert } from '@cmsgov/design-system'
import { useEffect, useRef } from 'react'
import { Refusal } from '../../api/client.ts'
import { sentence } from '../answers/error-note.tsx'
import './forms.css'

export function FormProblem({ error, heading = 'That did not work' }: { error: Error; heading?: string }) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new error is brought into view
  useEffect(() => box.current?.focus(), [error])
  return (
    <div ref={box} tabIndex={-1} role="alert" className="form-problem">
      <Alert variation="error" heading={heading}>
        {saidBy(error).map((line) => (
          <p key={line}>{sentence(line)}</p>
        ))}
      </Alert>
    </div>
  )
}

function saidBy(error: Error): string[] {
  if (error instanceof Refusal) {
    const { detail, title, fix } = error.problem
    return [detail || title, ...(fix ? [fix] : [])]
  }
  if (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return ['The passkey was not used: it was canceled, or this device has none for this place']
  return [error.message]
}
