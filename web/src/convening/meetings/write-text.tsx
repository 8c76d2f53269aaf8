/** An item of the agenda or a note. It is checked while one writes; what the room may not hear is held. */
import { Alert, Button } from '@cmsgov/design-system'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { send } from '../../api/client.ts'
import { type Finding, MEETINGS, type Written } from '../../api/convening/meetings.ts'
import { useChange } from '../../api/use-change.ts'
import { ChoiceField, TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'
import { Findings } from './findings.tsx'

/** After so many milliseconds without a key it is checked. */
const PAUSE = 600
const KINDS = [
  { key: 'note', name: 'A note' },
  { key: 'agenda', name: 'An item of the agenda' },
]

export function WriteText({ meeting }: { meeting: number }) {
  const [kind, setKind] = useState('note')
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const [held, setHeld] = useState(false)
  const write = useChange<Written>(MEETINGS)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write.mutate(
      { path: `/api/meetings/${meeting}/texts`, body: { kind, title: title.trim(), body: body.trim() } },
      {
        onSuccess: ({ state }) => {
          setHeld(state === 'held')
          setTitle('')
          setBody('')
        },
      },
    )
  }
  return (
    <form onSubmit={submit} className="write-text">
      <ChoiceField label="What it is" value={kind} set={setKind} choices={KINDS} />
      <TextField label="Title" value={title} set={setTitle} />
      <WordsField label="Text" least={1} most={50_000} rows={5} value={body} set={setBody} />
      <WhileTyping text={body} />
      {write.error && <FormProblem error={write.error} />}
      <p role="status">{held && 'It is held: you and the convener can read it, nobody else. You can mend it above.'}</p>
      <Button type="submit" variation="solid" disabled={write.isPending}>
        Save
      </Button>
    </form>
  )
}

/** What is found in a text that is being written. */
export function WhileTyping({ text }: { text: string }) {
  const [asked, setAsked] = useState('')
  useEffect(() => {
    const wait = setTimeout(() => setAsked(text.trim()), PAUSE)
    return () => clearTimeout(wait)
  }, [text])
  const found = useQuery({
    queryKey: ['text-check', asked],
    queryFn: () => send<{ findings: Finding[] }>('POST', '/api/text-check', { text: asked }),
    enabled: asked !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  const findings = asked !== '' && text.trim() !== '' ? (found.data?.findings ?? []) : []
  return (
    <div aria-live="polite">
      {findings.length > 0 && (
        <Alert variation="warn" heading="This would be held">
          <Findings text={asked} findings={findings} />
        </Alert>
      )}
    </div>
  )
}
