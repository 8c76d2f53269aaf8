/** The next version of a recommendation's words. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type Recommendation, recommendationPath } from '../../api/convening/convening.ts'
import { useChange } from '../../api/use-change.ts'
import { TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { ChangesField, changesOf, typedOf } from './changes-field.tsx'
import { touchedOf } from './touched.ts'

/** What stands in the form when nobody typed: the newest version. */
const startOf = ({ title, version, versions: [newest] }: Recommendation) => ({
  version,
  typed: { title, body: newest?.body ?? '', changes: typedOf(newest?.changes ?? []) },
})

export function TextForm({ of }: { of: Recommendation }) {
  const newest = startOf(of)
  const [begun, setBegun] = useState(newest)
  const [typed, setTyped] = useState(newest.typed)
  const write = useChange<{ version: number }>(...touchedOf(of))
  const says = (one: typeof typed) => JSON.stringify([one.title, one.body, changesOf(one.changes)])
  // A version that came meanwhile takes the place of what nobody typed over, and of what was typed no letter.
  if (begun.version < of.version && !write.isPending && says(begun.typed) === says(typed)) {
    setBegun(newest)
    setTyped(newest.typed)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const path = `${recommendationPath(of.recommendation)}/versions`
    const { changes, ...words } = typed
    const body = { ...words, changes: changesOf(changes), after: of.version }
    write.mutate({ path, body }, { onSuccess: ({ version }) => setBegun({ version, typed }) })
  }
  return (
    <details className="change-form">
      <summary>Write the next version</summary>
      <form onSubmit={submit}>
        <TextField label="Title" value={typed.title} set={(title) => setTyped({ ...typed, title })} />
        <WordsField
          label="Text"
          value={typed.body}
          set={(body) => setTyped({ ...typed, body })}
          least={1}
          most={50_000}
          rows={12}
        />
        <ChangesField rows={typed.changes} set={(changes) => setTyped({ ...typed, changes })} />
        {begun.version < of.version && !write.isPending && (
          <p role="status">
            Version {of.version} was written while you were writing. Read it below, and take over what you need.
          </p>
        )}
        <Button type="submit" variation="solid" disabled={write.isPending}>
          Keep it as version {of.version + 1}
        </Button>
      </form>
      {write.isError && <FormProblem error={write.error} />}
      {write.isSuccess && <p role="status">It is kept as the newest version.</p>}
    </details>
  )
}
