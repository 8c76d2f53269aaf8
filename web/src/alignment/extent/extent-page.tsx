/** How much of panels and spend is in aligned arrangements, beside the critical mass. */
import { useQuery } from '@tanstack/react-query'
import type { Extent, ExtentAtPractice, ExtentOfArea } from '../../api/alignment/effect.ts'
import { EXTENT_PATH, extentQuery } from '../../api/queries.ts'
import { lineInWords } from '../../attribution/words.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { heldBack, Withheld, WithheldNote } from '../../design/answers/withheld.tsx'
import { Figure } from '../../design/figures/figure.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { percent } from '../../design/words/format.ts'
import { AlignmentNav } from '../alignment-nav.tsx'
import { number, share } from '../figure-column.tsx'
import '../alignment.css'

export function ExtentPage() {
  const extent = useQuery(extentQuery)
  return (
    <div className="page">
      <AlignmentNav />
      <Page
        title="Extent of alignment"
        lead="How much of each practice’s panel and spend is with payers that are aligned: enough to change how it works for everybody, or not yet."
      >
        <Answer query={extent} what="the extent of alignment">
          {(found) => <Shown found={found} />}
        </Answer>
      </Page>
    </div>
  )
}

function Shown({ found }: { found: Extent }) {
  const { critical_mass, extent, practices } = found
  if (extent.length + practices.length === 0)
    return (
      <EmptyState heading="How far alignment reaches is not told to you.">
        From the whole and your own part the part of other payers could be worked out. Practices read it of their own
        people, those who convene and oversee of the region.
      </EmptyState>
    )
  return (
    <>
      <OfRegion rows={extent} />
      <ByPractice rows={practices} />
      <section className="card" aria-labelledby="critical-mass">
        <h2 id="critical-mass">The critical mass</h2>
        {critical_mass.share === null ? (
          <p>None is in force in {found.period}.</p>
        ) : (
          <p>
            {percent(critical_mass.share, 0)} of {critical_mass.of.join(' and of ')}, with payers at least{' '}
            {critical_mass.least_degree}. <span className="quiet">{critical_mass.source}</span>
          </p>
        )}
      </section>
    </>
  )
}

function OfRegion({ rows }: { rows: ExtentOfArea[] }) {
  const whole = rows.filter((row) => row.line_of_business === 'all')
  if (whole.length === 0) return null
  const reaching = whole.filter((row) => (row.practices_reached ?? 0) > 0)
  const [most] = whole.toSorted((a, b) => (b.practices_reached ?? 0) - (a.practices_reached ?? 0))
  return (
    <section className="card" aria-labelledby="extent-region">
      <div className="section-head">
        <h2 id="extent-region">
          {reaching.length === 0 || !most
            ? 'No practice reaches the critical mass in any area'
            : `${most.practices_reached} of ${most.practices} practices reach the critical mass in ${most.area_label.toLowerCase()}`}
        </h2>
        <Download path={EXTENT_PATH} about="extent by area and line of business" />
      </div>
      <p className="quiet">
        In {reaching.length} of {whole.length} areas somebody reaches it. Lines of business are in the file.
      </p>
      <Table caption="Extent by area" quietCaption columns={AREAS} rows={whole} rowKey={(row) => row.area} />
      <details>
        <summary>By line of business</summary>
        <Table
          caption="Extent by area and line of business"
          quietCaption
          columns={[
            ...AREAS.slice(0, 1),
            { key: 'line', label: 'Line of business', cell: (row) => lineInWords(row.line_of_business) },
            ...AREAS.slice(1),
          ]}
          rows={rows.filter((row) => row.line_of_business !== 'all')}
          rowKey={(row) => `${row.area} ${row.line_of_business}`}
        />
      </details>
      <WithheldNote held={rows.map((row) => row.withheld)} />
    </section>
  )
}

const TYPE: Record<string, string> = {
  'across-payers': 'across payers',
  'within-payer': 'within one payer',
  alone: 'one payer, one line',
  none: 'none',
}
const MASS: Record<string, string> = {
  reached: 'reached',
  'not-reached': 'not reached',
  open: 'open: payers have not stated it',
  'not-set': 'none in force',
}

const AREAS: Column<ExtentOfArea>[] = [
  { key: 'area', label: 'Area', names: true, cell: (row) => row.area_label },
  { key: 'payers', label: 'Aligned payers', cell: (row) => `${row.aligned_payers} of ${row.payers}` },
  { key: 'type', label: 'Type', cell: (row) => TYPE[row.type ?? ''] ?? row.type },
  share('aligned_share', 'Of member months'),
  share('open_share', 'Not stated'),
  share('spend_share', 'Of spend'),
  { key: 'reached', label: 'Practices that reach it', cell: (row) => `${row.practices_reached} of ${row.practices}` },
]

function ByPractice({ rows }: { rows: ExtentAtPractice[] }) {
  const told = rows.filter((row) => !heldBack(row.withheld, 'panel_share'))
  if (rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="extent-practices">
      <div className="section-head">
        <h2 id="extent-practices">By practice</h2>
        <Download path={`${EXTENT_PATH}?table=practices`} about="extent by practice" />
      </div>
      {told.length < rows.length && (
        <p>
          Of {new Set(rows.map((row) => row.practice_id)).size - new Set(told.map((row) => row.practice_id)).size}{' '}
          practices it is <Withheld />: one of their payers has few people there, whom a share would give away.
        </p>
      )}
      {told.length > 0 && (
        <Table
          caption="Extent by practice and area"
          quietCaption
          columns={PRACTICES}
          rows={told}
          rowKey={(row) => `${row.practice_id} ${row.area}`}
        />
      )}
      <WithheldNote held={rows.map((row) => row.withheld)} />
    </section>
  )
}

const PRACTICES: Column<ExtentAtPractice>[] = [
  { key: 'practice', label: 'Practice', names: true, cell: (row) => row.practice_name ?? row.practice_id },
  { key: 'area', label: 'Area', cell: (row) => row.area_label },
  { key: 'type', label: 'Type', cell: (row) => TYPE[row.type ?? ''] ?? row.type },
  number('aligned_payers', 'Aligned payers'),
  number('payers', 'Payers'),
  {
    key: 'panel_share',
    label: 'Of the panel',
    numeric: true,
    cell: (row) => (
      <Figure
        value={percent(row.panel_share, 0)}
        about={`aligned share of the panel, ${row.practice_name}, ${row.area_label}`}
        explain={row.explain_id}
        held={row.withheld}
        field="panel_share"
      />
    ),
  },
  share('spend_share', 'Of spend'),
  {
    key: 'critical_mass',
    label: 'Critical mass',
    cell: (row) => {
      const held = heldBack(row.withheld, 'critical_mass')
      return held ? <Withheld because={held.because} /> : (MASS[row.critical_mass ?? ''] ?? '–')
    },
  },
]
