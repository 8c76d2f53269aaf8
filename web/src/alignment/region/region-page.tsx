/** How far the region's payers are from what they agreed on: read at a glance, then down to the two texts. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { RegionMatrix } from '../../api/alignment/alignment.ts'
import { alignmentPath, alignmentQuery, pathwayQuery, sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { day } from '../../design/words/format.ts'
import { AlignmentNav } from '../alignment-nav.tsx'
import { Legend } from '../degree-mark.tsx'
import { Matrix, nameOf } from '../matrix.tsx'
import { TwoTexts } from '../two-texts.tsx'
import { overseesSteps } from '../who.ts'
import { Differing } from './differing.tsx'
import { Headline } from './headline.tsx'
import '../alignment.css'

export type RegionAsked = { reference?: string | undefined; area?: string | undefined; payer?: string | undefined }

export function RegionPage() {
  const { reference } = useSearch({ from: '/alignment' })
  const query = useQuery(alignmentQuery(reference))
  return (
    <div className="page">
      <AlignmentNav />
      <Page
        title="Alignment"
        lead="How far payers are from what they agreed on, element by element: by what they said of themselves, and by how their contracts work. No amounts are in it."
      >
        <Answer query={query} what="the comparison">
          {(found) => <Shown found={found} />}
        </Answer>
      </Page>
    </div>
  )
}

function Shown({ found }: { found: RegionMatrix }) {
  const asked = useSearch({ from: '/alignment' })
  const navigate = useNavigate({ from: '/alignment' })
  const viewer = useQuery(sessionQuery).data?.viewer
  const { common_model, payers, reference } = found
  const others = payers.filter(({ payer }) => payer !== 'reference')
  return (
    <>
      {common_model.because && (
        <p className="note">
          There is no common model to compare with: {common_model.because}. Choose a payer to compare the others with.
        </p>
      )}
      <Headline found={found} />
      {viewer && overseesSteps(viewer) && <NextStep />}
      <section className="card alignment-table" aria-labelledby="alignment-matrix">
        <div className="section-head">
          <h2 id="alignment-matrix">Payers beside {nameOf(found, reference)}</h2>
          <Download path={alignmentPath(asked.reference)} about="every element" />
        </div>
        <search className="filters" aria-label="Compared with">
          <Choice
            label="Compared with"
            value={asked.reference}
            all={common_model.title}
            options={others.map(({ payer, name }): [string, string] => [payer, name])}
            choose={(chosen) => navigate({ search: { reference: chosen }, resetScroll: false })}
          />
        </search>
        <p className="quiet">As of {day(found.day)}. A cell opens the two texts.</p>
        <Legend />
        <Matrix
          found={found}
          open={(cell, content) => (
            <Link
              to="/alignment"
              search={{ ...asked, ...cell }}
              hash="two-texts"
              className="degree-link"
              aria-current={cell.area === asked.area && cell.payer === asked.payer ? 'true' : undefined}
            >
              {content}
            </Link>
          )}
        />
      </section>
      <section className="card alignment-table" id="two-texts" aria-label="The two texts">
        {asked.area && asked.payer && asked.payer !== reference ? (
          <TwoTexts found={found} area={asked.area} payer={asked.payer} cite={(source) => source} />
        ) : (
          <p className="quiet">
            Choose a cell above to read what a payer and {nameOf(found, reference)} say, and the rule that decided.
          </p>
        )}
      </section>
      <Differing found={found} />
      {found.faults.length > 0 && (
        <section className="card" aria-labelledby="alignment-faults">
          <h2 id="alignment-faults">Answers that are none any more</h2>
          <ul>
            {found.faults.map(({ payer, element, fault }) => (
              <li key={`${payer} ${element}`}>
                {nameOf(found, payer)}, {element}: {sentence(fault)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** The one change that helps most, before anybody has to look for it. */
function NextStep() {
  const plan = useQuery(pathwayQuery({})).data
  const [first] = plan?.steps ?? []
  if (!first) return null
  return (
    <section className="card" aria-labelledby="alignment-next">
      <h2 id="alignment-next">The next step that helps most</h2>
      <p>{first.says}</p>
      <p>
        <Link to="/alignment/steps">All steps, and what was agreed</Link> ·{' '}
        <a href="/api/alignment/board.pdf" download>
          One page for a board (PDF)
        </a>
      </p>
    </section>
  )
}
