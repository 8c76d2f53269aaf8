/** How a delivery stands today, and what it has to do with other deliveries. */
import { Link } from '@tanstack/react-router'
import type { SubmissionReport } from '../api/received/submissions.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Badge, type Tone } from '../design/words/badge.tsx'
import { words } from '../design/words/words.ts'

const STATE: Record<string, { tone: Tone; word: string }> = {
  'in-use': { tone: 'good', word: 'May be used' },
  held: { tone: 'open', word: 'Held' },
  refused: { tone: 'bad', word: 'Refused' },
  duplicate: { tone: 'quiet', word: 'Came before' },
}

export function StateBadge({ of }: { of: Pick<SubmissionReport, 'state' | 'state_because'> }) {
  const { tone, word } = STATE[of.state ?? ''] ?? { tone: 'quiet' as const, word: words(of.state) }
  return (
    <Badge tone={tone} title={of.state_because ? sentence(of.state_because) : undefined}>
      {word}
    </Badge>
  )
}

/** Both directions: the delivery that this one mends, and the one that mended it. */
export function Mending({ of }: { of: Pick<SubmissionReport, 'mends' | 'mended_by'> }) {
  if (!of.mends && !of.mended_by) return null
  return (
    <p>
      {of.mends && (
        <>
          Mends{' '}
          <Link to="/submissions/$submission_id" params={{ submission_id: of.mends }}>
            {of.mends}
          </Link>
          .{' '}
        </>
      )}
      {of.mended_by && (
        <>
          Mended by{' '}
          <Link to="/submissions/$submission_id" params={{ submission_id: of.mended_by }}>
            {of.mended_by}
          </Link>
          .
        </>
      )}
    </p>
  )
}
