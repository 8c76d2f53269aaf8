/** Who takes part, by side. */
import { conveningQuery, type Initiative, type Participant } from '../../api/convening/convening.ts'
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
              cell: (row) => row.lines_of_business.map((one) => words(one)).join(', ') || '–',
            },
            { key: 'since', label: 'Since', cell: (row) => day(row.start_date) },
            { key: 'until', label: 'Until', cell: (row) => (row.end_date ? day(row.end_date) : '–') },
          ]}
          rows={participants}
          rowKey={(row) => row.participant}
        />
      )}
      {keeps && (
        <ActForm
          summary="Somebody takes part"
          says="Who takes part already gets the side, the lines of business and the last day that are given here."
          fields={[
            { key: 'participant', label: 'Key of the participant', hint: 'summit-health' },
            { key: 'side', label: 'Side', is: 'choice', choices: choicesOf(SIDE) },
            { key: 'lines', label: 'Lines of business, with commas', optional: true, hint: 'commercial' },
            { key: 'start_date', label: 'First day', is: 'date' },
            { key: 'end_date', label: 'Last day (if any)', is: 'date', optional: true },
          ]}
          button="Write it down"
          path={`${initiativePath(initiative)}/participants`}
          body={({ participant, side, lines = '', start_date, end_date }) => ({
            ...{ participant, side, start_date, end_date: orNull(end_date) },
            lines_of_business: lines
              .split(',')
              .map((one) => one.trim())
              .filter(Boolean),
          })}
          touched={[conveningQuery]}
        />
      )}
    </section>
  )
}
