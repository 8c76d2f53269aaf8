/** How far payers were over time, and what changed: who came nearer, and who drifted away. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ElementChange, RegionMatrix, Trend } from '../../api/alignment/alignment.ts'
import { alignmentQuery, trendQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Fold } from '../../design/frame/fold.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { AlignmentNav } from '../alignment-nav.tsx'
import { DegreeMark } from '../degree-mark.tsx'
import { nameOf } from '../matrix.tsx'
import { Bar, summed } from './headline.tsx'
import '../alignment.css'

export function TrendPage() {
  const trend = useQuery(trendQuery)
  const matrix = useQuery(alignmentQuery(undefined))
  return (
    <div className="page">
      <AlignmentNav />
      <Page
        title="Alignment over time"
        lead="How far payers were from the common model on each day on which something changed, and what it was."
      >
        <Answer query={matrix} what="the payers">
          {(found) => (
            <Answer query={trend} what="the days">
              {(all) => <Shown found={found} trend={all} />}
            </Answer>
          )}
        </Answer>
      </Page>
    </div>
  )
}

function Shown({ found, trend }: { found: RegionMatrix; trend: Trend }) {
  const { payer } = useSearch({ from: '/alignment/over-time' })
  const navigate = useNavigate({ from: '/alignment/over-time' })
  const of = <Row extends { payer: string }>(rows: readonly Row[]) =>
    rows.filter((row) => !payer || row.payer === payer)
  const changes = of(trend.changes).toReversed()
  const away = changes.filter(({ move }) => AWAY.includes(move))
  const others = changes.filter(({ move }) => !AWAY.includes(move))
  return (
    <>
      <search className="filters" aria-label="Payer">
        <Choice
          label="Payer"
          value={payer}
          all="All payers"
          options={found.payers
            .filter((one) => one.payer !== 'reference')
            .map((one): [string, string] => [one.payer, one.name])}
          choose={(chosen) => navigate({ search: { payer: chosen }, resetScroll: false })}
        />
      </search>
      <section className="card alignment-table" aria-labelledby="alignment-days">
        <h2 id="alignment-days">Days</h2>
        <Table
          caption="How many answers stood where"
          quietCaption
          columns={[
            { key: 'day', label: 'From', names: true, cell: (row) => day(row.day) },
            {
              key: 'bar',
              label: 'Of those that both state',
              cell: ({ counts }) => (
                <>
                  <Bar counts={counts} />
                  <span className="under quiet">
                    {counts.exact} exact, {counts.directional} directional, {counts.divergent} divergent
                  </span>
                </>
              ),
            },
            { key: 'silent', label: 'Not stated', numeric: true, cell: ({ counts }) => counts['not-stated'] },
          ]}
          rows={trend.days.map((one) => ({
            day: one,
            counts: summed(of(trend.standings).filter((standing) => standing.day === one)),
          }))}
          rowKey={(row) => row.day}
        />
      </section>
      <section className="card alignment-table" aria-labelledby="alignment-changes">
        <h2 id="alignment-changes">What changed</h2>
        {changes.length === 0 && <EmptyState heading="Nothing changed so far." />}
        {away.length > 0 && (
          <Changes
            of={found}
            rows={away}
            heading="Away from the common model"
            caption="What drifted or is no longer stated"
          />
        )}
        {others.length > 0 && (
          <Fold summary="What came nearer, is stated now, or is as far as before" rows={others.length}>
            <Changes
              of={found}
              rows={others}
              heading="Nearer, stated now, or as far as before"
              caption="What came nearer, is stated now, or is as far as before"
            />
          </Fold>
        )}
      </section>
    </>
  )
}

type ChangesProps = { of: RegionMatrix; rows: ElementChange[]; heading: string; caption: string }

const Changes = ({ of, rows, heading, caption }: ChangesProps) => (
  <>
    <h3>
      {heading}: {rows.length} {plural(rows.length, 'answer')}
    </h3>
    <Table caption={`${caption}, the newest first`} quietCaption columns={columnsOf(of)} rows={rows} rowKey={keyOf} />
  </>
)

const AWAY: readonly ElementChange['move'][] = ['farther', 'no-longer-stated']

const MOVES: Record<ElementChange['move'], { tone: Tone; words: string }> = {
  nearer: { tone: 'good', words: 'Nearer' },
  farther: { tone: 'bad', words: 'Drifted' },
  stated: { tone: 'note', words: 'Now stated' },
  'no-longer-stated': { tone: 'open', words: 'No longer stated' },
  'as-far': { tone: 'quiet', words: 'As far as before' },
}

const columnsOf = (found: RegionMatrix) => [
  {
    key: 'payer',
    label: 'Payer',
    names: true,
    cell: (row: ElementChange) => (
      <>
        {nameOf(found, row.payer)}
        <span className="under quiet">{row.label}</span>
      </>
    ),
  },
  { key: 'day', label: 'From', cell: (row: ElementChange) => day(row.day) },
  { key: 'before', label: 'Before', cell: (row: ElementChange) => row.before || 'Not stated' },
  { key: 'after', label: 'After', cell: (row: ElementChange) => row.after || 'Not stated' },
  {
    key: 'move',
    label: 'What it did',
    cell: (row: ElementChange) => (
      <>
        <Badge tone={MOVES[row.move].tone}>{MOVES[row.move].words}</Badge>
        <span className="under">
          <DegreeMark degree={row.degree} />
        </span>
        <span className="under quiet">{sentence(row.because)}</span>
      </>
    ),
  },
]

const keyOf = (row: ElementChange): string => `${row.day} ${row.payer} ${row.element}`
