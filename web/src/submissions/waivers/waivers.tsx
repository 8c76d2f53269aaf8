/** What was asked to be let off and what was decided; who may decide does it here. */
import { Button } from '@cmsgov/design-system'
import { useId, useState } from 'react'
import type { Waiver } from '../../api/received/feeds.ts'
import { ErrorNote, sentence } from '../../design/answers/error-note.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { plural, words } from '../../design/words/words.ts'
import { useWaiverChange } from './use-waiver-change.ts'

const TONE: Record<Waiver['decision'], Tone> = { asked: 'open', granted: 'good', refused: 'bad', ended: 'quiet' }

export function Waivers({ waivers, mayDecide }: { waivers: Waiver[]; mayDecide: boolean }) {
  const decide = useWaiverChange()
  const asked = mayDecide ? waivers.filter((one) => one.decision === 'asked') : []
  const rest = waivers.filter((one) => !asked.includes(one))
  return (
    <>
      {asked.length > 0 && (
        <>
          <h3>
            {asked.length} {plural(asked.length, 'request')} to decide
          </h3>
          <ul className="to-do to-decide">
            {asked.map((one) => (
              <Request key={one.waiver} of={one} busy={decide.isPending} decide={decide.mutate} />
            ))}
          </ul>
        </>
      )}
      <p role="status" className="quiet">
        {decide.isSuccess ? `Waiver of ${decide.data.payer_name}: ${words(decide.data.decision).toLowerCase()}.` : ''}
      </p>
      {decide.isError && <ErrorNote error={decide.error} what="the decision" />}
      {rest.length === 0 ? (
        asked.length === 0 && <p className="quiet">None was asked for.</p>
      ) : (
        <Table
          caption="Waivers so far"
          columns={[
            {
              key: 'what',
              label: 'What',
              names: true,
              cell: (row) => (
                <>
                  {words(row.feed ?? row.rule)}
                  <span className="under">{row.payer_name}</span>
                </>
              ),
            },
            {
              key: 'decision',
              label: 'Decision',
              cell: (row) => (
                <>
                  <Badge tone={TONE[row.decision]}>{words(row.decision)}</Badge>
                  {row.because && <span className="under">{sentence(row.because)}</span>}
                </>
              ),
            },
            { key: 'days', label: 'Days', cell: (row) => `${day(row.start_date)} to ${day(row.end_date)}` },
            { key: 'reason', label: 'Asked because', cell: (row) => sentence(row.reason) },
            {
              key: 'by',
              label: 'Asked, decided by',
              cell: (row) => [row.asked_by, row.decided_by].filter(Boolean).join(', '),
            },
          ]}
          rows={rest}
          rowKey={(row) => String(row.waiver)}
        />
      )}
    </>
  )
}

type RequestProps = { of: Waiver; busy: boolean; decide: (decided: { path: string; body: object }) => void }

function Request({ of, busy, decide }: RequestProps) {
  const id = useId()
  const [because, setBecause] = useState('')
  const settle = (decision: 'granted' | 'refused') =>
    decide({ path: `/api/waivers/${of.waiver}/decision`, body: { decision, because: because.trim() } })
  const about = `: ${of.payer_name}, ${words(of.feed ?? of.rule)}`
  return (
    <li>
      <p>
        <b>
          {of.payer_name}: {words(of.feed ?? of.rule)}
        </b>
        , {day(of.start_date)} to {day(of.end_date)}
      </p>
      <p>
        {sentence(of.reason)}{' '}
        <span className="quiet">
          Asked by {of.asked_by}, {day(of.asked_at)}.
        </span>
      </p>
      <div className="decide">
        <div className="filter waiver-reason">
          <label htmlFor={id}>
            Why you grant or refuse it<span className="ds-u-visibility--screen-reader">{about}</span>
          </label>
          <input
            id={id}
            className="ds-c-field"
            maxLength={500}
            value={because}
            onChange={(event) => setBecause(event.target.value)}
          />
        </div>
        <Button size="small" variation="solid" disabled={busy || !because.trim()} onClick={() => settle('granted')}>
          Grant<span className="ds-u-visibility--screen-reader">{about}</span>
        </Button>
        <Button size="small" disabled={busy || !because.trim()} onClick={() => settle('refused')}>
          Refuse<span className="ds-u-visibility--screen-reader">{about}</span>
        </Button>
      </div>
    </li>
  )
}
