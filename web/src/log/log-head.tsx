/** What makes the log worth believing, and how anybody can check it. */
import type { Log } from '../api/people/log.ts'
import { count } from '../design/words/format.ts'

export function LogHead({ head, whole }: { head: Log['head']; whole: boolean }) {
  return (
    <section className="card log-head" aria-labelledby="log-head-heading">
      <h2 id="log-head-heading">How to check it</h2>
      <p>
        Events are added and never changed: the database refuses. Each one also holds a fingerprint of all before it.
        The log of the region now stands at event {count(head.number)}:
      </p>
      <p>
        <code className="log-hash">
          {head.number}:{head.hash}
        </code>
      </p>
      <p>
        Keep this line outside the region. As long as you have it, nobody can change, remove or move an event up to it
        without your finding out:
      </p>
      <ol>
        <li>
          {whole
            ? 'Take the whole log with the button above, or with: wholepanel log export FILE'
            : 'Ask the operator for an export of the whole log. It names no person of a panel.'}
        </li>
        <li>
          Run <code>node verify-log.mjs FILE NUMBER:HASH</code> with the line you kept. The program has under eighty
          lines and needs nothing of ours; it stands in the folder <code>scripts</code> of the source, with its guide in{' '}
          <code>docs/guides/verify-the-log.md</code>.
        </li>
        <li>It names the first event that is wrong, or says that none is.</li>
      </ol>
    </section>
  )
}
