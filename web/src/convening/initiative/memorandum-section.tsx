/** The memorandum of understanding: its text, who signed it, and the signature of one's own participant. */
import { Button } from '@cmsgov/design-system'
import { useState } from 'react'
import { conveningQuery, type Initiative, type Memorandum } from '../../api/convening/convening.ts'
import type { Viewer } from '../../api/people/sign-in.ts'
import { useChange } from '../../api/use-change.ts'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Table } from '../../design/tables/table.tsx'
import { day } from '../../design/words/format.ts'
import { ActForm } from '../act-form.tsx'
import { Prose } from '../prose.tsx'
import { keepsProcess, signs } from '../who.ts'
import { initiativePath } from './paths.ts'

type Props = { of: Initiative; viewer: Viewer }

export function MemorandumSection({ of, viewer }: Props) {
  const { memorandum, initiative } = of
  const path = initiativePath(initiative)
  return (
    <section className="card" aria-labelledby="memorandum">
      <h2 id="memorandum">Memorandum of understanding</h2>
      {memorandum ? (
        <Issued memorandum={memorandum} of={of} viewer={viewer} />
      ) : (
        <p className="quiet">None has been issued yet.</p>
      )}
      {keepsProcess(viewer) && (
        <ActForm
          summary="Issue the next version"
          says="Who signed an earlier version is asked again."
          fields={[{ key: 'body', label: 'Text', is: 'long', start: memorandum?.body ?? '' }]}
          button="Issue it"
          path={`${path}/memorandum`}
          body={({ body }) => ({ body })}
          touched={[conveningQuery]}
        />
      )}
    </section>
  )
}

function Issued({ memorandum, of, viewer }: Props & { memorandum: Memorandum }) {
  const { version, issued_on, body, signatures } = memorandum
  const signed = signatures.filter((one) => one.version === version)
  // Who convenes issues it, and signs nothing.
  const asked = of.participants.filter(({ side }) => side !== 'convener')
  const missing = asked.filter((one) => !signed.some(({ participant }) => participant === one.participant))
  const mine = missing.some(({ participant }) => participant === of.own?.participant)
  return (
    <>
      <p>
        Version {version}, issued {day(issued_on)}. {signed.length} of {asked.length} signed it
        {missing.length > 0 && `; not yet: ${missing.map(({ name }) => name).join(', ')}`}.
      </p>
      <details open={mine && signs(viewer)}>
        <summary>Read it</summary>
        <Prose text={body} />
      </details>
      {mine && signs(viewer) && <Sign of={of} memorandum={memorandum} viewer={viewer} />}
      {mine && !signs(viewer) && <p className="quiet">An administrator of your organization signs it.</p>}
      {signatures.length > 0 && (
        <details>
          <summary>Signatures</summary>
          <Table
            caption="Signatures"
            quietCaption
            columns={[
              { key: 'name', label: 'Participant', names: true, cell: (row) => row.name },
              { key: 'by', label: 'Signed by', cell: (row) => row.signed_name },
              { key: 'version', label: 'Version', numeric: true, cell: (row) => row.version },
              { key: 'at', label: 'On', cell: (row) => day(row.signed_at) },
            ]}
            rows={signatures}
            rowKey={(row) => `${row.version} ${row.participant}`}
          />
        </details>
      )}
    </>
  )
}

function Sign({ of, memorandum: { version, body_hash }, viewer }: Props & { memorandum: Memorandum }) {
  const [agreed, setAgreed] = useState(false)
  const sign = useChange(conveningQuery)
  const name = of.participants.find((one) => one.participant === of.own?.participant)?.name ?? ''
  return (
    <form
      className="convening-vote"
      onSubmit={(event) => {
        event.preventDefault()
        sign.mutate({ path: `${initiativePath(of.initiative)}/signature`, body: { version, body_hash } })
      }}
    >
      <label>
        <input type="checkbox" required checked={agreed} onChange={(event) => setAgreed(event.target.checked)} /> I have
        read version {version} and sign it for {name}, as {viewer.name}.
      </label>
      <div>
        <Button type="submit" variation="solid" disabled={sign.isPending}>
          Sign the memorandum
        </Button>
      </div>
      {sign.isError && <FormProblem error={sign.error} />}
    </form>
  )
}
