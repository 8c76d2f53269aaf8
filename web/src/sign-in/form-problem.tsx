/** What went wrong with a form, announced and brought into view; what was typed stays where it is. */
import { Alert } from '@cmsgov/design-system'
import { useEffect, useRef } from 'react'
import { Refusal } from '../api/client.ts'
import { sentence } from '../design/error-note.tsx'

/** Why an identity provider's answer did not open, by the code in the address. */
export const REFUSED: Record<string, string> & { other: string } = {
  'access-not-proven':
    'The identity provider knows you, but no account here is linked to you. Ask your administrator for an invitation, or sign in another way and link the provider on your account page',
  'access-denied': 'Your account has no grant in force. Ask the administrator of your organization',
  'access-invitation': 'The invitation was used already, or is too old. Ask whoever sent it for another',
  'access-too-many-tries': 'Too many tries failed. Wait ten minutes, then try again',
  other: 'The identity provider’s answer did not fit. Start again from here',
}

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
