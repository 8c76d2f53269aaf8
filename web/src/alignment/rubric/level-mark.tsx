/** A level in words; the color only helps. */
import type { Level, Standing } from '../../api/alignment/rubric.ts'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'

const LEVEL: Record<Level, { said: string; tone: Tone }> = {
  preferred: { said: 'Preferred', tone: 'good' },
  acceptable: { said: 'Acceptable', tone: 'note' },
  unmet: { said: 'Unmet', tone: 'bad' },
  'not-stated': { said: 'Not stated', tone: 'quiet' },
}

export function LevelMark({ standing }: { standing: Standing | undefined }) {
  if (!standing) return null
  const { level, late, preferred_by, unconfirmed } = standing
  const { said, tone } = LEVEL[level]
  const due = preferred_by !== null && level !== 'preferred' && level !== 'not-stated'
  return (
    <>
      <Badge tone={tone}>{said}</Badge>
      {due && (
        <span className="under quiet">
          {late ? 'Late since' : 'Preferred by'} {day(preferred_by)}
        </span>
      )}
      {unconfirmed && <span className="under quiet">Unconfirmed</span>}
    </>
  )
}
