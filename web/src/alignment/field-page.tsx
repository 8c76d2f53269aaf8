/** Real initiatives, from texts that are public: how far their payers are from the reference, down to the two texts. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { InitiativeEntry, InitiativeMatrix } from '../api/alignment/alignment.ts'
import { initiativePath, initiativeQuery, initiativesQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { Choice } from '../design/forms/choice.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { day } from '../design/words/format.ts'
import { AlignmentNav } from './alignment-nav.tsx'
import { Legend } from './degree-mark.tsx'
import { Matrix, nameOf } from './matrix.tsx'
import { TwoTexts } from './two-texts.tsx'
import './alignment.css'

export type FieldAsked = {
  initiative?: string | undefined
  reference?: string | undefined
  area?: string | undefined
  payer?: string | undefined
}

export function FieldPage() {
  const viewer = useQuery(sessionQuery).data?.viewer
  const initiatives = useQuery(initiativesQuery)
  return (
    <div className="page">
      {viewer && viewer.role !== 'public' && <AlignmentNav />}
      <Page
        title="Alignment in the field"
        lead="How far the payers of real initiatives are from what they agreed on, element by element, as far as their texts are public."
      >
        <Answer query={initiatives} what="the initiatives">
          {(all) => <Chosen all={all} />}
        </Answer>
      </Page>
    </div>
  )
}

function Chosen({ all }: { all: InitiativeEntry[] }) {
  const asked = useSearch({ from: '/alignment/field' })
  const navigate = useNavigate({ from: '/alignment/field' })
  const chosen = all.find(({ initiative }) => initiative === asked.initiative) ?? all[0]
  if (!chosen) return null
  const choose = (search: FieldAsked) => navigate({ search, resetScroll: false })
  return (
    <>
      <search className="filters alignment-choice" aria-label="Initiative">
        <Choice
          label="Initiative"
          value={asked.initiative}
          all={all[0]?.title ?? ''}
          options={all.slice(1).map(({ initiative, title }) => [initiative, title])}
          choose={(initiative) => choose({ initiative })}
        />
        <Choice
          label="Compared with"
          value={asked.reference}
          all={chosen.payers.find(({ payer }) => payer === chosen.reference)?.name ?? chosen.reference}
          options={[
            ...chosen.payers
              .filter(({ payer }) => payer !== chosen.reference)
              .map(({ payer, name }): [string, string] => [payer, name]),
            ...all.filter((one) => one !== chosen).flatMap(ofAnother),
          ]}
          choose={(reference) => choose({ initiative: asked.initiative, reference })}
        />
      </search>
      <One initiative={chosen.initiative} asked={asked} />
    </>
  )
}

/** The payers of another initiative, its reference first. */
const ofAnother = ({ initiative, title, reference, payers }: InitiativeEntry): [string, string][] =>
  [...payers]
    .sort((a, b) => Number(b.payer === reference) - Number(a.payer === reference))
    .map(({ payer, name }) => [`${initiative}:${payer}`, `${title}: ${name}`])

function One({ initiative, asked }: { initiative: string; asked: FieldAsked }) {
  const query = useQuery(initiativeQuery(initiative, asked.reference))
  return (
    <Answer query={query} what="the initiative">
      {(found) => <Shown found={found} asked={asked} />}
    </Answer>
  )
}

function Shown({ found, asked }: { found: InitiativeMatrix; asked: FieldAsked }) {
  return (
    <>
      <section className="card alignment-table" aria-labelledby="alignment-matrix">
        <div className="section-head">
          <h2 id="alignment-matrix">{found.title}</h2>
          <Download path={initiativePath(found.initiative, asked.reference)} about="every element" />
        </div>
        <p>{found.about}</p>
        <p className="quiet">As of {day(found.as_of)}. A cell opens the two texts.</p>
        <Legend />
        <Matrix
          found={found}
          open={(cell, content) => (
            <Link to="/alignment/field" search={{ ...asked, ...cell }} hash="two-texts" className="degree-link">
              {content}
            </Link>
          )}
        />
      </section>
      <section className="card alignment-table" id="two-texts" aria-label="The two texts">
        {asked.area && asked.payer && asked.payer !== found.reference ? (
          <TwoTexts found={found} area={asked.area} payer={asked.payer} cite={cite(found)} />
        ) : (
          <p className="quiet">
            Choose a cell above to read what a payer and {nameOf(found, found.reference)} say, and the rule that
            decided.
          </p>
        )}
      </section>
      <Sources found={found} />
    </>
  )
}

/** `minutes: Session 3` with the document's own title, of the initiative whose payer says so. */
const cite =
  ({ initiative, sources }: InitiativeMatrix) =>
  (source: string, payer: string): string => {
    const [other] = payer.includes(':') ? payer.split(':') : []
    return sources
      .filter((one) => one.initiative === (other ?? initiative))
      .reduce(
        (text, { key, title }) => text.replaceAll(new RegExp(`(^|; )${key}(?=[:;]|$)`, 'g'), `$1${title}`),
        source,
      )
  }

/** Two initiatives may rest on one text. */
const onceEach = (sources: InitiativeMatrix['sources']) =>
  sources.filter((one, i) => sources.findIndex(({ title, by }) => title === one.title && by === one.by) === i)

function Sources({ found }: { found: InitiativeMatrix }) {
  return (
    <section className="card" aria-labelledby="alignment-sources">
      <h2 id="alignment-sources">What was read</h2>
      <ul className="alignment-sources">
        {onceEach(found.sources).map(({ initiative, key, title, by, published, url, read }) => (
          <li key={`${initiative} ${key}`}>
            {url ? (
              <a href={url} rel="noreferrer">
                {title}
              </a>
            ) : (
              title
            )}
            , {by}
            {published && `, ${published}`}
            {read && <span className="quiet"> (read: {read})</span>}
          </li>
        ))}
      </ul>
      {found.not_read.length > 0 && (
        <>
          <h3>Not read</h3>
          <ul>
            {found.not_read.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
