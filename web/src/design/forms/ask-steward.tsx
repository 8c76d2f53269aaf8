/** Words that the check refused: one click asks the convener, who may let these very words pass. */
import { Button } from '@cmsgov/design-system'
import { REFUSED_WORDS } from '../../api/convening/refusals.ts'
import { useChange } from '../../api/use-change.ts'
import { sentence } from '../answers/error-note.tsx'

export function AskSteward({ refusal }: { refusal: string }) {
  const ask = useChange(REFUSED_WORDS)
  return (
    <>
      {!ask.isSuccess && (
        <>
          <p>
            If you ask, the convener reads your words, and lets them pass or says why not. What you typed stays here.
          </p>
          <Button
            size="small"
            disabled={ask.isPending}
            onClick={() => ask.mutate({ path: `/api/refused-words/${refusal}/question`, body: {} })}
          >
            Ask the convener
          </Button>
        </>
      )}
      {ask.isError && <p>{sentence(ask.error.message)}</p>}
      <p role="status">
        {ask.isSuccess &&
          'The convener is asked. You are told of the answer; your words stand under Meetings until then.'}
      </p>
    </>
  )
}
