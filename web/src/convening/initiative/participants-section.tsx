/** Who takes part, by side. */
import { useQuery } from '@tanstack/react-query'
import { conveningQuery, type Initiative, type Participant } from '../../api/convening/convening.ts'
import { nameableQuery } from '../../api/convening/nameable.ts'
import { LINES, lineInWords } from '../../attribution/words.ts'
import { Table } from '../../design/tables/table.tsx'
import { day } from '../../design/words/format.ts'
import { words } from '../../design/words/words.ts'
import { ActForm, orNull } from '../act-form.tsx'
import { choicesOf, SIDE } from '../words.ts'
import { initiativePath } from './paths.ts'

export function ParticipantsSection({ of: { initiative, participants }, keeps }: { of: Initiative; keeps: boolean }) {
  return (
    <section className="card" aria-labelledby="participants">
      <h2 id="participants">Who takes part</h2>
      {participants.length === 0 ? (
        <p className="quiet">Nobody yet.</p>
      ) : (
        <Table
          caption="Who takes part, by side"
          quietCaption
          columns={[
            { key: 'name', label: 'Participant', names: true, cell: (row: Participant) => row.name },
            { key: 'side', label: 'Side', cell: (row) => SIDE[row.side] },
            {
              key: 'lines',
              label: 'Lines of business',
              cell: (row) => row.lines_of_business.map(lineName).join(', ') || '–',
            },
            { key: 'since', label: 'Since', cell: (row) => day(row.start_date) },
            { key: 'until', label: 'Until', cell: (row) => (row.end_date ? day(row.end_date) : '–') },
          ]}
          rows={participants}
          rowKey={(row) => row.participant}
        />
      )}
      {keeps && <TakesPart initiative={initiative} />}
    </section>
  )
}

const KIND: Readonly<Record<string, string>> = {
  payer: 'Payers',
  'provider-organization': 'Provider organizations',
  purchaser: 'Purchasers, and groups of patients',
  state: 'The state',
  coach: 'Coaching organizations',
  convener: 'Conveners',
}

const lineName = (line: string): string => words(lineInWords(line))

function TakesPart({ initiative }: { initiative: string }) {
  const named = useQuery(nameableQuery(initiative)).data?.participants ?? []
  const order = Object.keys(KIND)
  const choices = [...named]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ participant, participant_name, kind, takes_part }) => ({
      key: participant,
      name: takes_part ? `${participant_name} (takes part already)` : participant_name,
      group: KIND[kind] ?? kind,
    }))
  return (
    <ActForm
      summary="Somebody takes part"
      says="Who takes part already gets the side, the lines of business and the last day that are given here. Who is not in the list is registered on People first."
      fields={[
        { key: 'participant', label: 'Participant', is: 'pick', choices },
        { key: 'side', label: 'Side', is: 'choice', choices: choicesOf(SIDE) },
        {
          ...{ key: 'lines', label: 'Lines of business (none ticked: all)', is: 'ticks' },
          choices: Object.keys(LINES).map((key) => ({ key, name: lineName(key) })),
        },
        { key: 'start_date', label: 'First day', is: 'date' },
        { key: 'end_date', label: 'Last day (if any)', is: 'date', optional: true },
      ]}
      button="Write it down"
      path={`${initiativePath(initiative)}/participants`}
      body={({ participant, side, lines = '', start_date, end_date }) => ({
        ...{ participant, side, start_date, end_date: orNull(end_date) },
        lines_of_business: lines.split(' ').filter(Boolean),
      })}
      touched={[conveningQuery, nameableQuery(initiative)]}
    />
  )
}
