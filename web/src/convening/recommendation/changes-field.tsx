/** What a recommendation changes, line by line: a question to payers with the answer that is recommended, or words. */
import { Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { Control } from '../../alignment/answers/control.tsx'
import { type Asked, elementsQuery } from '../../api/alignment/answers.ts'
import type { Change } from '../../api/convening/convening.ts'
import { ChoiceField, TextField } from '../../design/forms/fields.tsx'
import '../../alignment/answers/answers.css'

export type ChangeTyped = Omit<Change, 'now'> & { key: number; now: string }

export const typedOf = (changes: readonly Change[]): ChangeTyped[] =>
  changes.map(({ element, now, becomes, value, recommended_amount }, key) => ({
    ...{ key, element, now: now ?? '', becomes, value, recommended_amount },
  }))

export const changesOf = (typed: readonly ChangeTyped[]): Change[] =>
  typed.map(({ key: _key, now, value, ...one }) => ({
    ...one,
    now: now.trim() || null,
    value: Array.isArray(value) ? value.map((each) => each.trim()).filter(Boolean) : value,
  }))

const EMPTY = { element: '', now: '', becomes: '', value: null, recommended_amount: false }

export function ChangesField({ rows, set }: { rows: ChangeTyped[]; set: (rows: ChangeTyped[]) => void }) {
  const questions = useQuery(elementsQuery).data ?? []
  const next = Math.max(-1, ...rows.map(({ key }) => key)) + 1
  return (
    <div className="convening-changes">
      {rows.map((row, place) => (
        <OneChange
          key={row.key}
          row={row}
          number={place + 1}
          questions={questions}
          set={(to) => set(rows.map((one) => (one.key === row.key ? { ...one, ...to } : one)))}
          drop={() => set(rows.filter(({ key }) => key !== row.key))}
        />
      ))}
      <Button size="small" onClick={() => set([...rows, { ...EMPTY, key: next }])}>
        Add a change
      </Button>
    </div>
  )
}

type OneProps = {
  row: ChangeTyped
  number: number
  questions: readonly Asked[]
  set: (to: Partial<ChangeTyped>) => void
  drop: () => void
}

function OneChange({ row, number, questions, set, drop }: OneProps) {
  const asked = questions.find(({ element }) => element === row.element)
  return (
    <fieldset>
      <legend>Change {number}</legend>
      <ChoiceField
        label="Question to payers"
        value={asked?.element ?? ''}
        set={(element) => set({ element, value: null })}
        choices={[
          { key: '', name: 'None: something else' },
          ...questions.map(({ element, label }) => ({ key: element, name: label })),
        ]}
      />
      {!asked && <TextField label="What" value={row.element} set={(element) => set({ element, value: null })} />}
      <TextField label="Now" value={row.now} set={(now) => set({ now })} optional />
      <TextField label="Becomes" value={row.becomes} set={(becomes) => set({ becomes })} />
      {asked && <Answered question={asked} row={row} set={set} />}
      <label className="convening-tick">
        <input
          type="checkbox"
          checked={row.recommended_amount}
          onChange={(event) => set({ recommended_amount: event.target.checked })}
        />{' '}
        An amount that is recommended: public, and voluntary
      </label>
      <Button size="small" variation="ghost" onClick={drop}>
        Take away<span className="ds-u-visibility--screen-reader"> change {number}</span>
      </Button>
    </fieldset>
  )
}

/** By it what payers say and what their contracts show is compared with what was recommended. */
function Answered({ question, row, set }: Pick<OneProps, 'row' | 'set'> & { question: Asked }) {
  return (
    <fieldset className="convening-answered">
      <legend>Which answer is that? {question.asks}</legend>
      <Control
        question={question}
        rules={[]}
        value={row.value ?? undefined}
        set={(value) => set({ value: typeof value === 'object' ? [...value] : value })}
      />
      {row.value !== null && (
        <Button size="small" variation="ghost" onClick={() => set({ value: null })}>
          No answer<span className="ds-u-visibility--screen-reader"> to {question.label}</span>
        </Button>
      )}
    </fieldset>
  )
}
