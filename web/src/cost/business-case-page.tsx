/** What support of shared practices costs a payer and what stands beside it; a description, and no proof. */
import { useQuery } from '@tanstack/react-query'
import type { BesideAll, BusinessCase, SupportYear } from '../api/cost/cost.ts'
import { businessCaseQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { heldBack, Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Figure } from '../design/figures/figure.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { type Column, Table } from '../design/tables/table.tsx'
import { amount, count, day, percent } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { CostNav } from './cost-nav.tsx'
import { money, signed } from './signs.ts'
import './cost.css'

export function BusinessCasePage() {
  const cases = useQuery(businessCaseQuery)
  return (
    <div className="page cost">
      <CostNav />
      <Page
        title="Business case"
        lead="What supporting shared practices costs, what share of the whole that is, who stays, and what those members cost."
      >
        <Answer query={cases} what="the business case">
          {(found) => (
            <>
              {found.length === 0 && <EmptyState heading="No support of practices in this run." />}
              {found.map((one) => (
                <Case key={one.payer} one={one} alone={found.length === 1} />
              ))}
            </>
          )}
        </Answer>
      </Page>
    </div>
  )
}

function Case({ one, alone }: { one: BusinessCase; alone: boolean }) {
  return (
    <>
      {!alone && <h2>{one.payer_name}</h2>}
      <Reading one={one} />
      <Support one={one} />
      <Beside one={one} />
      <Churn one={one} />
      <Return one={one} />
      <CannotSay one={one} />
    </>
  )
}

const id = (one: BusinessCase, part: string) => `${part}-${one.payer}`

/** The figures in sentences. They compare what is there and compute nothing. */
function Reading({ one }: { one: BusinessCase }) {
  const year = one.years.find((row) => row.period === one.period)
  const beside = one.beside_all.find((row) => row.period === one.period)
  const { difference_usd, low_usd, high_usd } = one.cost
  const apart = low_usd !== null && high_usd !== null && (Number(low_usd) > 0 || Number(high_usd) < 0)
  return (
    <section className="card" aria-labelledby={id(one, 'reading')}>
      <h2 id={id(one, 'reading')}>In plain words</h2>
      <ul className="reading">
        {year?.support_usd != null && (
          <li>
            In {one.period} support of {count(year.practices)} practices came to {amount(year.support_usd)}, or{' '}
            {amount(year.support_pmpm_usd)} for each member on their panels and month.
          </li>
        )}
        {beside?.panel_share != null && (
          <li>
            Your members are {percent(beside.panel_share, 0)} of the months on supported panels; your support is{' '}
            {percent(beside.support_share, 0)} of all payers’. For each member and month you spend{' '}
            {percent(beside.support_ratio, 0)} of what all payers spend.
          </li>
        )}
        {one.churn.supported_people !== null && (
          <li>
            Of {count(one.churn.supported_people)} members who were on a supported panel the year before,{' '}
            {count(one.churn.stayed)} are still yours and {count(one.churn.gone)} are not: support that helps later
            helps whoever covers them then.
          </li>
        )}
        {difference_usd !== null && (
          <li>
            Cost of supported members changed by {signed(difference_usd, money)} a month beside that of your others.{' '}
            {low_usd === null
              ? 'There are too few people for an interval.'
              : apart
                ? `The 95% interval, ${signed(low_usd, money)} to ${signed(high_usd, money)}, leaves no change out.`
                : `The 95% interval, ${signed(low_usd, money)} to ${signed(high_usd, money)}, holds no difference at all: chance alone could have made it.`}
          </li>
        )}
      </ul>
    </section>
  )
}

function Support({ one }: { one: BusinessCase }) {
  const columns: Column<SupportYear>[] = [
    { key: 'period', label: 'Year', names: true, cell: (row) => row.period },
    {
      key: 'usd',
      label: 'Support',
      numeric: true,
      cell: (row) => (row.support_usd === null ? 'not known' : amount(row.support_usd)),
    },
    {
      key: 'pmpm',
      label: 'Per member and month',
      numeric: true,
      cell: (row) => (
        <Figure
          value={amount(row.support_pmpm_usd)}
          about={`support per member and month, ${one.payer_name}, ${row.period}`}
          explain={row.explain_id}
        />
      ),
    },
    { key: 'practices', label: 'Practices', numeric: true, cell: (row) => count(row.practices) },
    { key: 'people', label: 'Members on their panels', numeric: true, cell: (row) => count(row.people) },
    { key: 'months', label: 'Member months', numeric: true, cell: (row) => count(row.member_months) },
    { key: 'basis', label: 'Known from', cell: (row) => BASIS[row.basis ?? ''] ?? words(row.basis) },
  ]
  return (
    <section className="card" aria-labelledby={id(one, 'support')}>
      <div className="section-head">
        <h2 id={id(one, 'support')}>What was spent on support</h2>
        <Download path="/api/business-case?table=years" about="support by year" />
      </div>
      <Table caption="Support by year" quietCaption columns={columns} rows={one.years} rowKey={(row) => row.period} />
    </section>
  )
}

const BASIS: Record<string, string> = {
  sent: 'Payments that were sent',
  statement: 'Statements of this run',
  unknown: 'Nothing that says it',
}

function Beside({ one }: { one: BusinessCase }) {
  const share = (field: 'panel_share' | 'support_share' | 'support_ratio', label: string): Column<BesideAll> => ({
    key: field,
    label,
    numeric: true,
    cell: (row) => (heldBack(row.withheld, field) ? <Withheld /> : percent(row[field], 0)),
  })
  return (
    <section className="card" aria-labelledby={id(one, 'beside')}>
      <div className="section-head">
        <h2 id={id(one, 'beside')}>Beside all payers</h2>
        <Download path="/api/business-case?table=beside_all" about="shares of panel and support" />
      </div>
      <p className="quiet">
        In whole percent. A ratio under 100% says that others spend more for each member and month than you do.
      </p>
      {one.beside_all
        .filter((row) => row.panel_share !== null)
        .map((row) => (
          <ul key={row.period} className="share-bars" aria-hidden="true">
            {[
              ['Of the panels', row.panel_share],
              ['Of the support', row.support_share],
            ].map(([label, value]) => (
              <li key={label}>
                <span>
                  {label}, {row.period}
                </span>
                <span className="share-track">
                  <span className="share-bar" style={{ width: `${Number(value) * 100}%` }} />
                </span>
                <span className="moved-value">{percent(value, 0)}</span>
              </li>
            ))}
          </ul>
        ))}
      <Table
        caption="Shares of panel and support"
        quietCaption
        columns={[
          { key: 'period', label: 'Year', names: true, cell: (row) => row.period },
          share('panel_share', 'Of the panels'),
          share('support_share', 'Of the support'),
          share('support_ratio', 'Support for each member, of all payers’'),
        ]}
        rows={one.beside_all}
        rowKey={(row) => row.period}
      />
      {one.beside_all.some((row) => row.as_of) && (
        <p className="quiet">
          Of the run of {day(one.beside_all.find((row) => row.as_of)?.as_of)}: too little has changed since.
        </p>
      )}
      <WithheldNote held={one.beside_all.map((row) => row.withheld)} />
    </section>
  )
}

function Churn({ one }: { one: BusinessCase }) {
  const held = heldBack(one.gone.withheld, 'to_other_payers_share')
  return (
    <section className="card" aria-labelledby={id(one, 'churn')}>
      <h2 id={id(one, 'churn')}>Who stayed</h2>
      <dl className="cost-parts">
        <div>
          <dt>On a supported panel the year before</dt>
          <dd>{count(one.churn.supported_people)}</dd>
        </div>
        <div>
          <dt>Still your members</dt>
          <dd>{count(one.churn.stayed)}</dd>
        </div>
        <div>
          <dt>No longer</dt>
          <dd>
            <Figure
              value={count(one.churn.gone)}
              about={`members whom ${one.payer_name} no longer covers`}
              explain={one.churn.explain_id}
            />
          </dd>
        </div>
        <div>
          <dt>Of those, with another payer here</dt>
          <dd>{held ? <Withheld because={held.because} /> : percent(one.gone.to_other_payers_share, 0)}</dd>
        </div>
      </dl>
      <WithheldNote held={[one.gone.withheld, one.churn.withheld]} />
    </section>
  )
}

type ReturnRow = {
  who: string
  people: number | null
  before: string | null
  now: string | null
  change: string | null
  explain_id: string | null
}

function Return({ one }: { one: BusinessCase }) {
  const { cost } = one
  const rows: ReturnRow[] = [
    {
      who: 'Supported in both years',
      people: cost.supported_people,
      before: cost.supported_baseline_pmpm_usd,
      now: cost.supported_period_pmpm_usd,
      change: cost.supported_change_usd,
      explain_id: cost.supported_explain_id,
    },
    {
      who: 'Your other members',
      people: cost.other_people,
      before: cost.other_baseline_pmpm_usd,
      now: cost.other_period_pmpm_usd,
      change: cost.other_change_usd,
      explain_id: cost.other_explain_id,
    },
  ]
  return (
    <section className="card" aria-labelledby={id(one, 'return')}>
      <div className="section-head">
        <h2 id={id(one, 'return')}>What supported members cost</h2>
        <Download path="/api/business-case?table=cost" about="cost of supported members" />
      </div>
      <p className="quiet">Per member and month, of people with coverage in both years.</p>
      <Table
        caption="Cost of supported and other members"
        quietCaption
        columns={[
          { key: 'who', label: 'Members', names: true, cell: (row) => row.who },
          { key: 'people', label: 'People', numeric: true, cell: (row) => count(row.people) },
          { key: 'before', label: one.baseline, numeric: true, cell: (row) => amount(row.before) },
          { key: 'now', label: one.period, numeric: true, cell: (row) => amount(row.now) },
          {
            key: 'change',
            label: 'Mean change',
            numeric: true,
            cell: (row) => (
              <Figure
                value={signed(row.change, money)}
                about={`mean change of cost, ${row.who}, ${one.payer_name}`}
                explain={row.explain_id}
              />
            ),
          },
        ]}
        rows={rows}
        rowKey={(row) => row.who}
      />
      <p>
        Difference of the two changes:{' '}
        <Figure
          value={signed(cost.difference_usd, money)}
          about={`difference of the two changes, ${one.payer_name}`}
          explain={cost.explain_id}
        />
        {cost.low_usd !== null && ` (95% interval ${signed(cost.low_usd, money)} to ${signed(cost.high_usd, money)})`}
      </p>
    </section>
  )
}

const CannotSay = ({ one }: { one: BusinessCase }) => (
  <section className="card" aria-labelledby={id(one, 'cannot')}>
    <h2 id={id(one, 'cannot')}>What these data cannot say</h2>
    <p>{one.cost.warning}</p>
    <ul>
      <li>A mean of each person’s change is not the change of the means: months of people weigh differently.</li>
      <li>What support brings in later years, or to whoever covers a member then, is in no figure here.</li>
      <li>
        What another payer spends is its own: only shares of the whole are told, and only where enough payers take part.
      </li>
    </ul>
  </section>
)
