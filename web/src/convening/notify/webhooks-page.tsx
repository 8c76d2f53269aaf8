/** Addresses that are called when something awaits the reader's organization. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { type Webhook, type WebhookSecret, webhooksQuery } from '../../api/convening/notify.ts'
import { sessionQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { TextField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import '../../people/people.css'

const STATE: Record<Webhook['state'], { tone: Tone; words: string }> = {
  active: { tone: 'good', words: 'Active' },
  disabled: { tone: 'bad', words: 'Switched off: it failed too long' },
  ended: { tone: 'quiet', words: 'Ended' },
}

export function WebhooksPage() {
  const found = useQuery(webhooksQuery)
  const session = useQuery(sessionQuery)
  return (
    <div className="page">
      <Page
        title="Webhooks"
        lead="A program of your organization is called when something awaits it. A call says only that, with a link."
      >
        <Answer query={found} what="the webhooks">
          {(webhooks) => (
            <section className="card" aria-labelledby="webhooks-heading">
              <h2 id="webhooks-heading">Addresses</h2>
              {webhooks.length === 0 && <p>No address is registered.</p>}
              <ul className="entries">
                {webhooks.map((one) => (
                  <li key={one.webhook}>
                    <Entry webhook={one} />
                  </li>
                ))}
              </ul>
              <Register operator={session.data?.viewer?.role === 'operator'} />
            </section>
          )}
        </Answer>
      </Page>
    </div>
  )
}

function Entry({ webhook }: { webhook: Webhook }) {
  const change = useChange<WebhookSecret>(webhooksQuery)
  const path = `/api/webhooks/${webhook.webhook}`
  const { state, address, waiting, last_sent_at, last_problem, failing_since, earlier_until } = webhook
  const button = (words: string, act: () => void) => (
    <Button size="small" disabled={change.isPending} onClick={act}>
      {words}
      <span className="ds-u-visibility--screen-reader">: {address}</span>
    </Button>
  )
  return (
    <article className="entry">
      <header>
        <h3>{address}</h3>
        <Badge tone={STATE[state].tone}>{STATE[state].words}</Badge>
      </header>
      <p className="quiet">
        <code>{webhook.webhook}</code> · {webhook.participant} · since {day(webhook.made_at)} ·{' '}
        {last_sent_at ? `last call got through ${day(last_sent_at)}` : 'no call got through yet'}
        {waiting > 0 && ` · ${waiting} ${plural(waiting, 'call')} waiting`}
      </p>
      {failing_since && last_problem && (
        <p>
          Failing since {day(failing_since)}: {sentence(last_problem)}
        </p>
      )}
      {earlier_until && state !== 'ended' && (
        <p className="quiet">Calls are signed with the secret before, too, for a day after a new one is made.</p>
      )}
      {change.data?.secret && <SecretOnce secret={change.data.secret} />}
      {change.isError && <FormProblem error={change.error} />}
      {state !== 'ended' && (
        <>
          <p className="entry-actions">
            {state === 'active' && button('Try it out', () => change.mutate({ path, body: { act: 'try' } }))}
            {state === 'disabled' && button('Switch on again', () => change.mutate({ path, body: { act: 'resume' } }))}
            {button('Make another secret', () => change.mutate({ path: `${path}/secret`, body: {} }))}
          </p>
          <details className="change-form">
            <summary>
              End it<span className="ds-u-visibility--screen-reader">: {address}</span>
            </summary>
            <p>Nothing is called any more, and what waits is dropped.</p>
            {button('End it for good', () => change.mutate({ path, body: { act: 'end' } }))}
          </details>
        </>
      )}
    </article>
  )
}

function Register({ operator }: { operator: boolean }) {
  const change = useChange<WebhookSecret>(webhooksQuery)
  const [address, setAddress] = useState('')
  const [participant, setParticipant] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      {
        path: '/api/webhooks',
        body: { address: address.trim(), ...(operator ? { participant: participant.trim() } : {}) },
      },
      { onSuccess: () => setAddress('') },
    )
  }
  return (
    <form onSubmit={submit} className="change-form">
      <h3>Register an address</h3>
      <p className="quiet">It is called over https. How calls are signed: the Standard Webhooks specification.</p>
      {operator && <TextField label="For which participant" value={participant} set={setParticipant} />}
      <TextField label="Address" hint="https://example.org/wholepanel" type="url" value={address} set={setAddress} />
      <Button type="submit" size="small" variation="solid" disabled={change.isPending}>
        Register
      </Button>
      {change.data?.secret && <SecretOnce secret={change.data.secret} />}
      {change.isError && <FormProblem error={change.error} />}
    </form>
  )
}

function SecretOnce({ secret }: { secret: string }) {
  return (
    <div role="status" className="shown-once">
      <p>The secret by which your program knows our calls. Keep it; it is not shown again.</p>
      <input className="ds-c-field" readOnly aria-label="Secret" value={secret} onFocus={(e) => e.target.select()} />
    </div>
  )
}
