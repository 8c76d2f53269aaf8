/** A document for the meeting. What it hides from a reader is looked for too. */
import { Button } from '@cmsgov/design-system'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useRef, useState } from 'react'
import { Refusal, upload } from '../../api/client.ts'
import { MEETINGS, type Written } from '../../api/convening/meetings.ts'
import { TextField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'

const MOST_BYTES = 10_000_000

export function HandOut({ meeting }: { meeting: number }) {
  const id = useId()
  const queries = useQueryClient()
  const chosen = useRef<HTMLInputElement>(null)
  const [title, setTitle] = useState('')
  const [share, setShare] = useState(0)
  const hand = useMutation({
    mutationFn: async (given: File) => {
      if (given.size === 0) throw new Error('The file is empty. Choose the one that has the words.')
      if (given.size > MOST_BYTES) throw new Error('The file is larger than 10 MB. Send a smaller one.')
      const bytes = new Uint8Array(await given.arrayBuffer())
      const body = {
        title: title.trim(),
        file_name: given.name,
        sha256: await hashOf(bytes),
        content: await base64Of(given),
      }
      return upload<Written>(`/api/meetings/${meeting}/documents`, body, setShare)
    },
    onMutate: () => setShare(0),
    onSuccess: () => {
      setTitle('')
      if (chosen.current) chosen.current.value = ''
      return queries.invalidateQueries(MEETINGS)
    },
    // What was refused stands in the list of what was held.
    onError: () => queries.invalidateQueries(MEETINGS),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const file = chosen.current?.files?.[0]
    if (file) hand.mutate(file)
  }
  return (
    <form onSubmit={submit} className="write-text">
      <TextField label="Title of the document" value={title} set={setTitle} />
      <div className="filter wide">
        <label htmlFor={id}>Word, Excel, PDF or text, up to 10 MB</label>
        <input id={id} ref={chosen} type="file" required accept=".docx,.xlsx,.pdf,.txt,.md,.csv" />
      </div>
      {hand.isPending && (
        <label className="upload">
          {share < 1 ? 'On its way' : 'Its words are being read'}
          <progress value={share} max={1} />
        </label>
      )}
      {hand.error && <FormProblem error={hand.error} heading={headingOf(hand.error)} />}
      <p role="status">{hand.data && became(hand.data)}</p>
      <Button type="submit" variation="solid" disabled={hand.isPending}>
        Hand out
      </Button>
    </form>
  )
}

const headingOf = (error: Error): string =>
  error instanceof Refusal && error.problem.status === 0
    ? 'No answer came'
    : 'It was not taken, and nothing of it stays'

function became({ state, kept_back = [] }: Written): string {
  if (state === 'held') return 'It is held: you and the convener can read it, nobody else. Why stands beside it above.'
  return kept_back.length > 0
    ? 'It is handed out. Others read its words without names; why stands beside it above.'
    : 'It is handed out.'
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
