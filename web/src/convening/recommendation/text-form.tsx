/** The next version of a recommendation's words. */
import { Button } from '@cmsgov/design-system'
import { type FormEvent, useState } from 'react'
import { type Recommendation, recommendationPath } from '../../api/convening/convening.ts'
import { useChange } from '../../api/use-change.ts'
import { TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { ChangesField, changesOf, typedOf } from './changes-field.tsx'
import { touchedOf } from './touched.ts'

export function TextForm({ of }: { of: Recommendation }) {
  const newest = of.versions[0]
  const [title, setTitle] = useState(of.title)
  const [body, setBody] = useState(newest?.body ?? '')
  const [changes, setChanges] = useState(typedOf(newest?.changes ?? []))
  const [read, setRead] = useState(of.version)
  const write = useChange<{ version: number }>(...touchedOf(of))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const path = `${recommendationPath(of.recommendation)}/versions`
    const given = { title, body, changes: changesOf(changes), after: of.version }
    write.mutate({ path, body: given }, { onSuccess: ({ version }) => setRead(version) })
  }
  return (
    <details className="change-form">
      <summary>Write the next version</summary>
      <form onSubmit={submit}>
        <TextField label="Title" value={title} set={setTitle} />
        <WordsField label="Text" value={body} set={setBody} least={1} most={50_000} rows={12} />
        <ChangesField rows={changes} set={setChanges} />
        {read < of.version && !write.isPending && (
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
