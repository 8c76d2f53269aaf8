/** For patients: take back what was said, by the code that was given for it. */
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Refusal, send } from '../api/client.ts'
import { Page } from '../design/frame/page.tsx'
import { refusalOf } from './form.ts'
import { InLanguage, PlainField, Problems } from './parts.tsx'
import { textsFor } from './texts.ts'

export function WithdrawalPage() {
  const texts = textsFor(useSearch({ from: '/attest/withdrawal' }).language)
  const [receipt, setReceipt] = useState('')
  const sent = useMutation({ mutationFn: () => send('POST', '/api/attest/withdrawal', { receipt }) })
  const code = sent.error instanceof Refusal ? sent.error.problem.code : ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    sent.mutate()
  }
  return (
    <InLanguage texts={texts}>
      <Page
        title={sent.isSuccess ? texts.backDoneTitle : texts.backTitle}
        lead={sent.isSuccess ? undefined : texts.backLead}
      >
        {sent.isSuccess ? (
          <p role="status">{texts.backDone}</p>
        ) : (
          <form onSubmit={submit}>
            <Problems
              heading={texts.problem}
              said={sent.isError ? [code === 'input-receipt' ? texts.codeWrong : refusalOf(code, texts)] : []}
            />
            <PlainField label={texts.code} value={receipt} set={setReceipt} most={60} />
            <button type="submit" className="ds-c-button ds-c-button--solid ds-c-button--big" disabled={sent.isPending}>
              {texts.backSend}
            </button>
          </form>
        )}
      </Page>
    </InLanguage>
  )
}
