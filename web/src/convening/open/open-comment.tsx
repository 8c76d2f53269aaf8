/** Anybody says something on a recommendation, without an account. */
import { Button } from '@cmsgov/design-system'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { send } from '../../api/client.ts'
import { openRecommendationPath } from '../../api/convening/convening.ts'
import { useOnce } from '../../api/use-once.ts'
import { TextField, WordsField } from '../../design/forms/fields.tsx'
import { FormProblem } from '../../design/forms/form-problem.tsx'

export function OpenComment({ recommendation }: { recommendation: string }) {
  const [name, setName] = useState('')
  const [affiliation, setAffiliation] = useState('')
  const [body, setBody] = useState('')
  const path = `${openRecommendationPath(recommendation)}/comments`
  const sent = useOnce(useMutation({ mutationFn: (given: object) => send('POST', path, given) }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sent.mutate({ name, affiliation: affiliation.trim() || null, body })
  }
  return (
    <section className="card open-comment" aria-labelledby="your-comment">
      <h2 id="your-comment">Comment on it</h2>
      {sent.isSuccess ? (
        <Received />
      ) : (
        <>
          <p className="quiet">
            Everybody will read your name, your affiliation and what you write, so write nothing about a patient.
          </p>
          <div className="change-form">
            <form onSubmit={submit}>
              <TextField label="Your name" value={name} set={setName} />
              <TextField label="Affiliation (if any)" value={affiliation} set={setAffiliation} optional />
              <WordsField label="What you want to say" value={body} set={setBody} least={1} most={10_000} rows={6} />
              <Button type="submit" variation="solid" disabled={sent.isPending}>
                Send the comment
              </Button>
            </form>
          </div>
          {sent.isError && <FormProblem error={sent.error} />}
        </>
      )}
    </section>
  )
}

/** The form is gone, so what came of it takes the focus. */
function Received() {
  const words = useRef<HTMLParagraphElement>(null)
  useEffect(() => words.current?.focus(), [])
  return (
    <p ref={words} tabIndex={-1} role="status">
      Thank you, it has come in. It is looked at before others read it.
    </p>
  )
}
