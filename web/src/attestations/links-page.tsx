/** The links by which patients say which practice is theirs: made, hung up and withdrawn here. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type AttestationCode, type AttestationCodes, codesQuery } from '../api/attribution/attestation.ts'
import { useChange } from '../api/use-change.ts'
import { Answer } from '../design/answers/answer.tsx'
import { ChoiceField, TextField } from '../design/forms/fields.tsx'
import { FormProblem } from '../design/forms/form-problem.tsx'
import { Page } from '../design/frame/page.tsx'
import { Badge } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import './attestations.css'

export function LinksPage() {
  const found = useQuery(codesQuery)
  return (
    <div className="page">
      <Page
        title="Links for patients"
        lead="Under such a link, or its picture on a poster, patients say without an account which practice is theirs. A link is no secret; what is sent by it is checked before it counts."
      >
        <Answer query={found} what="the links">
          {(all) => (
            <>
              <ul className="statements">
                {all.codes.map((one) => (
                  <li key={one.attestation_code}>
                    <Entry code={one} />
                  </li>
                ))}
              </ul>
              {all.codes.length === 0 && <p>There is no link yet.</p>}
              <MakeForm all={all} />
            </>
          )}
        </Answer>
      </Page>
    </div>
  )
}

function Entry({ code }: { code: AttestationCode }) {
  const change = useChange(codesQuery)
  const open = code.withdrawn_at === null
  return (
    <article className="card statement-of" aria-label={code.label}>
      <header>
        <h2>{code.label}</h2>
        <Badge tone={open ? 'good' : 'quiet'}>{open ? 'Open' : 'Withdrawn'}</Badge>
      </header>
      <p>{code.practice_name ?? code.practice_id ?? 'The patient chooses the practice'}</p>
      <p className="quiet">
        <a href={code.link}>{code.link}</a> · made {day(code.made_at.slice(0, 10))} by {code.made_by}
      </p>
      {open && (
        <p className="entry-actions">
          <Link
            to="/attestation-links/poster/$attestation_code"
            params={{ attestation_code: code.attestation_code }}
            className="ds-c-button ds-c-button--small"
          >
            Poster<span className="ds-u-visibility--screen-reader"> of {code.label}</span>
          </Link>{' '}
          <Button
            size="small"
            disabled={change.isPending}
            onClick={() =>
              change.mutate({ path: `/api/attestation-codes/${code.attestation_code}/withdrawal`, body: {} })
            }
          >
            Withdraw<span className="ds-u-visibility--screen-reader"> {code.label}</span>
          </Button>
        </p>
      )}
      {change.isError && <FormProblem error={change.error} />}
    </article>
  )
}

function MakeForm({ all }: { all: AttestationCodes }) {
  const change = useChange<AttestationCodes>(codesQuery)
  const [label, setLabel] = useState('')
  const [chosen, setChosen] = useState(all.practices[0]?.practice_id ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { label, practice_id: chosen || null }
    change.mutate({ path: '/api/attestation-codes', body }, { onSuccess: () => setLabel('') })
  }
  const choices = [
    ...all.practices.map((one) => ({ key: one.practice_id, name: one.practice_name })),
    ...(all.campaigns ? [{ key: '', name: 'The patient chooses' }] : []),
  ]
  if (choices.length === 0) return null
  return (
    <details className="change-form" open={all.codes.length === 0}>
      <summary>Make a link</summary>
      <form onSubmit={submit}>
        <TextField label="Where it hangs" hint="Waiting room" value={label} set={setLabel} />
        <ChoiceField label="Practice" value={chosen} set={setChosen} choices={choices} />
        <Button type="submit" variation="solid" disabled={change.isPending}>
          Make it
        </Button>
      </form>
      {change.isError && <FormProblem error={change.error} />}
    </details>
  )
}
