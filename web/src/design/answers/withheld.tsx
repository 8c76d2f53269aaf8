/** A figure held back: the word in its place, and the reasons once beneath the table. Never a zero, never a blank. */
import type { Withheld as Held } from '../../api/answer.ts'
import { sentence } from './error-note.tsx'

export const heldBack = (held: Held[] | undefined, field: string): Held | undefined =>
  held?.find((one) => one.field === field || one.field.endsWith(`.${field}`))

export function Withheld({ because }: { because?: string | undefined }) {
  return (
    <span className="withheld" title={because}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <path d="M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7zm2 0h4V5a2 2 0 0 0-4 0z" fill="currentColor" />
      </svg>
      withheld
    </span>
  )
}

export function WithheldNote({ held }: { held: (Held[] | undefined)[] }) {
  const reasons = [...new Set(held.flatMap((list) => list ?? []).map((one) => one.because))]
  if (reasons.length === 0) return null
  return (
    <div className="withheld-note">
      <p>
        <Withheld /> here means:
      </p>
      <ul>
        {reasons.map((because) => (
          <li key={because}>{sentence(because)}</li>
        ))}
      </ul>
    </div>
  )
}
