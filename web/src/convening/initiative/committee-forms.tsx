/** What who convenes does with a committee: make it, add seats, fill them, end a term. */
import { useQuery } from '@tanstack/react-query'
import { type Committee, conveningQuery, type Initiative, type Seat } from '../../api/convening/convening.ts'
import { nameableQuery } from '../../api/convening/nameable.ts'
import { ActForm, type Field } from '../act-form.tsx'
import { choicesOf, ROOM, SIDE } from '../words.ts'
import { committeePath, initiativePath } from './paths.ts'

const YES_NO = [
  { key: 'yes', name: 'Yes' },
  { key: 'no', name: 'No' },
]

const GOVERNS: Field = {
  ...{ key: 'governs', label: 'It governs: its chair decides on what committees passed', is: 'choice', start: 'no' },
  choices: YES_NO,
}

export function MakeCommittee({ initiative, governed }: { initiative: string; governed: boolean }) {
  return (
    <ActForm
      summary="Make a committee"
      says="Shares are written as decimals: 0.5 is half."
      fields={[
        { key: 'title', label: 'Title' },
        { key: 'room', label: 'Who sits together', is: 'choice', choices: choicesOf(ROOM) },
        {
          ...{ key: 'decides_by', label: 'It decides by', is: 'choice' },
          choices: [
            { key: 'vote', name: 'A count of votes' },
            { key: 'consensus', name: 'Consensus' },
          ],
        },
        { key: 'quorum_share', label: 'Share of seats that is a quorum', start: '0.5' },
        { key: 'passes_share', label: 'Share of votes that must be yes', start: '0.6' },
        { key: 'most_side_share', label: 'Most that one side may hold', start: '0.5' },
        { key: 'least_consumer_seats', label: 'Least seats of consumers', is: 'number', start: '1' },
        { key: 'charge', label: 'What it is for', is: 'words' },
        ...(governed ? [] : [GOVERNS]),
      ]}
      button="Make it"
      path={`${initiativePath(initiative)}/committees`}
      body={({ least_consumer_seats, governs, ...given }) => ({
        ...given,
        ...{ least_consumer_seats: Number(least_consumer_seats), governs: governs === 'yes' },
      })}
      touched={[conveningQuery]}
    />
  )
}

export function AddSeat({ committee }: { committee: string }) {
  return (
    <ActForm
      summary="Add a seat"
      fields={[
        { key: 'side', label: 'Side', is: 'choice', choices: choicesOf(SIDE) },
        { key: 'votes', label: 'Votes', is: 'choice', choices: YES_NO },
      ]}
      button="Add it"
      path={`${committeePath(committee)}/seats`}
      body={({ side, votes }) => ({ side, votes: votes === 'yes' })}
      touched={[conveningQuery]}
    />
  )
}

export function FillSeat({ committee: { committee, seats }, of }: { committee: Committee; of: Initiative }) {
  const empty = seats.filter(({ holder }) => holder === null)
  const named = useQuery(nameableQuery(of.initiative)).data?.people ?? []
  if (empty.length === 0) return null
  const people = named.map(({ account, name, participant, participant_name }) => ({
    ...{ key: `${account} ${participant}`, name, group: participant_name },
  }))
  return (
    <ActForm
      key={empty.map(({ seat }) => seat).join(' ')}
      summary="Fill an empty seat"
      says="People of organizations that take part stand in the list."
      fields={[
        {
          ...{ key: 'seat', label: 'Seat', is: 'choice' },
          choices: empty.map(({ seat, side }) => ({ key: String(seat), name: `${SIDE[side]}, seat ${seat}` })),
        },
        { key: 'person', label: 'Person', is: 'pick', choices: people },
        {
          ...{ key: 'sits_for', label: 'Sits for', is: 'choice' },
          choices: [
            { key: 'participant', name: 'Their organization' },
            { key: 'themselves', name: 'Nobody but themselves' },
          ],
        },
        { key: 'chair', label: 'Chairs', is: 'choice', choices: YES_NO, start: 'no' },
        { key: 'start_date', label: 'First day', is: 'date' },
        { key: 'end_date', label: 'Last day', is: 'date' },
      ]}
      button="Fill it"
      path={`${committeePath(committee)}/terms`}
      body={({ seat, person = '', sits_for, chair, start_date, end_date }) => {
        const [account, participant] = person.split(' ')
        return {
          ...{ seat: Number(seat), account, start_date, end_date, chair: chair === 'yes' },
          participant: sits_for === 'participant' ? participant : null,
        }
      }}
      touched={[conveningQuery]}
    />
  )
}

export function EndTerm({ committee, holder }: { committee: string; holder: NonNullable<Seat['holder']> }) {
  return (
    <ActForm
      summary="End it"
      about={`the term of ${holder.name}`}
      fields={[{ key: 'because', label: 'Why', is: 'words' }]}
      button="End the term"
      path={`${committeePath(committee)}/terms/${holder.seat_term}/end`}
      body={({ because }) => ({ because })}
      touched={[conveningQuery]}
    />
  )
}
