import type { LogEvent } from '../api/people/log.ts'
import { Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import { words } from '../design/words/words.ts'
import { aboutWords, actorWords, actWords, outcomeOf } from './acts.ts'

export function EventTable({ events }: { events: LogEvent[] }) {
  return (
    <Table
      quietCaption
      caption="Acts, newest first"
      columns={[
        {
          key: 'act',
          label: 'What',
          names: true,
          cell: (row) => (
            <>
              {actWords(row)}
              {row.about && <span className="under">{aboutWords(row.about)}</span>}
            </>
          ),
        },
        {
          key: 'outcome',
          label: 'How it ended',
          cell: (row) => {
            const { tone, says } = outcomeOf(row)
            return <Badge tone={tone}>{says}</Badge>
          },
        },
        {
          key: 'who',
          label: 'Who',
          cell: (row) => (
            <>
              {actorWords(row.actor)}
              {row.role && row.role !== row.actor && (
                <span className="under">
                  {words(row.role)}
                  {row.participant && `, ${row.participant}`}
                </span>
              )}
            </>
          ),
        },
        { key: 'purpose', label: 'Purpose', cell: (row) => words(row.purpose) },
        {
          key: 'at',
          label: 'When (UTC)',
          cell: (row) => (
            <time dateTime={row.at}>
              {day(row.at)}
              <span className="under">{row.at.slice(11, 19)}</span>
            </time>
          ),
        },
        { key: 'number', label: 'Event', numeric: true, cell: (row) => row.number },
      ]}
      rows={events}
      rowKey={(row) => String(row.number)}
    />
  )
}
