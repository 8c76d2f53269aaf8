/** A form behind its name that does one act of the convening. The server refuses what may not be; its words stand here. */
import { Button } from '@cmsgov/design-system'
import type { QueryKey } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useChange } from '../api/use-change.ts'
import { ChoiceField, type Fault, TextField, Ticks, WordsField } from '../design/forms/fields.tsx'
import { FormProblem, isAtFault } from '../design/forms/form-problem.tsx'
import { type Named, PickField } from '../design/forms/pick-field.tsx'

export type Field = {
  key: string
  label: string
  /** `pick` is a choice among many, which nobody has made before the reader does; `ticks` any of a few, parted by spaces. */
  is?: 'text' | 'date' | 'datetime-local' | 'number' | 'words' | 'long' | 'choice' | 'pick' | 'ticks'
  choices?: Named[]
  hint?: string
  start?: string
  optional?: boolean
  most?: number
  /** Is asked only where this holds of what was typed elsewhere. */
  when?: (typed: Typed) => boolean
}
export type Typed = Readonly<Record<string, string>>

type Props = {
  summary: string
  /** What it is about, for who does not see where the form stands. */
  about?: string
  says?: string
  fields: Field[]
  button: string
  path: string
  body: (typed: Typed) => object
  touched: { queryKey: QueryKey }[]
  done?: (answer: Record<string, string>) => void
  open?: boolean
}

export function ActForm({ summary, about, says, fields, button, path, body, touched, done, open = false }: Props) {
  const started = Object.fromEntries(fields.map((one) => [one.key, one.start ?? startOf(one)]))
  const [typed, setTyped] = useState<Record<string, string>>(started)
  const box = useRef<HTMLDetailsElement>(null)
  const problem = useId()
  const change = useChange<Record<string, string>>(...touched)
  const labels = Object.fromEntries(fields.map(({ key, label }) => [key, label]))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate(
      { path, body: body(typed) },
      {
        onSuccess: (answer) => {
          setTyped(started)
          if (box.current) box.current.open = false
          done?.(answer)
        },
      },
    )
  }
  return (
    <>
      <details ref={box} className="change-form" open={open}>
        <summary>
          {summary}
          {about && <span className="ds-u-visibility--screen-reader">: {about}</span>}
        </summary>
        {says && <p className="quiet">{says}</p>}
        <form onSubmit={submit}>
          {fields
            .filter(({ when }) => when === undefined || when(typed))
            .map((field) => (
              <OneField
                key={field.key}
                field={field}
                value={typed[field.key] ?? ''}
                set={(value) => setTyped({ ...typed, [field.key]: value })}
                fault={isAtFault(change.error, field.key) ? problem : undefined}
              />
            ))}
          <Button type="submit" variation="solid" disabled={change.isPending}>
            {button}
          </Button>
        </form>
        {change.isError && <FormProblem error={change.error} id={problem} labels={labels} />}
      </details>
      <p role="status" className="convening-done">
        {change.isSuccess ? `Done: ${summary.toLowerCase()}.` : ''}
      </p>
    </>
  )
}

const startOf = ({ is, choices }: Field): string => (is === 'choice' ? (choices?.[0]?.key ?? '') : '')

type OneProps = { field: Field; value: string; set: (value: string) => void; fault: Fault }

function OneField({ field, value, set, fault }: OneProps) {
  const { label, is = 'text', choices = [], hint, optional = false, most } = field
  const all = { label, value, set, fault }
  if (is === 'choice') return <ChoiceField {...all} choices={choices} />
  if (is === 'pick') return <PickField {...all} choices={choices} optional={optional} />
  if (is === 'ticks')
    return (
      <Ticks
        legend={label}
        all={choices}
        chosen={value.split(' ').filter(Boolean)}
        set={(chosen) => set(chosen.join(' '))}
        fault={fault}
      />
    )
  if (is === 'words' || is === 'long')
    return (
      <WordsField
        {...all}
        least={1}
        most={most ?? (is === 'long' ? 50_000 : 2_000)}
        rows={is === 'long' ? 10 : 3}
        optional={optional}
      />
    )
  return <TextField {...all} type={is} optional={optional} {...(hint ? { hint } : {})} />
}

export const orNull = (value: string | undefined): string | null => value?.trim() || null
