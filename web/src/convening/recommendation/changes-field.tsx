/** What a recommendation changes, line by line. */
import { Button } from '@cmsgov/design-system'
import type { Change } from '../../api/convening/convening.ts'
import { TextField } from '../../design/forms/fields.tsx'

/** `value` is the answer to a question of alignment, as `becomes` says it: it goes when either is written anew. */
export type ChangeTyped = Omit<Change, 'now'> & { key: number; now: string }

export const typedOf = (changes: readonly Change[]): ChangeTyped[] =>
  changes.map(({ element, now, becomes, value, recommended_amount }, key) => ({
    ...{ key, element, now: now ?? '', becomes, value, recommended_amount },
  }))

export const changesOf = (typed: readonly ChangeTyped[]): Change[] =>
  typed.map(({ key: _key, now, ...one }) => ({ ...one, now: now.trim() || null }))

const EMPTY = { element: '', now: '', becomes: '', value: null, recommended_amount: false }

export function ChangesField({ rows, set }: { rows: ChangeTyped[]; set: (rows: ChangeTyped[]) => void }) {
  const change = (key: number, to: Partial<ChangeTyped>) =>
    set(rows.map((one) => (one.key === key ? { ...one, ...to } : one)))
  const next = Math.max(-1, ...rows.map(({ key }) => key)) + 1
  return (
    <div className="convening-changes">
      {rows.map((row, place) => (
        <fieldset key={row.key}>
          <legend>Change {place + 1}</legend>
          <TextField label="What" value={row.element} set={(element) => change(row.key, { element, value: null })} />
          <TextField label="Now" value={row.now} set={(now) => change(row.key, { now })} optional />
          <TextField label="Becomes" value={row.becomes} set={(becomes) => change(row.key, { becomes, value: null })} />
          <label className="convening-tick">
            <input
              type="checkbox"
              checked={row.recommended_amount}
              onChange={(event) => change(row.key, { recommended_amount: event.target.checked })}
            />{' '}
            An amount that is recommended: public, and voluntary
          </label>
          <Button size="small" variation="ghost" onClick={() => set(rows.filter(({ key }) => key !== row.key))}>
            Take away<span className="ds-u-visibility--screen-reader"> change {place + 1}</span>
          </Button>
        </fieldset>
      ))}
      <Button size="small" onClick={() => set([...rows, { ...EMPTY, key: next }])}>
        Add a change
      </Button>
    </div>
  )
}
