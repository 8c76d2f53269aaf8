/** The vote: one's own seat, how many voted while it is open, and all of it once it is closed. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type Ballot, type Recommendation, recommendationPath } from '../../api/convening/convening.ts'
import { useChange } from '../../api/use-change.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Table } from '../../design/tables/table.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { words } from '../../design/words/words.ts'
import { ActForm, orNull } from '../act-form.tsx'
import { moment, OUTCOME, SIDE } from '../words.ts'
import { touchedOf } from './touched.ts'

export function BallotSection({ of }: { of: Recommendation }) {
  const { ballots, own, recusals } = of
  const written = of.state === 'draft' || of.state === 'proposed'
  if (ballots.length === 0 && (own === null || (written && recusals.length === 0))) return null
  return (
    <section className="card" aria-labelledby="vote">
      <h2 id="vote">Vote</h2>
      {own && <OwnSeat of={of} own={own} />}
      {recusals.map(({ seat, name, because }) => (
        <p key={seat}>
          <b>{name}</b> stepped back: {sentence(because)}
        </p>
      ))}
      {ballots.map((one) => (
        <OneBallot key={one.ballot} ballot={one} />
      ))}
    </section>
  )
}

function OwnSeat({ of, own }: { of: Recommendation; own: NonNullable<Recommendation['own']> }) {
  const open = of.ballots.find(({ closed_at }) => closed_at === null)
  const stepsBack = !own.recused && (of.state === 'in-comment' || of.state === 'answering' || of.state === 'in-vote')
  return (
    <>
      {own.recused && <p>You stepped back. Your seat counts for nothing here.</p>}
      {own.vote && !own.recused && (
        <p>
          Your seat voted <b>{words(own.vote).toLowerCase()}</b>. A vote is not taken back.
        </p>
      )}
      {!own.votes && <p className="quiet">Your seat has no vote.</p>}
      {open && own.votes && !own.vote && !own.recused && <VoteForm of={of} />}
      {stepsBack && (
        <ActForm
          summary="Step back from this recommendation"
          says="Do so if you, or who pays you, stand to gain from it. What your seat says, or said, then counts for nothing. It is not taken back."
          fields={[{ key: 'because', label: 'Why', is: 'words', most: 1_000 }]}
          button="Step back"
          path={`${recommendationPath(of.recommendation)}/recusal`}
          body={({ because }) => ({ because })}
          touched={touchedOf(of)}
        />
      )}
    </>
  )
}

const CHOICES = [
  ['yes', 'Yes'],
  ['no', 'No'],
  ['abstain', 'Abstain: counts for the quorum, not for or against'],
] as const

function VoteForm({ of }: { of: Recommendation }) {
  const [choice, setChoice] = useState('')
  const [reason, setReason] = useState('')
  const cast = useChange(...touchedOf(of))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    cast.mutate({
      path: `${recommendationPath(of.recommendation)}/vote`,
      body: { choice, reason: orNull(reason) },
    })
  }
  return (
    <form className="convening-vote" onSubmit={submit}>
      <fieldset className="ticks">
        <legend>How does your seat vote?</legend>
        {CHOICES.map(([key, name]) => (
          <label key={key}>
            <input type="radio" name="choice" required checked={choice === key} onChange={() => setChoice(key)} />{' '}
            {name}
          </label>
        ))}
      </fieldset>
      <WordsField label="Why (if you wish)" value={reason} set={setReason} least={0} most={2_000} optional />
      <p className="quiet">Who takes part reads your vote and your reason once the vote is closed.</p>
      <Button type="submit" variation="solid" disabled={cast.isPending}>
        Cast the vote
      </Button>
      {cast.isError && <FormProblem error={cast.error} />}
    </form>
  )
}

function OneBallot({ ballot }: { ballot: Ballot }) {
  const { closed_at, outcome, because, version, method, cast, seats, closes_at, tally, votes } = ballot
  const how = method === 'consensus' ? 'by consensus' : 'by a count of votes'
  if (closed_at === null)
    return (
      <p>
        Version {version} is voted on {how} until {moment(closes_at)}.{' '}
        <b>
          {cast} of {seats} seats have voted.
        </b>{' '}
        <span className="quiet">How they voted is shown once the vote is closed.</span>
      </p>
    )
  return (
    <div className="convening-ballot">
      <h3>
        Version {version}, {how}, closed {moment(closed_at)}{' '}
        {outcome && <Badge tone={OUTCOME[outcome].tone}>{OUTCOME[outcome].words}</Badge>}
      </h3>
      {because && <p>{sentence(because)}</p>}
      {tally && tally.by_side.length > 0 && (
        <Table
          caption="Votes by side"
          columns={[
            { key: 'side', label: 'Side', names: true, cell: (row) => SIDE[row.side] },
            { key: 'seats', label: 'Seats', numeric: true, cell: (row) => row.seats },
            { key: 'yes', label: 'Yes', numeric: true, cell: (row) => row.yes },
            { key: 'no', label: 'No', numeric: true, cell: (row) => row.no },
            { key: 'abstain', label: 'Abstained', numeric: true, cell: (row) => row.abstain },
            { key: 'silent', label: 'Did not vote', numeric: true, cell: (row) => row.silent },
          ]}
          rows={tally.by_side}
          rowKey={(row) => row.side}
        />
      )}
      {votes.length > 0 && (
        <details>
          <summary>Seat by seat</summary>
          <Table
            caption="Votes seat by seat"
            quietCaption
            columns={[
              { key: 'name', label: 'Seat', names: true, cell: (row) => row.name },
              { key: 'side', label: 'Side', cell: (row) => SIDE[row.side] },
              { key: 'choice', label: 'Vote', cell: (row) => words(row.choice) },
              { key: 'reason', label: 'Why', cell: (row) => row.reason ?? '–' },
            ]}
            rows={votes}
            rowKey={(row) => String(row.seat)}
          />
        </details>
      )}
    </div>
  )
}
