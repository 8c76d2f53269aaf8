/** Where a recommendation stands on its path, and what has to be next. */
import type { Recommendation, State } from '../../api/convening/convening.ts'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { daysLeft, moment } from '../words.ts'

const STEPS: readonly { words: string; states: readonly State[] }[] = [
  { words: 'Draft', states: ['draft', 'proposed'] },
  { words: 'Comment', states: ['in-comment'] },
  { words: 'Answers', states: ['answering'] },
  { words: 'Vote', states: ['in-vote'] },
  { words: 'Decision', states: ['voted', 'accepted'] },
  { words: 'Published', states: ['published', 'superseded'] },
]

/** `open`: to who is not told of comments that are not in view, nor how many voted. */
export function Path({ of, open = false }: { of: Recommendation; open?: boolean }) {
  const here = STEPS.findIndex(({ states }) => states.includes(of.state))
  return (
    <section className="card" aria-labelledby="where-it-stands">
      <h2 id="where-it-stands">Where it stands</h2>
      <ol className="convening-path">
        {STEPS.map(({ words }, place) => (
          <li
            key={words}
            className={place === here ? 'here' : place < here ? 'past' : undefined}
            aria-current={place === here ? 'step' : undefined}
          >
            {words}
            {place < here && <span className="ds-u-visibility--screen-reader"> (done)</span>}
          </li>
        ))}
      </ol>
      <p>{open ? openWords(of) : nextWords(of)}</p>
    </section>
  )
}

/** What has to be next, with its day; what holds it up first. */
function nextWords(of: Recommendation): string {
  const { state, round, window, waits, ballots, published, because, drafted_by, by_member, decided_by } = of
  const asking = waits.look + waits.answer
  const open = ballots.find(({ closed_at }) => closed_at === null)
  switch (state) {
    case 'draft':
      if (by_member && round === 0)
        return `${drafted_by ?? 'A member'} of the committee is writing it. Next it is proposed; then who convenes puts it before the public.`
      return 'It is being written. Next it is put before the public for at least 7 days.'
    case 'proposed':
      return `${drafted_by ?? 'A member'} of the committee proposed it. Next who convenes puts it before the public for at least 7 days.`
    case 'in-comment':
      return window ? commentWords(window) : ''
    case 'answering':
      return asking > 0
        ? `The time for comments is over. ${asking} ${plural(asking, 'comment')} must be looked at or answered before a vote can open.`
        : 'The time for comments is over and each in view is answered. A vote can open.'
    case 'in-vote':
      return open
        ? `The committee votes until ${moment(open.closes_at)}. ${open.cast} of ${open.seats} seats have.`
        : ''
    case 'voted':
      return decided_by.title === null
        ? 'The committee passed it. Next an administrator of the convener accepts it or sends it back.'
        : `The committee passed it. Next the chair of “${decided_by.title}” accepts it or sends it back.`
    case 'accepted':
      return 'It is accepted. Next it is published, in the words that were voted on.'
    case 'published':
      return `Published ${day(published?.published_at)}. It is voluntary: each payer says for itself whether it adopts it.`
    case 'superseded':
      return 'Another recommendation took its place.'
    case 'withdrawn':
      return `It was withdrawn: ${because ?? ''}`
  }
}

function openWords(of: Recommendation): string {
  if (of.state === 'answering')
    return 'The time for comments is over. Each is being answered; then the committee votes.'
  if (of.state === 'in-vote') return 'The committee is voting on it.'
  if (of.state === 'voted')
    return 'The committee passed it. Next those who govern the initiative accept it or send it back.'
  if (of.state === 'draft' || of.state === 'proposed') return 'It was sent back, and is being written anew.'
  return nextWords(of)
}

function commentWords({ opens_on, closes_on }: { opens_on: string; closes_on: string }): string {
  if (daysLeft(opens_on) > 0) return `Anybody may comment from ${day(opens_on)} to ${day(closes_on)}.`
  const left = daysLeft(closes_on)
  const last = left === 0 ? 'today is the last day' : `${left} ${plural(left, 'day')} left`
  return `Anybody may comment until ${day(closes_on)}: ${last}. Then each comment is answered.`
}
