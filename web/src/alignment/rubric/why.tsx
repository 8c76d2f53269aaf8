/** Why each payer stands where it stands: the tests that held or failed, and what it does not state. */
import type { RubricFound, Standing } from '../../api/alignment/rubric.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { LevelMark } from './level-mark.tsx'

export function Why({ found: { payers, criteria, standings } }: { found: RubricFound }) {
  return (
    <section className="card" aria-labelledby="rubric-why">
      <h2 id="rubric-why">Why</h2>
      <p className="quiet">Of each payer the tests that held or failed. The lowest of several readings counts.</p>
      {payers.map(({ payer, name, counts }) => (
        <details key={payer} className="alignment-year">
          <summary>
            <h3>
              {name}: {counts.preferred} preferred, {counts.acceptable} acceptable, {counts.unmet} unmet,{' '}
              {counts['not-stated']} not stated
            </h3>
          </summary>
          {criteria.map(({ criterion, label }) => (
            <Criterion
              key={criterion}
              label={label}
              rows={standings.filter((one) => one.payer === payer && one.criterion === criterion)}
            />
          ))}
        </details>
      ))}
    </section>
  )
}

function Criterion({ label, rows }: { label: string; rows: Standing[] }) {
  const [whole, ...each] = rows
  if (!whole) return null
  return (
    <>
      <h4>{label}</h4>
      <p>
        <LevelMark standing={whole} /> {sentence(whole.because)}
        {whole.silent && <span className="under quiet">An answer may change this: {whole.silent}.</span>}
      </p>
      {each.length > 0 && (
        <ul>
          {each.map((one) => (
            <li key={`${one.reading} ${one.line}`}>
              {[one.reading, one.line].filter(Boolean).join(', ')}: <LevelMark standing={one} /> {sentence(one.because)}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
