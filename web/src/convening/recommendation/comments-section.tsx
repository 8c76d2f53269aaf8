/** What people said of it, what was answered, and one's own word. */
import { Button } from '@cmsgov/design-system'
import type { Comment, Recommendation } from '../../api/convening/convening.ts'
import { recommendationPath } from '../../api/convening/convening.ts'
import { useChange } from '../../api/use-change.ts'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { ActForm } from '../act-form.tsx'
import { Prose } from '../prose.tsx'
import { daysLeft, MODERATION } from '../words.ts'
import { touchedOf } from './touched.ts'

const TONE = { waiting: 'open', shown: 'quiet', hidden: 'bad' } as const

type Props = {
  of: Recommendation
  keeps: boolean /** To who has not come in: a form of its own stands beside it. */
  open?: boolean
}

export function CommentsSection({ of, keeps, open = false }: Props) {
  const { comments, round, recommendation, state, window } = of
  if (round === 0) return null
  const takes = !open && state === 'in-comment' && window !== null && daysLeft(window.opens_on) <= 0
  // What waits for a hand stands first.
  const sorted = keeps ? [...comments].sort((a, b) => urgency(b, of) - urgency(a, of)) : comments
  return (
    <section className="card" aria-labelledby="comments">
      <h2 id="comments">
        {comments.length} {plural(comments.length, 'comment')}
      </h2>
      {comments.length === 0 && <p className="quiet">None is in view yet.</p>}
      {sorted.map((one) => (
        <OneComment key={one.comment} comment={one} of={of} keeps={keeps} />
      ))}
      {takes && (
        <ActForm
          summary="Comment on this"
          says="Your name stands beside it. It is looked at before others read it."
          fields={[{ key: 'body', label: 'Your comment', is: 'words', most: 10_000 }]}
          button="Send"
          path={`${recommendationPath(recommendation)}/comments`}
          body={({ body }) => ({ body })}
          touched={touchedOf(of)}
        />
      )}
    </section>
  )
}

const urgency = (one: Comment, of: Recommendation): number =>
  one.round !== of.round ? -1 : one.moderation === 'waiting' ? 2 : one.moderation === 'shown' && !one.answers[0] ? 1 : 0

type OneProps = { comment: Comment; of: Recommendation; keeps: boolean }

function OneComment({ comment, of, keeps }: OneProps) {
  const { name, affiliation, received_at, body, moderation, because, answers } = comment
  const acts = keeps && comment.round === of.round && (of.state === 'in-comment' || of.state === 'answering')
  return (
    <article className="convening-comment" aria-label={`Comment of ${name}`}>
      <h3>
        {name}
        {affiliation && <span className="quiet">, {affiliation}</span>}
      </h3>
      <p className="quiet">
        {day(received_at)} {keeps && <Badge tone={TONE[moderation]}>{MODERATION[moderation]}</Badge>}
        {comment.round !== of.round && ` On an earlier round.`}
      </p>
      <Prose text={body} />
      {because && <p className="quiet">Hidden because: {because}</p>}
      {answers.map((one) => (
        <div key={`${one.answered_at} ${one.body.slice(0, 20)}`} className="convening-answer">
          <p className="quiet">Answer, {day(one.answered_at)}</p>
          <Prose text={one.body} />
        </div>
      ))}
      {answers.length === 0 && moderation === 'shown' && <p className="quiet">Not answered yet.</p>}
      {acts && <Keep comment={comment} of={of} />}
    </article>
  )
}

function Keep({ comment: { comment, moderation, name }, of }: { comment: Comment; of: Recommendation }) {
  const path = `${recommendationPath(of.recommendation)}/comments/${comment}`
  const show = useChange(...touchedOf(of))
  return (
    <div className="convening-acts">
      {moderation !== 'shown' && (
        <Button
          size="small"
          variation="solid"
          disabled={show.isPending}
          onClick={() => show.mutate({ path: `${path}/moderation`, body: { because: null } })}
        >
          Put in view<span className="ds-u-visibility--screen-reader"> the comment of {name}</span>
        </Button>
      )}
      {show.isError && <FormProblem error={show.error} />}
      {moderation === 'shown' && (
        <ActForm
          summary="Answer"
          about={name}
          fields={[{ key: 'body', label: 'Answer', is: 'words', most: 10_000 }]}
          button="Answer it"
          path={`${path}/answers`}
          body={({ body }) => ({ body })}
          touched={touchedOf(of)}
        />
      )}
      {moderation !== 'hidden' && (
        <ActForm
          summary="Hide"
          about={`the comment of ${name}`}
          says="A comment is hidden for what has no place in public, such as an insult or a patient’s name. That it says no is no reason."
          fields={[{ key: 'because', label: 'Why it is hidden', is: 'words' }]}
          button="Hide it"
          path={`${path}/moderation`}
          body={({ because }) => ({ because })}
          touched={touchedOf(of)}
        />
      )}
    </div>
  )
}
