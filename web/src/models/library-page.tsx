/** The library: every model of payment that everybody may read, by what it pays for. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useId } from 'react'
import type { LibraryEntry } from '../api/cost/models.ts'
import { modelsQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Choice } from '../design/forms/choice.tsx'
import { Page } from '../design/frame/page.tsx'
import { Badge } from '../design/words/badge.tsx'
import { count } from '../design/words/format.ts'
import { plural } from '../design/words/words.ts'
import { addressOf, FAMILY, READINESS } from './words.ts'
import './models.css'

type Asked = { search?: string | undefined; readiness?: string | undefined }

export function LibraryPage() {
  const models = useQuery(modelsQuery)
  return (
    <div className="page">
      <Page
        title="Models of payment"
        lead="Contracts between payers and those who care, as data: every formula in words, every figure dated, with its source. What nobody published is said to be missing."
        actions={
          <Link to="/models/compare" className="ds-c-button ds-c-button--small">
            Compare two
          </Link>
        }
      >
        <Answer query={models} what="the models">
          {(found) => <Library all={found} />}
        </Answer>
      </Page>
    </div>
  )
}

function Library({ all }: { all: LibraryEntry[] }) {
  const asked = useSearch({ from: '/models' })
  const found = all.filter((one) => matches(one, asked))
  const families = Object.entries(FAMILY).flatMap(([family, heading]) => {
    const entries = found.filter((one) => one.family === family).sort((a, b) => (a.title < b.title ? -1 : 1))
    return entries.length > 0 ? [{ family, heading, entries }] : []
  })
  return (
    <>
      <Filters all={all} asked={asked} found={found.length} />
      {families.map(({ family, heading, entries }) => (
        <section key={family} className="card" aria-labelledby={`family-${family}`}>
          <h2 id={`family-${family}`}>{heading}</h2>
          <ul className="library">
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      {found.length === 0 && <EmptyState heading="No model fits this choice." />}
    </>
  )
}

function matches(one: LibraryEntry, { search, readiness }: Asked): boolean {
  const said = [one.title, one.id, one.by, one.years, ...one.lan_categories, ...one.tracks.map(({ label }) => label)]
  const text = said.join(' ').toLowerCase()
  const words = (search ?? '').toLowerCase().split(/\s+/)
  return words.every((word) => text.includes(word)) && (readiness === undefined || one.readiness === readiness)
}

function Filters({ all, asked, found }: { all: LibraryEntry[]; asked: Asked; found: number }) {
  const navigate = useNavigate({ from: '/models' })
  const id = useId()
  const change = (said: Asked) => navigate({ search: { ...asked, ...said }, replace: true, resetScroll: false })
  const codes = Object.keys(READINESS) as LibraryEntry['readiness'][]
  return (
    <search className="filters library-filters" aria-label="Models">
      <div className="filter filter-search">
        <label htmlFor={id}>Name, track, category or who runs it</label>
        <input
          id={id}
          className="ds-c-field"
          type="search"
          value={asked.search ?? ''}
          onChange={(event) => change({ search: event.target.value || undefined })}
        />
      </div>
      <Choice
        label="How far it goes"
        value={asked.readiness}
        all="Any"
        options={codes
          .filter((code) => all.some((one) => one.readiness === code))
          .map((code) => [code, READINESS[code].said])}
        choose={(readiness) => change({ readiness })}
      />
      <p className="filters-found" role="status">
        <b>{count(found)}</b> {plural(found, 'model')}
      </p>
    </search>
  )
}

function Entry({ entry }: { entry: LibraryEntry }) {
  const { said, means, tone } = READINESS[entry.readiness]
  const { cases, published_cases: published } = entry
  const facts = [
    entry.by,
    entry.years,
    entry.lan_categories.length > 0 ? `HCP-LAN ${entry.lan_categories.join(', ')}` : null,
    entry.tracks.length > 1 ? `${entry.tracks.length} tracks` : null,
  ].filter((one) => one !== null)
  return (
    <li>
      <h3>
        <Link to="/models/$folder/$name" params={addressOf(entry.id)}>
          {entry.title}
        </Link>
      </h3>
      <p className="library-marks">
        <Badge tone={tone} title={means}>
          {said}
        </Badge>
        {entry.demonstration && <Badge tone="open">Made for the demonstration</Badge>}
      </p>
      {facts.length > 0 && <p className="quiet">{facts.join(' · ')}</p>}
      <p className="quiet">
        {cases === 0 ? 'No worked example' : `${count(cases)} worked ${plural(cases, 'example')}`}
        {published > 0 && `, ${published === cases ? '' : `${count(published)} `}with published figures`}
      </p>
    </li>
  )
}
