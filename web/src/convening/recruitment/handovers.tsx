/** Practices and the payers that were told of them. A payer reads and changes its own. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type Handover, recruitmentPath, recruitmentQuery } from '../../api/convening/recruitment.ts'
import { useChange } from '../../api/use-change.ts'
import { WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { type Column, Table } from '../../design/tables/table.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'

const STATE: Record<Handover['state'], { tone: Tone; words: string }> = {
  told: { tone: 'open', words: 'Told' },
  'taken-up': { tone: 'note', words: 'Taken up' },
  signed: { tone: 'good', words: 'Contract signed' },
  ended: { tone: 'quiet', words: 'Ended' },
}

export function Handovers({ handovers, asPayer }: { handovers: Handover[]; asPayer: boolean }) {
  const columns: Column<Handover>[] = [
    {
      key: 'name',
      label: asPayer ? 'Practice' : 'Payer',
      names: true,
      cell: (row) => (asPayer ? row.practice_name : row.payer_name),
    },
    { key: 'told', label: 'Told on', cell: (row) => day(row.told_on) },
    { key: 'taken', label: 'Taken up on', cell: (row) => day(row.taken_up_on) },
    { key: 'signed', label: 'Contract signed on', cell: (row) => day(row.signed_on) },
    {
      key: 'state',
      label: 'State',
      cell: (row) => (
        <>
          <Badge tone={STATE[row.state].tone}>{STATE[row.state].words}</Badge>
          {row.because && <span className="under">{row.because}</span>}
        </>
      ),
    },
    ...(asPayer
      ? [
          {
            key: 'change',
            label: 'Change',
            cell: (row: Handover) => (row.state === 'told' || row.state === 'taken-up' ? <Change of={row} /> : null),
          },
        ]
      : []),
  ]
  return (
    <Table
      caption={asPayer ? 'Practices handed over to you' : 'Payers that were told'}
      quietCaption
      columns={columns}
      rows={handovers}
      rowKey={(row) => `${row.recruitment} ${row.practice_id} ${row.payer}`}
    />
  )
}

function Change({ of: { recruitment, practice_id, practice_name, state } }: { of: Handover }) {
  const change = useChange<unknown>(recruitmentQuery)
  const [because, setBecause] = useState('')
  const path = `${recruitmentPath(recruitment)}/handovers/${encodeURIComponent(practice_id)}`
  const next = state === 'told' ? 'take-up' : 'sign'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ path, body: { step: 'end', because: because.trim() } })
  }
  return (
    <>
      <Button
        size="small"
        variation="solid"
        disabled={change.isPending}
        onClick={() => change.mutate({ path, body: { step: next } })}
      >
        {state === 'told' ? 'Take it up' : 'Contract is signed'}
        <span className="ds-u-visibility--screen-reader"> with {practice_name}</span>
      </Button>
      <details className="change-form">
        <summary>
          Give it up<span className="ds-u-visibility--screen-reader"> with {practice_name}</span>
        </summary>
        <form onSubmit={submit}>
          <WordsField label="Why it ends" least={1} value={because} set={setBecause} />
          <Button type="submit" size="small" disabled={change.isPending}>
            End it
          </Button>
        </form>
      </details>
      {change.isError && <FormProblem error={change.error} />}
    </>
  )
}
