/** The words of a recommendation, what they change, and how they came about. */
import { diffWordsWithSpace } from 'diff'
import { useState } from 'react'
import type { ChangeSeen, Recommendation, Version } from '../../api/convening/convening.ts'
import { ChoiceField } from '../../design/forms/fields.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { Prose } from '../prose.tsx'
import { CHANGES } from '../words.ts'

/** The version that counts: what was published, else what is voted on, else what is out for comment, else the newest. */
export function shownVersion({ versions, published, window, ballots, state }: Recommendation): Version | undefined {
  const voted = state === 'in-vote' || state === 'voted' || state === 'accepted' ? ballots[0]?.version : undefined
  const wanted = published?.version ?? voted ?? (state === 'in-comment' ? window?.version : undefined)
  return versions.find(({ version }) => version === wanted) ?? versions[0]
}

export function TextSection({ of }: { of: Recommendation }) {
  const shown = shownVersion(of)
  if (!shown) return null
  return (
    <>
      <section className="card" aria-labelledby="text">
        <h2 id="text">What is recommended</h2>
        <p className="quiet">
          Version {shown.version}, written {day(shown.written_at)}. It changes: {CHANGES[of.changes_kind].toLowerCase()}
          , “{of.changes_what}”.
        </p>
        <Prose text={shown.body} />
      </section>
      <Changes changes={shown.changes} />
    </>
  )
}

function Changes({ changes }: { changes: ChangeSeen[] }) {
  if (changes.length === 0) return null
  const amounts = changes.some(({ recommended_amount }) => recommended_amount)
  return (
    <section className="card" aria-labelledby="changes">
      <h2 id="changes">What it changes</h2>
      <Table
        caption="What it changes, one by one"
        quietCaption
        columns={[
          { key: 'element', label: 'What', names: true, cell: (row: ChangeSeen & { key: string }) => row.label },
          { key: 'now', label: 'Now', cell: (row) => row.now ?? <span className="quiet">not stated</span> },
          {
            key: 'becomes',
            label: 'Becomes',
            cell: (row) => (
              <>
                {row.becomes}
                {row.recommended_amount && (
                  <span className="under">
                    <Badge tone="note">Recommended: public, voluntary</Badge>
                  </span>
                )}
              </>
            ),
          },
        ]}
        rows={changes.map((one, place) => ({ ...one, key: `${place} ${one.element}` }))}
        rowKey={(row) => row.key}
      />
      {amounts && (
        <p className="quiet">
          A recommended amount is public and voluntary. What a payer pays a practice is agreed by those two alone.
        </p>
      )}
    </section>
  )
}

/** Earlier words, and what changed between any two. */
export function Versions({ of: { versions } }: { of: Recommendation }) {
  const [newest, second] = versions
  const [from, setFrom] = useState(String(second?.version ?? ''))
  const [to, setTo] = useState(String(newest?.version ?? ''))
  if (!newest || !second) return null
  const textOf = (chosen: string) => wholeText(versions.find(({ version }) => String(version) === chosen))
  const choices = versions.map(({ version, written_at }) => ({
    key: String(version),
    name: `Version ${version}, ${day(written_at)}`,
  }))
  return (
    <section className="card" aria-labelledby="versions">
      <h2 id="versions">What changed between versions</h2>
      <div className="filters-plain">
        <ChoiceField label="From" value={from} set={setFrom} choices={choices} />
        <ChoiceField label="To" value={to} set={setTo} choices={choices} />
      </div>
      {from === to ? <p className="quiet">These are the same.</p> : <Difference from={textOf(from)} to={textOf(to)} />}
    </section>
  )
}

/** The words and, beneath, each change on a line of its own. */
const wholeText = (version: Version | undefined): string =>
  [
    version?.body,
    ...(version?.changes ?? []).map(({ label, now, becomes }) => `${label}: ${now ?? 'not stated'} → ${becomes}`),
  ].join('\n\n')

function Difference({ from, to }: { from: string; to: string }) {
  let place = 0
  const parts = diffWordsWithSpace(from, to).map((part) => {
    place += part.value.length
    return { ...part, key: `${part.added ? '+' : part.removed ? '-' : ''}${place}` }
  })
  return (
    <>
      <p className="quiet">
        Underlined was <ins>added</ins>, struck out was <del>taken away</del>.
      </p>
      <p className="convening-prose difference">
        {parts.map(({ added, removed, value, key }) =>
          added ? (
            <ins key={key}>
              <Aloud>added: </Aloud>
              {value}
            </ins>
          ) : removed ? (
            <del key={key}>
              <Aloud>taken away: </Aloud>
              {value}
            </del>
          ) : (
            <span key={key}>{value}</span>
          ),
        )}
      </p>
    </>
  )
}

const Aloud = ({ children }: { children: string }) => <span className="ds-u-visibility--screen-reader">{children}</span>
