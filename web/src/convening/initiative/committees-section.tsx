/** Committees: who sits on them, for which side and until when, whether they may decide, and what members have at stake. */
import { type Committee, conveningQuery, type Initiative, type Seat } from '../../api/convening/convening.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { ActForm } from '../act-form.tsx'
import { ROOM, SIDE, share } from '../words.ts'
import { AddSeat, EndTerm, FillSeat, MakeCommittee } from './committee-forms.tsx'
import { committeePath } from './paths.ts'

export function CommitteesSection({ of, keeps }: { of: Initiative; keeps: boolean }) {
  const { committees, initiative } = of
  return (
    <>
      {committees.map((one) => (
        <OneCommittee key={one.committee} committee={one} of={of} keeps={keeps} />
      ))}
      {keeps && (
        <section className="card" aria-labelledby="make-committee">
          <h2 id="make-committee">{committees.length === 0 ? 'No committee yet' : 'Another committee'}</h2>
          <MakeCommittee
            initiative={initiative}
            governed={committees.some(({ governs, ended_on }) => governs && ended_on === null)}
          />
        </section>
      )}
    </>
  )
}

type Props = { committee: Committee; of: Initiative; keeps: boolean }

function OneCommittee({ committee, of, keeps }: Props) {
  const { title, charge, seats, faults, conflicts, ended_on, governs } = committee
  const id = `committee-${committee.committee}`
  const sits = seats.some(({ holder }) => holder?.own)
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>Committee: {title}</h2>
      <p>{charge}</p>
      <p className="quiet">{rulesOf(committee)}</p>
      {governs && <p>It governs the initiative: its chair accepts what committees passed, or sends it back.</p>}
      {ended_on !== null ? (
        <p>It ended {day(ended_on)}.</p>
      ) : faults.length === 0 ? (
        <p>
          <Badge tone="good">May decide</Badge>
        </p>
      ) : (
        <p>
          <Badge tone="bad">May not decide</Badge> {sentence(faults.map(({ says }) => says).join('; '))}
        </p>
      )}
      <Seats committee={committee} keeps={keeps} />
      {keeps && <FillSeat committee={committee} of={of} />}
      {keeps && <AddSeat committee={committee.committee} />}
      <h3>What members have at stake</h3>
      {conflicts.length === 0 && <p className="quiet">Nobody has declared anything.</p>}
      {conflicts.map(({ name, interest, declared_at }) => (
        <p key={`${name} ${declared_at}`}>
          <b>{name}</b>, {day(declared_at)}: {sentence(interest)}
        </p>
      ))}
      {sits && (
        <ActForm
          summary="Declare what you have at stake"
          says="The whole committee reads it. To keep out of one recommendation, step back on its page."
          fields={[{ key: 'interest', label: 'What you, or who pays you, stand to gain or lose', is: 'words' }]}
          button="Declare it"
          path={`${committeePath(committee.committee)}/conflicts`}
          body={({ interest }) => ({ interest })}
          touched={[conveningQuery]}
        />
      )}
    </section>
  )
}

function rulesOf({ room, decides_by, quorum_share, passes_share, most_side_share, least_consumer_seats }: Committee) {
  const how =
    decides_by === 'consensus'
      ? 'It decides by consensus: nobody says no'
      : `It passes what ${Number(passes_share) === 0.5 ? 'more than half' : `at least ${share(passes_share)}`} of votes for or against say yes to`
  return `${ROOM[room]}. ${how}. ${share(quorum_share)} of seats are a quorum, no side holds more than ${share(most_side_share)}, and at least ${least_consumer_seats} of consumers sit there.`
}

function Seats({ committee: { committee, seats }, keeps }: { committee: Committee; keeps: boolean }) {
  if (seats.length === 0) return <p className="quiet">It has no seats yet.</p>
  return (
    <Table
      caption="Seats"
      quietCaption
      columns={[
        {
          key: 'holder',
          label: 'Seat',
          names: true,
          cell: ({ holder }: Seat) =>
            holder ? (
              <>
                {holder.name} {holder.own && <Badge tone="note">You</Badge>}
              </>
            ) : (
              <Badge tone="open">Empty</Badge>
            ),
        },
        { key: 'side', label: 'Side', cell: (row) => SIDE[row.side] },
        { key: 'for', label: 'Sits for', cell: ({ holder }) => holder?.participant ?? '–' },
        {
          key: 'votes',
          label: 'Votes',
          cell: ({ votes, holder }) => `${votes ? 'Yes' : 'No'}${holder?.chair ? ', chairs' : ''}`,
        },
        { key: 'until', label: 'Until', cell: ({ holder }) => (holder ? day(holder.end_date) : '–') },
        ...(keeps
          ? [
              {
                key: 'end',
                label: 'Term',
                cell: ({ holder }: Seat) => (holder ? <EndTerm committee={committee} holder={holder} /> : '–'),
              },
            ]
          : []),
      ]}
      rows={[...seats].sort((a, b) => a.side.localeCompare(b.side) || a.seat - b.seat)}
      rowKey={(row) => String(row.seat)}
    />
  )
}
