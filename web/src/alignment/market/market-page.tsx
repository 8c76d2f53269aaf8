/** Payers' shares by place and line of business, how concentrated they are, and who could move the market. */
import { useQuery } from '@tanstack/react-query'
import type { Market, MarketRow, MarketShare } from '../../api/alignment/effect.ts'
import { MARKET_PATH, marketQuery } from '../../api/queries.ts'
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
import { figure, number, share } from '../figure-column.tsx'
import '../alignment.css'

export function MarketPage() {
  const market = useQuery(marketQuery)
  return (
    <div className="page">
      <AlignmentNav />
      <Page
        title="The market"
        lead="Who covers whom, how concentrated it is, and how few payers could move it together."
      >
        <Answer query={market} what="the market">
          {(found) => <Shown found={found} />}
        </Answer>
      </Page>
    </div>
  )
}

function Shown({ found: { period, critical_share, shares, markets } }: { found: Market }) {
  if (shares.length + markets.length === 0) return <EmptyState heading="Nothing of the market is told to you." />
  const whole = markets.find((row) => row.place === 'all' && row.line_of_business === 'all')
  return (
    <>
      <section className="card" aria-labelledby="market-whole">
        <div className="section-head">
          <h2 id="market-whole">{headline(whole, critical_share)}</h2>
          <Download path={`${MARKET_PATH}?table=markets`} about="concentration by place and line of business" />
        </div>
        <p className="quiet">
          {period}. A place is the first three digits of the ZIP code of the practice whose panel people are on.
        </p>
        <Table
          caption="Concentration by place and line of business"
          quietCaption
          columns={MARKETS}
          rows={markets}
          rowKey={(row) => `${row.place} ${row.line_of_business}`}
        />
        <WithheldNote held={markets.map((row) => row.withheld)} />
      </section>
      {shares.length > 0 && (
        <section className="card" aria-labelledby="market-shares">
          <div className="section-head">
            <h2 id="market-shares">Shares by payer</h2>
            <Download path={MARKET_PATH} about="shares by payer" />
          </div>
          <Table
            caption="Shares by place, line of business and payer"
            quietCaption
            columns={SHARES}
            rows={shares}
            rowKey={(row) => `${row.place} ${row.line_of_business} ${row.payer}`}
          />
          <WithheldNote held={shares.map((row) => row.withheld)} />
        </section>
      )}
    </>
  )
}

function headline(whole: MarketRow | undefined, critical: string | null): string {
  if (whole?.movers != null && critical !== null)
    return `${whole.movers} of ${whole.payers} payers together reach ${percent(critical, 0)} of the market`
  if (whole?.concentration) return `The market is concentrated ${DEGREE[whole.concentration]}`
  return 'How concentrated the market is'
}

const DEGREE: Record<string, string> = { low: 'little', moderate: 'moderately', high: 'highly' }

const placeInWords = (place: string): string =>
  place === 'all' ? 'The region' : place === 'no-panel' ? 'On no panel' : place === 'unknown' ? 'Unknown' : place

const lineOf = ({ line_of_business }: { line_of_business: string }) =>
  line_of_business === 'all' ? 'All lines' : lineInWords(line_of_business)

const MARKETS: Column<MarketRow>[] = [
  { key: 'place', label: 'Place', names: true, cell: (row) => placeInWords(row.place) },
  { key: 'line', label: 'Line of business', cell: lineOf },
  number('payers', 'Payers'),
  {
    key: 'concentration',
    label: 'Concentration',
    cell: (row) => {
      const held = heldBack(row.withheld, 'concentration')
      return held ? <Withheld because={held.because} /> : (row.concentration ?? '–')
    },
  },
  figure('hhi', 'Index', (value) => Math.round(Number(value)).toLocaleString('en-US')),
  share('largest_share', 'Largest share'),
  number('movers', 'Fewest that move it'),
  share('self_funded_share', 'Self-funded of commercial'),
  number('shared_practices', 'Shared practices'),
  number('practices', 'Practices'),
]

const SHARES: Column<MarketShare>[] = [
  { key: 'payer', label: 'Payer', names: true, cell: (row) => row.payer_name },
  { key: 'place', label: 'Place', cell: (row) => placeInWords(row.place) },
  { key: 'line', label: 'Line of business', cell: lineOf },
  {
    key: 'lives',
    label: 'Members',
    numeric: true,
    cell: (row) => (
      <Figure
        value={row.lives === null ? '–' : row.lives.toLocaleString('en-US')}
        about={`members of ${row.payer_name}, ${placeInWords(row.place)}, ${lineOf(row)}`}
        explain={row.explain_id}
        held={row.withheld}
        field="lives"
      />
    ),
  },
  share('share', 'Share'),
]
