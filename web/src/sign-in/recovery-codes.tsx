import { useState } from 'react'

/** Shown once. Whoever goes on without keeping them says so. */
export function RecoveryCodes({ codes, done, next }: { codes: string[]; done: () => void; next: string }) {
  const [kept, setKept] = useState(false)
  const copy = () => void navigator.clipboard.writeText(codes.join('\n'))
  return (
    <section aria-labelledby="recovery" className="sign-in-form">
      <h2 id="recovery">Your recovery codes</h2>
      <p>
        Each stands in once for a code, on the day the phone is lost. Print them, or put them into a password manager;
        they are not shown again.
      </p>
      <ol className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="row-of-buttons">
        <button type="button" className="ds-c-button" onClick={copy}>
          Copy
        </button>
        <button type="button" className="ds-c-button" onClick={() => window.print()}>
          Print
        </button>
      </div>
      <label className="kept">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} /> I have kept them
      </label>
      <button type="button" className="ds-c-button ds-c-button--solid" disabled={!kept} onClick={done}>
        {next}
      </button>
    </section>
  )
}
