/** A refusal or a failure, said plainly: what happened, why, and what to do next. */
import { Alert, Button } from '@cmsgov/design-system'
import { Refusal } from '../../api/client.ts'
import { day, moment } from '../words/format.ts'

type Props = { error: Error; what: string; retry?: (() => void) | undefined }

export function ErrorNote({ error, what, retry }: Props) {
  const problem = error instanceof Refusal ? error.problem : undefined
  if (problem?.status === 403) return <NotYours what={what} detail={problem.detail} fix={problem.fix} />
  const missing = problem?.status === 404
  return (
    <Alert
      variation={missing ? 'warn' : 'error'}
      heading={missing ? `Nothing here: ${what}` : `Could not read ${what}`}
    >
      <p>{sentence(problem?.detail || problem?.title || error.message)}</p>
      {problem?.fix && <p>{sentence(problem.fix)}</p>}
      {problem && <p className="quiet">Code: {problem.code}</p>}
      {retry && !missing && (
        <Button size="small" onClick={retry}>
          Try again
        </Button>
      )}
    </Alert>
  )
}

function NotYours({ what, detail, fix }: { what: string; detail: string; fix?: string | null | undefined }) {
  return (
    <section className="border-note" aria-labelledby="not-yours">
      <h2 id="not-yours">Your view ends here</h2>
      <p>
        {detail ? sentence(detail) : `Your role has no right to ${what}.`} Nothing is broken: the region shows each
        viewer what is theirs to see, and says so where it stops.
      </p>
      {fix && <p>{sentence(fix)}</p>}
    </section>
  )
}

/** The server's sentences start small and carry no full stop; on a page they are sentences. */
export function sentence(said: string): string {
  const text =
    said.charAt(0).toUpperCase() +
    said
      .slice(1)
      .replaceAll(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z/g, (iso) => moment(iso))
      .replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, day)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
