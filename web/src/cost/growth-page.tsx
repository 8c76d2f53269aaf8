/** Growth of spending per person against a state's target. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Growth, GrowthRow, Target } from '../api/cost/cost.ts'
import { growthPath, growthQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import { Choice } from '../design/forms/choice.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { amount, day, percent } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { CostNav } from './cost-nav.tsx'
import { GrowthChart } from './growth-chart.tsx'
import { COMPLETE } from './headline.tsx'
import { How } from './how.tsx'
import { signed, tenth, verdictWords } from './signs.ts'
import { SourceList } from './source-list.tsx'
import './cost.css'

export function GrowthPage() {
  const { target } = useSearch({ from: '/cost/growth' })
  const growth = useQuery(growthQuery(target))
  return (
    <div className="page cost">
      <CostNav />
      <Page
        title="Growth"
        lead="How fast spending per person grew, and whether that meets a state’s target. Within the interval nobody can tell."
      >
        <Answer query={growth} what="the growth">
          {(found) => <Shown found={found} chosen={target} />}
        </Answer>
      </Page>
    </div>
  )
}

export const lineOf = (row: { payer: string; payer_name: string; line_of_business: string }): string =>
  row.payer === 'all' ? 'All payers' : `${row.payer_name}, ${words(row.line_of_business).toLowerCase()}`

function Shown({ found, chosen }: { found: Growth; chosen: string | undefined }) {
  const { target, rows, period, baseline } = found
  const measured = rows.filter((row) => row.growth !== null)
  return (
    <>
      <Chosen found={found} chosen={chosen} />
      <section className="card" aria-labelledby="growth">
        <div className="section-head">
          <h2 id="growth">
            {target
              ? `From ${baseline} to ${period}, against ${percent(target.target_share)} in ${target.label}`
              : `From ${baseline} to ${period}`}
          </h2>
          <Download path={growthPath(chosen)} about="growth" />
        </div>
        <p className="quiet">
          Total medical expense per person: claims, completed, and payments beside them, after truncation. The region’s
          people are those whose payers send claims, so that this is not a state’s own figure.
        </p>
        {measured.length > 0 ? (
          <GrowthChart rows={measured} target={target} />
        ) : (
          <EmptyState heading="No growth that may be shown." />
        )}
        <Table caption="Growth against the target" quietCaption columns={COLUMNS} rows={rows} rowKey={keyOf} />
        {rows.some((row) => row.as_of) && (
          <p className="quiet">
            The growth of all payers is of the run of {day(rows.find((row) => row.as_of)?.as_of)}: what changed since
            would tell of one of them.
          </p>
        )}
        <WithheldNote held={rows.map((row) => row.withheld.filter(({ field }) => !PER_PERSON.test(field)))} />
      </section>
      <PerPerson rows={rows} period={period} baseline={baseline} />
      <Sources found={found} />
      <How rules={found.how} />
    </>
  )
}

const keyOf = (row: GrowthRow) => `${row.payer} ${row.line_of_business}`

function Chosen({ found, chosen }: { found: Growth; chosen: string | undefined }) {
  const navigate = useNavigate({ from: '/cost/growth' })
  const { targets, region_target: own } = found
  if (targets.length === 0) return <EmptyState heading="No state in the library has a target for this period." />
  return (
    <div className="filters growth-choice">
      <Choice
        label="State’s target"
        value={chosen}
        all={own ? `${inWords(own)}, the region’s own` : 'None'}
        options={targets
          .filter((one) => nameOf(one) !== (own && nameOf(own)))
          .map((one) => [nameOf(one), inWords(one)])}
        choose={(target) => void navigate({ search: { target }, resetScroll: false })}
      />
    </div>
  )
}

const nameOf = ({ model, track }: Target): string => `${model} ${track}`
const inWords = ({ label, target_share }: Target): string => `${label}: ${percent(target_share)}`

const PER_PERSON = /^(baseline_)?(tme|thce)_/

const COLUMNS: Column<GrowthRow>[] = [
  { key: 'line', label: 'Whose spending', names: true, cell: lineOf },
  {
    key: 'growth',
    label: 'Growth',
    numeric: true,
    cell: (row) => (
      <Figure
        value={signed(row.growth, tenth)}
        about={`growth, ${lineOf(row)}`}
        explain={row.explain_id}
        held={row.withheld}
        field="growth"
      />
    ),
  },
  {
    key: 'interval',
    label: '95% interval',
    numeric: true,
    cell: (row) =>
      row.withheld.some(({ field }) => field === 'low_share') ? (
        <Withheld />
      ) : row.low_share === null ? (
        '–'
      ) : (
        `${signed(row.low_share, tenth)} to ${signed(row.high_share, tenth)}`
      ),
  },
  {
    key: 'verdict',
    label: 'Target',
    cell: (row) => {
      if (row.verdict === null) return row.growth === null ? <Withheld /> : '–'
      const said = verdictWords[row.verdict]
      return <Badge tone={said?.tone ?? 'quiet'}>{said?.words ?? words(row.verdict)}</Badge>
    },
  },
  { key: 'complete', label: 'Claims', cell: (row) => COMPLETE[row.completeness ?? 'unknown']?.words ?? '–' },
]

function PerPerson({ rows, period, baseline }: { rows: GrowthRow[]; period: string; baseline: string }) {
  const held = (row: GrowthRow) => row.withheld.some(({ field }) => field === 'tme_per_person_usd')
  const number = (
    field: 'baseline_tme_per_person_usd' | 'tme_per_person_usd' | 'thce_per_person_usd',
    label: string,
  ) => ({
    key: field,
    label,
    numeric: true,
    cell: (row: GrowthRow) => (held(row) ? <Withheld /> : amount(row[field])),
  })
  return (
    <section className="card" aria-labelledby="per-person">
      <h2 id="per-person">Per person and year</h2>
      <p className="quiet">
        Twelve months of coverage, before truncation. Total health care expenditures add the net cost of private health
        insurance, which no claim says: until a region gives it, they are not known.
      </p>
      <Table
        caption="Spending per person"
        quietCaption
        columns={[
          { key: 'line', label: 'Whose spending', names: true, cell: lineOf },
          number('baseline_tme_per_person_usd', `Medical expense, ${baseline}`),
          number('tme_per_person_usd', `Medical expense, ${period}`),
          {
            key: 'tme_growth',
            label: 'Growth before truncation',
            numeric: true,
            cell: (row) => (held(row) ? <Withheld /> : signed(row.tme_growth, tenth)),
          },
          number('thce_per_person_usd', 'All expenditures'),
        ]}
        rows={rows}
        rowKey={keyOf}
      />
      <WithheldNote held={rows.map((row) => row.withheld.filter(({ field }) => PER_PERSON.test(field)))} />
    </section>
  )
}

function Sources({ found }: { found: Growth }) {
  const { target } = found
  if (!target) return null
  return (
    <section className="card" aria-labelledby="target-sources">
      <h2 id="target-sources">Where the target comes from</h2>
      <p>
        {target.label}, {percent(target.target_share)} for {found.period}: {target.about}. {target.source}
      </p>
      <SourceList sources={found.target_sources} />
      {found.not_published.length > 0 && (
        <>
          <h3>What no source says</h3>
          <ul>
            {found.not_published.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
