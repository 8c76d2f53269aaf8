/** What those who govern the initiative said of it, round by round. */
import type { Recommendation } from '../../api/convening/convening.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { day } from '../../design/words/format.ts'

export function Decisions({ of: { decisions } }: { of: Recommendation }) {
  if (decisions.length === 0) return null
  return (
    <section className="card" aria-labelledby="decisions">
      <h2 id="decisions">Decision</h2>
      {decisions.map(({ round, outcome, because, decided_at }) => (
        <p key={round}>
          <b>{outcome === 'accepted' ? 'Accepted' : 'Sent back'}</b> {day(decided_at)}: {sentence(because)}
        </p>
      ))}
    </section>
  )
}
