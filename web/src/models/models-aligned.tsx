/** Two models as payers are compared: how far apart in each area, and element by element with both texts. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Legend } from '../alignment/degree-mark.tsx'
import { Matrix } from '../alignment/matrix.tsx'
import { TwoTexts } from '../alignment/two-texts.tsx'
import type { ModelsAligned as Found } from '../api/alignment/alignment.ts'
import type { LibraryEntry } from '../api/cost/models.ts'
import { alignedPath, alignedQuery, modelsQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { Choice } from '../design/forms/choice.tsx'
import { Download } from '../design/tables/download.tsx'
import { day } from '../design/words/format.ts'
import '../alignment/alignment.css'

/** What the page compares: two models, a track of each where one is chosen, and the area whose texts are open. */
export type ModelsAsked = {
  a?: string | undefined
  b?: string | undefined
  track_a?: string | undefined
  track_b?: string | undefined
  area?: string | undefined
}

export function ModelsAligned({ a, b }: { a: string; b: string }) {
  const { track_a, track_b } = useSearch({ from: '/models/compare' })
  const [first, second] = [withTrack(a, track_a), withTrack(b, track_b)]
  const aligned = useQuery(alignedQuery(first, second))
  return (
    <section className="card alignment-table" aria-labelledby="models-aligned">
      <div className="section-head">
        <h2 id="models-aligned">How far apart they are</h2>
        <Download path={alignedPath(first, second)} about="every element" />
      </div>
      <Tracks a={a} b={b} />
      <Answer query={aligned} what="the two models, element by element">
        {(found) => <Shown found={found} />}
      </Answer>
    </section>
  )
}

const withTrack = (id: string, track: string | undefined): string => (track ? `${id}/${track}` : id)

function Tracks({ a, b }: { a: string; b: string }) {
  const { track_a, track_b } = useSearch({ from: '/models/compare' })
  const navigate = useNavigate({ from: '/models/compare' })
  const models = useQuery(modelsQuery)
  const tracksOf = (id: string): [string, string][] => {
    const found: LibraryEntry | undefined = models.data?.find((one) => one.id === id)
    return found && found.tracks.length > 1 ? found.tracks.map(({ track, label }) => [track, label]) : []
  }
  const [first, second] = [tracksOf(a), tracksOf(b)]
  const choose = (said: ModelsAsked) =>
    navigate({ search: (before) => ({ ...before, ...said, area: undefined }), resetScroll: false })
  if (first.length + second.length === 0) return null
  return (
    <div className="filters">
      {first.length > 0 && (
        <Choice
          label="Track of the first"
          value={track_a}
          all="All of them"
          options={first}
          choose={(track) => choose({ track_a: track })}
        />
      )}
      {second.length > 0 && (
        <Choice
          label="Track of the second"
          value={track_b}
          all="All of them"
          options={second}
          choose={(track) => choose({ track_b: track })}
        />
      )}
    </div>
  )
}

function Shown({ found }: { found: Found }) {
  const { area } = useSearch({ from: '/models/compare' })
  const [first, second] = found.payers
  const [dayOfFirst = '', dayOfSecond = ''] = found.days
  return (
    <>
      <p className="quiet">
        {first?.name} as of {day(dayOfFirst)}, {second?.name} as of {day(dayOfSecond)}. A cell opens the two texts.
      </p>
      <Legend />
      <Matrix
        found={found}
        open={(cell, content) => (
          <Link
            from="/models/compare"
            to="/models/compare"
            search={(before) => ({ ...before, area: cell.area })}
            hash="two-texts"
            className="degree-link"
          >
            {content}
          </Link>
        )}
      />
      <div id="two-texts">
        {area && first && <TwoTexts found={found} area={area} payer={first.payer} cite={(source) => source} />}
      </div>
    </>
  )
}
