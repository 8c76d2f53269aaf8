/** What awaits the reader, and how they are told of it. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  type Mail,
  type Notification,
  type Notifications,
  notificationsQuery,
  type Trouble,
  unreadQuery,
} from '../../api/convening/notify.ts'
import { sessionQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { ChoiceField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Page } from '../../design/frame/page.tsx'
import { PathLink } from '../../design/frame/path-link.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import './notify.css'

const WAYS: { key: Mail; name: string }[] = [
  { key: 'at-once', name: 'At once' },
  { key: 'daily', name: 'Once a day' },
  { key: 'never', name: 'Never' },
]

export function NotificationsPage() {
  const found = useQuery(notificationsQuery)
  const session = useQuery(sessionQuery)
  const viewer = session.data?.viewer
  return (
    <div className="page">
      <Page
        title="Notifications"
        lead="What awaits you. A notification says only that something is there; what it is stands on its page."
        actions={<Link to="/calendar">Calendar</Link>}
      >
        <Answer query={found} what="your notifications">
          {(all) => (
            <>
              <Waiting notifications={all.notifications} />
              <Choices all={all} />
              {(viewer?.administers || viewer?.role === 'operator') && (
                <section className="card" aria-labelledby="programs-called">
                  <h2 id="programs-called">Your organization’s programs</h2>
                  <p>
                    A program of your organization can be called when something awaits it.{' '}
                    <Link to="/webhooks">See to webhooks</Link>
                  </p>
                </section>
              )}
              {all.troubles.length > 0 && <Troubles troubles={all.troubles} />}
            </>
          )}
        </Answer>
      </Page>
    </div>
  )
}

function Waiting({ notifications }: { notifications: Notification[] }) {
  const change = useChange(notificationsQuery, unreadQuery)
  const read = (notification: number | 'all') =>
    change.mutate({ path: '/api/notifications/read', body: { notification } })
  if (notifications.length === 0)
    return (
      <EmptyState heading="Nothing awaits you.">
        <p>When a vote opens, a comment arrives or a date changes, it stands here.</p>
      </EmptyState>
    )
  const unread = notifications.filter((one) => one.read_at === null).length
  return (
    <section className="card" aria-labelledby="awaiting">
      <div className="section-head">
        <h2 id="awaiting">{unread === 0 ? 'All read' : `${unread} unread`}</h2>
        {unread > 0 && (
          <Button size="small" disabled={change.isPending} onClick={() => read('all')}>
            Mark all as read
          </Button>
        )}
      </div>
      {change.isError && <FormProblem error={change.error} />}
      <ul className="notices">
        {notifications.map((one) => (
          <li key={one.notification} className={one.read_at === null ? 'unread' : undefined}>
            <div>
              <p>
                <PathLink path={one.link}>{one.words}</PathLink>
              </p>
              <p className="quiet">{day(one.made_at)}</p>
            </div>
            {one.read_at === null && (
              <Button size="small" disabled={change.isPending} onClick={() => read(one.notification)}>
                Mark as read
                <span className="ds-u-visibility--screen-reader">
                  : {one.words} {day(one.made_at)}
                </span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Choices({ all: { choices, mails, email } }: { all: Notifications }) {
  const change = useChange(notificationsQuery)
  return (
    <section className="card" aria-labelledby="how-told">
      <h2 id="how-told">How you are told by e-mail</h2>
      <p>{says(mails, email)}</p>
      {change.isError && <FormProblem error={change.error} />}
      <details>
        <summary>Choose for each kind</summary>
        <div className="mail-choices">
          {choices.map(({ kind, label, mail }) => (
            <ChoiceField
              key={kind}
              label={label}
              value={mail}
              choices={WAYS}
              set={(chosen) => change.mutate({ path: '/api/notifications/choices', body: { kind, mail: chosen } })}
            />
          ))}
        </div>
      </details>
    </section>
  )
}

function says(mails: boolean, email: string | null): string {
  if (!mails) return 'E-mail is not set up in this region, so none is sent. The operator can set it up.'
  if (email === null) return 'Your account has no e-mail address, so none is sent to you.'
  return `E-mail goes to ${email}. It says that something awaits you, and nothing more.`
}

function Troubles({ troubles }: { troubles: Trouble[] }) {
  return (
    <section className="card" aria-labelledby="not-through">
      <h2 id="not-through">E-mail that did not get through</h2>
      <Table
        caption="E-mail that did not get through, newest first"
        quietCaption
        columns={[
          { key: 'account', label: 'To', names: true, cell: (row: Trouble) => row.account },
          { key: 'made', label: 'Of', cell: (row) => day(row.made_at) },
          { key: 'attempts', label: 'Tries', cell: (row) => String(row.attempts) },
          {
            key: 'state',
            label: 'State',
            cell: (row) => (
              <>
                <Badge tone={row.state === 'failed' ? 'bad' : 'open'}>
                  {row.state === 'failed' ? 'Given up' : 'Tried again'}
                </Badge>
                {row.problem && <span className="under">{sentence(row.problem)}</span>}
              </>
            ),
          },
        ]}
        rows={troubles}
        rowKey={(row) => `${row.account} ${row.made_at}`}
      />
    </section>
  )
}
