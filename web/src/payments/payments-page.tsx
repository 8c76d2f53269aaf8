/** What every payer is expected to pay the practice, each amount with its working. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { mayAsk } from '../access/may-ask.ts'
import type { Payments } from '../api/cost/payments.ts'
import { modelsQuery, paymentsPath, paymentsQuery, sessionQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { WithheldNote } from '../design/answers/withheld.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { amount } from '../design/words/format.ts'
import { usePayers } from '../design/words/payers.tsx'
import { plural } from '../design/words/words.ts'
import { addressOf } from '../models/words.ts'
import { StatementCard } from './statement-card.tsx'
import './payments.css'

export function PaymentsPage() {
  const { practice_id } = useParams({ from: '/practices/$practice_id/payments' })
  const payments = useQuery(paymentsQuery(practice_id))
  const viewer = useQuery(sessionQuery).data?.viewer
  return (
    <Page
      title="Payments"
      place={payments.data?.practice_name ?? undefined}
      lead={payments.data && <ModelTitle {...payments.data.model} />}
      actions={
        <>
          <button type="button" className="ds-c-button ds-c-button--small" onClick={() => window.print()}>
            Print
          </button>
          <Download path={paymentsPath(practice_id)} about="the statements" />
        </>
      }
    >
      <Answer query={payments} what="the payments">
        {(found) => (
          <>
            {found.statements.length === 0 ? (
              <EmptyState heading="No statement is open to you here." />
            ) : (
              <Total payments={found} />
            )}
            {found.statements.map((statement) => (
              <StatementCard
                access={mayAsk(viewer) ? practice_id : null}
                key={`${statement.payer}:${statement.model}`}
                statement={statement}
                place={found.practice_name ?? found.practice_id}
                tracks={found.model.tracks}
                period={found.period}
              />
            ))}
            <WithheldNote held={[found.withheld, ...found.statements.map((one) => one.withheld)]} />
          </>
        )}
      </Answer>
    </Page>
  )
}

/** The way to the model, where everybody may read it. */
function ModelTitle({ model, title }: Payments['model']) {
  const inLibrary = useQuery(modelsQuery).data?.some((one) => one.id === model)
  if (!model || !inLibrary) return <>{title}</>
  return (
    <Link to="/models/$folder/$name" params={addressOf(model)}>
      {title}
    </Link>
  )
}

function Total({ payments }: { payments: Payments }) {
  const look = usePayers()
  const { statements } = payments
  const open = statements.filter((one) => one.total_usd === null)
  return (
    <section className="headline" aria-label="Expected in total">
      <div className="headline-sum">
        <p className="headline-number">
          <strong>{payments.total_usd === null ? 'Not complete' : amount(payments.total_usd)}</strong>
          <span>
            expected for {payments.period} from {statements.length - open.length}{' '}
            {plural(statements.length - open.length, 'payer')}
          </span>
        </p>
        {open.length > 0 && (
          <p className="missing-note">
            {open.map((one) => one.payer_name).join(', ')}: {plural(open.length, 'a statement is', 'statements are')}{' '}
            incomplete, so {payments.total_usd === null ? 'there is no total yet' : 'the total will grow'}.
          </p>
        )}
      </div>
      <ul className="total-list" aria-label="By payer">
        {statements.map((one) => (
          <li key={one.payer}>
            <a href={`#statement-${one.payer}`}>
              <span className="payer-dot" style={{ background: look.color(one.payer) }} aria-hidden="true" />
              {one.payer_name}
            </a>
            <span className={one.total_usd === null ? 'missing' : 'figure-value'}>
              {one.total_usd === null ? 'incomplete' : amount(one.total_usd)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
