/** Each measure that the person counts in: met, open or excluded, with the evidence. */
import type { MeasureStatus } from '../api/practice/panel.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Withheld } from '../design/answers/withheld.tsx'
import { Why } from '../design/figures/why.tsx'
import { Badge, type Tone } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'

const TONE: Record<string, Tone> = { met: 'good', gap: 'bad', excluded: 'quiet' }
const FIRST: Record<string, number> = { gap: 0, met: 1, excluded: 2 }

export function MeasureList({ measures }: { measures: MeasureStatus[] }) {
  const rows = [...measures].sort((a, b) => (FIRST[a.status ?? ''] ?? 3) - (FIRST[b.status ?? ''] ?? 3))
  return (
    <section className="card" aria-labelledby="measures">
      <h2 id="measures">Measures</h2>
      {rows.length === 0 && <p className="quiet">No measure of the region counts this person in the period.</p>}
      <ul className="measure-list">
        {rows.map((one) => (
          <li key={`${one.measure}:${one.event_id}`}>
            {one.status === null ? <Withheld /> : <Badge tone={TONE[one.status] ?? 'note'}>{words(one.status)}</Badge>}
            <div>
              <p className="measure-title">
                {one.title} <Why id={one.explain_id} about={`${one.title} is ${words(one.status).toLowerCase()}`} />
              </p>
              <p className="quiet">{sentence(one.because ?? words(one.reason))}</p>
              {one.evidence_date && (
                <p className="quiet">
                  Evidence: {day(one.evidence_date)}
                  {one.evidence_value && `, ${one.evidence_value}`}
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p className="quiet">Computed from claims and sent records; unaudited. A gap here may be met in the chart.</p>
    </section>
  )
}
