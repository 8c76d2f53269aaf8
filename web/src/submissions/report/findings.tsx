/** What was found, the most harmful first: where, what was expected, how to mend it, and the first records. */
import type { ReactNode } from 'react'
import type { ReportFinding } from '../../api/received/submissions.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { count, percent } from '../../design/words/format.ts'
import { plural, words } from '../../design/words/words.ts'
import { harm } from '../owed/owed.tsx'

const GROUPS = [
  { severity: 'refused', heading: 'Refused the file', means: 'No record of the file was taken. Mend this first.' },
  { severity: 'quarantined', heading: 'Set records aside', means: 'These records are in no number until mended.' },
  { severity: 'warned', heading: 'Warned', means: 'These records are in use, with a doubt.' },
  { severity: 'note', heading: 'Noted', means: 'Nothing has to be done.' },
]

export function ReportFindings({ findings }: { findings: ReportFinding[] }) {
  const rank = (one: ReportFinding) => harm(one.severity)
  const all = findings.toSorted((a, b) => rank(a) - rank(b) || (b.records ?? 0) - (a.records ?? 0))
  return (
    <section className="card" aria-labelledby="findings-heading">
      <h2 id="findings-heading">
        {all.length === 0 ? 'Nothing was found wrong' : `${count(all.length)} ${plural(all.length, 'finding')}`}
      </h2>
      {GROUPS.map(({ severity, heading, means }) => {
        const group = all.filter((one) => one.severity === severity)
        if (group.length === 0) return null
        return (
          <section key={severity} aria-labelledby={`found-${severity}`} className="finding-group">
            <h3 id={`found-${severity}`}>
              <Badge tone={severity === 'note' ? 'quiet' : severity === 'warned' ? 'open' : 'bad'}>{heading}</Badge>
            </h3>
            <p className="quiet">{means}</p>
            <ul className="findings">
              {group.map((one) => (
                <Finding key={`${one.file_id} ${one.rule} ${one.column}`} of={one} />
              ))}
            </ul>
          </section>
        )
      })}
    </section>
  )
}

function Finding({ of }: { of: ReportFinding }) {
  const first = of.first_records ?? []
  return (
    <li>
      <h4>
        {words(of.rule)}
        {of.column && of.column !== '-' && (
          <>
            {' '}
            in <code>{of.column}</code>
          </>
        )}
      </h4>
      <p>{of.fix ? sentence(of.fix) : ''}</p>
      <dl>
        <Fact name="File">
          <span className="file">{of.file_name}</span>
        </Fact>
        <Fact name="Records">
          {count(of.records)}
          {of.share !== null && <span className="quiet"> ({percent(of.share)} of the file)</span>}
        </Fact>
        <Fact name="Expected">{of.expected ?? '–'}</Fact>
        {of.example && (
          <Fact name="Written as">
            <code>{of.example}</code>
          </Fact>
        )}
        {of.observed && <Fact name="Observed">{of.observed}</Fact>}
        {first.length > 0 && (
          <Fact name={first.length === of.records ? 'In records' : 'First records'}>{first.map(count).join(', ')}</Fact>
        )}
      </dl>
    </li>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
