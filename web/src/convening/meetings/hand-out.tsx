/** A document for the meeting. What it hides from a reader is looked for too. */
import { Button } from '@cmsgov/design-system'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { send } from '../../api/client.ts'
import { MEETINGS, type Written } from '../../api/convening/meetings.ts'
import { TextField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'

export function HandOut({ meeting }: { meeting: number }) {
  const id = useId()
  const queries = useQueryClient()
  const [title, setTitle] = useState('')
  const [file, setFile] = useState<File>()
  const hand = useMutation({
    mutationFn: async (given: File) => {
      const bytes = new Uint8Array(await given.arrayBuffer())
      const body = {
        title: title.trim(),
        file_name: given.name,
        sha256: await hashOf(bytes),
        content: await base64Of(given),
      }
      return send<Written>('POST', `/api/meetings/${meeting}/documents`, body)
    },
    onSuccess: () => {
      setTitle('')
      return queries.invalidateQueries(MEETINGS)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (file) hand.mutate(file)
  }
  return (
    <form onSubmit={submit} className="write-text">
      <TextField label="Title of the document" value={title} set={setTitle} />
      <div className="filter">
        <label htmlFor={id}>Word, Excel, PDF or text, up to 10 MB</label>
        <input
          id={id}
          type="file"
          required
          accept=".docx,.xlsx,.pdf,.txt,.md,.csv"
          onChange={(event) => setFile(event.target.files?.[0])}
        />
      </div>
      {hand.error && <FormProblem error={hand.error} heading="It was not taken" />}
      <p role="status">{hand.data?.state === 'held' && 'It is held: you and the convener can read it, nobody else.'}</p>
      <Button type="submit" variation="solid" disabled={hand.isPending}>
        Hand out
      </Button>
    </form>
  )
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash].map((one) => one.toString(16).padStart(2, '0')).join('')
}

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(new Error('the file cannot be read'))
    reader.readAsDataURL(file)
  })
