/** What patients said: which statements there are for the practice, where each stands, and how it is mended. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type Attestation, attestationsPath, attestationsQuery } from '../api/attribution/attestation.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { Choice } from '../design/forms/choice.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { Badge } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import { MendForm, TakeBackForm } from './mend-forms.tsx'
import { BECAUSE, STANDING, STATED_BY } from './words.ts'
import './attestations.css'

export function AttestationsPage() {
  const { practice_id } = useParams({ from: '/practices/$practice_id/attestations' })
  const found = useQuery(attestationsQuery(practice_id))
  return (
    <Page
      title="Statements of patients"
      lead="Patients, or who speaks for them, said that this practice is theirs. Their word goes before any other rule."
      actions={<Download path={attestationsPath(practice_id)} about="the statements" />}
    >
      <p className="page-ways">
        <Link to="/attestation-links">Links and posters for patients</Link>
        {' · '}
        <Link to="/practices/$practice_id/notices" params={{ practice_id }}>
          Notices to patients
        </Link>
      </p>
      <Answer query={found} what="the statements">
        {(all) => <Statements all={all} practice_id={practice_id} />}
      </Answer>
    </Page>
  )
}

function Statements({ all, practice_id }: { all: Attestation[]; practice_id: string }) {
  const { standing } = useSearch({ from: '/practices/$practice_id/attestations' })
  const navigate = useNavigate()
  const shown = all.filter((one) => standing === undefined || one.standing === standing)
  const counted = Object.entries(STANDING).flatMap(([key, { words }]): [string, string][] => {
    const n = all.filter((one) => one.standing === key).length
    return n > 0 ? [[key, `${words} (${n})`]] : []
  })
  if (all.length === 0)
    return (
      <EmptyState heading="Nobody has said so here yet.">
        <p>What came by link, code or paper form stands here. Statements that others sent as files are on the panel.</p>
      </EmptyState>
    )
  return (
    <>
      <div className="filters">
        <Choice
          label="Where it stands"
          all={`All (${all.length})`}
          value={standing}
          options={counted}
          choose={(code) => navigate({ to: '.', search: code ? { standing: code } : {} })}
        />
      </div>
      <ul className="statements">
        {shown.map((one) => (
          <li key={one.statement}>
            <Statement one={one} practice_id={practice_id} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Statement({ one, practice_id }: { one: Attestation; practice_id: string }) {
  const { words, tone, means } = STANDING[one.standing] ?? { words: one.standing, tone: 'note' as const, means: '' }
  const open = one.withdrawn_on === null
  const isMendable = open && ['waiting', 'not-matched', 'ambiguous'].includes(one.standing)
  return (
    <article className="card statement-of" aria-label={`${one.first_name} ${one.last_name}`}>
      <header>
        <h2>
          {one.first_name} {one.last_name}
        </h2>
        <Badge tone={tone}>{words}</Badge>
      </header>
      <p className="quiet">
        Born {day(one.birth_date)}
        {one.member_number && <> · member number {one.member_number}</>}
        {one.zip_code && <> · ZIP code {one.zip_code}</>}
        {one.phone_last_four && <> · telephone …{one.phone_last_four}</>}
      </p>
      <p>
        Said on {day(one.attested_on)} by {STATED_BY[one.stated_by]}
        {one.proxy_name && <>, {one.proxy_name}</>},{' '}
        {one.method === 'paper' ? `on paper (${one.form_number})` : 'on the page'}
        {one.clinician && (
          <>
            ; names {one.clinician}
            {one.clinician_found ? '' : ', whom the directory does not know so'}
          </>
        )}
        .{one.withdrawn_on && <> Taken back from {day(one.withdrawn_on)} on.</>}
      </p>
      <p>
        {means}
        {one.because && BECAUSE[one.because] && <> Why: {BECAUSE[one.because]}.</>}
        {one.mended_by && <> Mended by {one.mended_by}.</>}
      </p>
      {isMendable && <MendForm one={one} practice_id={practice_id} />}
      {open && <TakeBackForm one={one} practice_id={practice_id} />}
    </article>
  )
}
