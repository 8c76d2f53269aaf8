/** Two models side by side: the same element on one line, and a word for how they differ. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ComponentShown, LibraryEntry, NewestShown, SideBySide, Verdict } from '../api/cost/models.ts'
import { compareQuery, modelsQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Choice } from '../design/forms/choice.tsx'
import { Page } from '../design/frame/page.tsx'
import { Table } from '../design/tables/table.tsx'
import { Badge, type Tone } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import { plural } from '../design/words/words.ts'
import { Structure } from './about.tsx'
import { Component } from './components.tsx'
import { ModelsAligned } from './models-aligned.tsx'
import { isTable, readBy, ValueTable } from './parameters.tsx'
import { ELEMENT, modelValue } from './words.ts'
import './models.css'

export function ComparePage() {
  const { a, b } = useSearch({ from: '/models/compare' })
  const models = useQuery(modelsQuery)
  return (
    <div className="page compare">
      <p className="back">
        <Link to="/models">All models</Link>
      </p>
      <Page title="Two models side by side" lead="The same element stands on one line. What differs says so in a word.">
        <Answer query={models} what="the models">
          {(all) => <Choose all={all} a={a} b={b} />}
        </Answer>
        {a && b ? (
          <>
            <Compared a={a} b={b} />
            {a !== b && <ModelsAligned a={a} b={b} />}
          </>
        ) : (
          <EmptyState heading="Choose two models." />
        )}
      </Page>
    </div>
  )
}

function Choose({ all, a, b }: { all: LibraryEntry[]; a: string | undefined; b: string | undefined }) {
  const navigate = useNavigate({ from: '/models/compare' })
  const options = all.map(({ id, title }): [string, string] => [id, title])
  const choose = (said: { a?: string | undefined; b?: string | undefined }) =>
    navigate({ search: { a, b, ...said }, resetScroll: false })
  return (
    <div className="filters compare-choice">
      <Choice label="First model" value={a} all="Choose one" options={options} choose={(id) => choose({ a: id })} />
      <Choice label="Second model" value={b} all="Choose one" options={options} choose={(id) => choose({ b: id })} />
    </div>
  )
}

function Compared({ a, b }: { a: string; b: string }) {
  const compared = useQuery(compareQuery(a, b))
  return (
    <Answer query={compared} what="the two models">
      {(found) => (
        <>
          <Beside
            heading="In short"
            found={found}
            rows={found.about.map((one) => ({
              ...one,
              name: one.element,
              first: one.first,
              second: one.second,
            }))}
          />
          <Beside
            heading="How they are built"
            found={found}
            rows={found.structure.map((one) => ({
              ...one,
              name: ELEMENT[one.element] ?? one.element,
              first: one.first && <Structure element={one.first} />,
              second: one.second && <Structure element={one.second} />,
            }))}
          />
          <Beside
            heading="How they pay"
            found={found}
            rows={found.components.map((one) => ({
              ...one,
              name: one.part_title,
              first: <OfOnePart components={one.first} model={found.first} />,
              second: <OfOnePart components={one.second} model={found.second} />,
            }))}
          />
          <Beside
            heading="Values, as they held last"
            found={found}
            rows={found.parameters.map((one, place) => ({
              ...one,
              key: String(place),
              name: one.label,
              first: one.first && <Newest value={one.first} model={found.first} />,
              second: one.second && <Newest value={one.second} model={found.second} />,
            }))}
          />
        </>
      )}
    </Answer>
  )
}

type Row = { name: string; key?: string; first: ReactNode; second: ReactNode; verdict: Verdict }

function Beside({ heading, found, rows }: { heading: string; found: SideBySide; rows: Row[] }) {
  const said = rows.filter((row) => row.first !== null || row.second !== null)
  if (said.length === 0) return null
  return (
    <section className="card">
      <Table
        caption={<span className="beside-heading">{heading}</span>}
        columns={[
          {
            key: 'name',
            label: 'Element',
            names: true,
            cell: (row) => (
              <>
                {row.name}
                <span className="under">
                  <Badge tone={TONE[row.verdict]}>{verdict(row.verdict)}</Badge>
                </span>
              </>
            ),
          },
          { key: 'first', label: found.first.title, cell: (row) => <div>{row.first ?? NOT_SAID}</div> },
          { key: 'second', label: found.second.title, cell: (row) => <div>{row.second ?? NOT_SAID}</div> },
        ]}
        rows={said}
        rowKey={(row) => row.key ?? row.name}
      />
    </section>
  )
}

const NOT_SAID = <span className="quiet">–</span>

const TONE: Record<Verdict, Tone> = { same: 'quiet', different: 'open', 'only-first': 'note', 'only-second': 'note' }
const VERDICT: Record<Verdict, string> = {
  same: 'The same',
  different: 'Different',
  'only-first': 'First only',
  'only-second': 'Second only',
}
const verdict = (one: Verdict): string => VERDICT[one]

function OfOnePart({ components, model }: { components: ComponentShown[]; model: LibraryEntry }) {
  if (components.length === 0) return NOT_SAID
  return (
    <ul className="of-part">
      {components.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a component may stand for several tracks under one name
        <li key={`${one.component} ${place}`}>
          <Component component={one} model={model} />
        </li>
      ))}
    </ul>
  )
}

function Newest({ value: one, model }: { value: NewestShown; model: LibraryEntry }) {
  if (one.value === null)
    return one.kind === 'own' ? <>Each payer’s own</> : <span className="not-public">Not published</span>
  const [cell] = one.value.cells
  const marks = one.status === 'unconfirmed' ? <Badge tone="open">Unconfirmed</Badge> : null
  if (isTable(one))
    return (
      <details className="value-table">
        <summary>
          {one.value.cells.length} {plural(one.value.cells.length, 'value')}, {readBy(one)} {marks}
        </summary>
        <ValueTable parameter={{ ...one, values: [one.value] }} tracks={model.tracks} />
      </details>
    )
  return (
    <>
      <b>{modelValue(cell?.value ?? '', one.unit)}</b> from {day(one.value.from)} {marks}
      <span className="under">{one.value.source}</span>
    </>
  )
}
