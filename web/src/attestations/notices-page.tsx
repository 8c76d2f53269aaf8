/** Notices to patients of who is accountable for them: to print as letters, or as a table for a mail merge. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { NOTICES_AT_ONCE, type Notice, noticesPath, noticesQuery } from '../api/attribution/attestation.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import './attestations.css'

export function NoticesPage() {
  const { practice_id } = useParams({ from: '/practices/$practice_id/notices' })
  const asked = useSearch({ from: '/practices/$practice_id/notices' })
  const found = useQuery(noticesQuery(practice_id, asked))
  const offset = asked.offset ?? 0
  const language = asked.language === 'es' ? 'es' : 'en'
  const [other, said] = language === 'es' ? (['en', 'In English'] as const) : (['es', 'En español'] as const)
  return (
    <Page
      title="Notices to patients"
      lead="Who is accountable for them, since when, why, and how they change it. Nothing of their health is in a notice, and no amount."
      actions={
        <>
          <Download path={noticesPath(practice_id, { language })} about="all notices" />{' '}
          <button type="button" className="ds-c-button ds-c-button--small" onClick={() => window.print()}>
            Print
          </button>
        </>
      }
    >
      <p className="back">
        <Link to="." search={{ ...asked, language: other }}>
          {said}
        </Link>
      </p>
      <Answer query={found} what="the notices">
        {({ total, rows }) => (
          <>
            {rows.map((one) => (
              <Letter key={one.person_id} notice={one} language={language} />
            ))}
            {total === 0 && <EmptyState heading="Nobody to write to." />}
            <nav aria-label="Pages of notices" className="paging">
              {offset > 0 && (
                <Link to="." search={{ ...asked, offset: Math.max(0, offset - NOTICES_AT_ONCE) || undefined }}>
                  Earlier
                </Link>
              )}
              <span>
                {total === 0 ? 0 : offset + 1} to {offset + rows.length} of {total}
              </span>
              {offset + rows.length < total && (
                <Link to="." search={{ ...asked, offset: offset + NOTICES_AT_ONCE }}>
                  Later
                </Link>
              )}
            </nav>
          </>
        )}
      </Answer>
    </Page>
  )
}

function Letter({ notice, language }: { notice: Notice; language: string }) {
  const place = [notice.city, [notice.state, notice.zip_code].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return (
    <article className="card notice" lang={language} aria-label={notice.name}>
      <address>
        {notice.name}
        {notice.address && (
          <>
            <br />
            {notice.address}
          </>
        )}
        {place && (
          <>
            <br />
            {place}
          </>
        )}
      </address>
      <h2>{notice.title}</h2>
      {notice.text.split('\n\n').map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p className="quiet">{[notice.practice_name, notice.organization_name].filter(Boolean).join(' · ')}</p>
    </article>
  )
}
