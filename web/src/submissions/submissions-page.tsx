/** What each viewer needs of what was received: to send, to mend, to decide, or how old the numbers are. */
import { useQuery } from '@tanstack/react-query'
import type { Role } from '../api/people/sign-in.ts'
import {
  agreementsQuery,
  feedsQuery,
  leftOutQuery,
  sessionQuery,
  submissionsQuery,
  waiversQuery,
} from '../api/queries.ts'
import type { Feeds } from '../api/received/feeds.ts'
import type { Submission } from '../api/received/submissions.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { Calendar } from './owed/calendar.tsx'
import { Owed } from './owed/owed.tsx'
import { ServiceLevels } from './owed/service-levels.tsx'
import { Thresholds } from './owed/thresholds.tsx'
import { Agreements } from './rights/agreements.tsx'
import { LeftOut } from './rights/left-out.tsx'
import { RunFindings } from './run-findings.tsx'
import { Sources } from './sources.tsx'
import { SubmissionCard } from './submission-card.tsx'
import { AskWaiver } from './waivers/ask-waiver.tsx'
import { Waivers } from './waivers/waivers.tsx'
import './submissions.css'

export function SubmissionsPage() {
  const role = useQuery(sessionQuery).data?.viewer?.role
  const feeds = useQuery(feedsQuery)
  const care = role === 'practice' || role === 'provider-organization'
  return (
    <div className="page">
      <Page
        title="Submissions"
        lead={LEAD[role ?? 'public'] ?? LEAD.convener}
        actions={<Download path="/api/feeds" about={care ? 'the senders' : 'what is owed'} />}
      >
        <Answer query={feeds} what="what was received">
          {(found) =>
            care ? <Sources sources={found.sources} today={found.today} /> : <Received feeds={found} role={role} />
          }
        </Answer>
      </Page>
    </div>
  )
}

const LEAD: Partial<Record<Role, string>> = {
  payer: 'What you owe, what is late, and what was refused and why.',
  convener: 'What each payer owes, what came of it, and what waits for a decision.',
  practice: 'Whose data is in your numbers, and how old it is.',
  'provider-organization': 'Whose data is in your numbers, and how old it is.',
}

function Received({ feeds, role }: { feeds: Feeds; role: Role | undefined }) {
  const submissions = useQuery(submissionsQuery)
  const waivers = useQuery(waiversQuery)
  const agreements = useQuery(agreementsQuery)
  const leftOut = useQuery(leftOutQuery)
  const payer = role === 'payer'
  const mayDecide = role === 'convener' || role === 'operator'
  const toDecide = mayDecide && waivers.data?.some((one) => one.decision === 'asked')
  const asking = (
    <section aria-labelledby="waivers-heading" className="card">
      <h2 id="waivers-heading">Waivers</h2>
      <Answer query={waivers} what="the waivers">
        {(rows) => <Waivers waivers={rows} mayDecide={mayDecide} />}
      </Answer>
      {payer && <AskWaiver expected={feeds.expected} today={feeds.today} />}
      <Thresholds thresholds={feeds.thresholds} />
    </section>
  )
  return (
    <>
      {payer && feeds.expected.length > 0 && <Owed expected={feeds.expected} submissions={submissions.data ?? []} />}
      {toDecide && asking}
      {feeds.expected.length === 0 ? <NoFeed role={role} /> : <Calendar expected={feeds.expected} withPayer={!payer} />}
      {!toDecide && asking}
      <ServiceLevels levels={feeds.service_levels} />
      <Answer query={agreements} what="the agreements">
        {(rows) => <Agreements agreements={rows} />}
      </Answer>
      {(payer || role === 'operator') && <RunFindings />}
      {leftOut.data && <LeftOut rows={leftOut.data} />}
      <Answer query={submissions} what="the submissions">
        {(rows) => <Deliveries rows={rows} />}
      </Answer>
    </>
  )
}

function NoFeed({ role }: { role: Role | undefined }) {
  return (
    <EmptyState heading="No feed is recorded yet.">
      <p>
        {role === 'operator'
          ? 'Say what a sender owes with: wholepanel feeds add PAYER FEED --tables … --first …'
          : 'Once it is agreed what is owed and when, it stands here with its state.'}
      </p>
    </EmptyState>
  )
}

function Deliveries({ rows }: { rows: Submission[] }) {
  return (
    <section aria-labelledby="deliveries-heading">
      <header className="submission-head deliveries-head">
        <h2 id="deliveries-heading">What came, and what became of each record</h2>
        <p>
          <Download path="/api/submissions" about="submissions" />
        </p>
      </header>
      {rows.some((row) => row.withheld?.length) && (
        <p className="quiet">What was found in a delivery, and its files, are for its sender.</p>
      )}
      {rows.length === 0 ? (
        <EmptyState heading="Nothing has been sent yet.">
          <p>
            Files come in with <code>wholepanel ingest PAYER FILES</code>.
          </p>
        </EmptyState>
      ) : (
        bySender(rows).map(([sender, deliveries]) => <SubmissionCard key={sender} deliveries={deliveries} />)
      )}
    </section>
  )
}

/** Senders in the order of their first delivery. */
function bySender(rows: Submission[]): [sender: string, deliveries: Submission[]][] {
  const senders = new Map<string, Submission[]>()
  for (const row of rows) senders.set(row.payer, [...(senders.get(row.payer) ?? []), row])
  return [...senders]
}
