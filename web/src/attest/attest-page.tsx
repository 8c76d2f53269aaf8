/** For patients: which practice is yours? Without an account, on a phone, and the same answer for everybody. */
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { Refusal, send } from '../api/client.ts'
import { at } from '../api/queries.ts'
import { useOnce } from '../api/use-once.ts'
import { Loading } from '../design/answers/loading.tsx'
import { Page } from '../design/frame/page.tsx'
import { type Body, bodyOf, NOTHING, refusalOf, type Typed } from './form.ts'
import { InLanguage, OneOf, PlainField, Problems } from './parts.tsx'
import { Received } from './received.tsx'
import { type Texts, textsFor } from './texts.ts'

type Form = { form: string; practice_id: string | null; practices: { practice_id: string; practice_name: string }[] }

export function AttestPage() {
  const { attestation_code } = useParams({ from: '/attest/$attestation_code' })
  const texts = textsFor(useSearch({ from: '/attest/$attestation_code' }).language)
  const path = `/api/attest/${encodeURIComponent(attestation_code)}`
  const asked = useQuery({ ...at<Form>(path), staleTime: Number.POSITIVE_INFINITY, retry: false, gcTime: 0 })
  const sent = useOnce(useMutation({ mutationFn: (body: Body) => send<{ receipt: string }>('POST', path, body) }))
  if (sent.data) return <Received texts={texts} receipt={sent.data.receipt} />
  return (
    <InLanguage texts={texts}>
      <Page title={texts.title} lead={texts.lead}>
        {asked.isError && <Problems heading={texts.problem} said={[saidBy(asked.error, texts)]} />}
        {asked.isPending && <Loading what={texts.title} />}
        {asked.data && (
          <StatementForm
            texts={texts}
            form={asked.data}
            busy={sent.isPending}
            refusal={sent.error && saidBy(sent.error, texts)}
            submit={(body) => sent.mutate(body)}
          />
        )}
      </Page>
    </InLanguage>
  )
}

const saidBy = (error: Error, texts: Texts): string =>
  refusalOf(error instanceof Refusal ? error.problem.code : '', texts)

type Props = {
  texts: Texts
  form: Form
  busy: boolean
  refusal: string | null
  submit: (body: Body) => void
}

function StatementForm({ texts, form, busy, refusal, submit }: Props) {
  const [typed, setTyped] = useState<Typed>({ ...NOTHING, practice_id: form.practice_id ?? '' })
  const [said, setSaid] = useState<string[]>([])
  const set = (name: keyof Typed) => (value: string) => setTyped({ ...typed, [name]: value })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const made = bodyOf(typed, { form: form.form, consent_words: texts.version }, texts)
    if ('said' in made) return setSaid(made.said)
    setSaid([])
    submit(made.body)
  }
  return (
    <form onSubmit={send} noValidate>
      <p>{texts.free}</p>
      <Problems heading={texts.problem} said={said.length > 0 ? said : refusal ? [refusal] : []} />
      <OneOf
        legend={texts.who}
        name="stated_by"
        all={[
          ['self', texts.self],
          ['parent', texts.parent],
          ['guardian', texts.guardian],
          ['representative', texts.representative],
        ]}
        chosen={typed.stated_by}
        set={set('stated_by')}
      />
      {typed.stated_by !== 'self' && (
        <PlainField label={texts.proxyName} value={typed.proxy_name} set={set('proxy_name')} complete="name" />
      )}
      <PatientFields texts={texts} typed={typed} set={set} />
      <PracticeFields texts={texts} typed={typed} set={set} form={form} />
      <fieldset>
        <legend>{texts.consentHeading}</legend>
        <p>{texts.consent}</p>
        <label className="plain-choice">
          <input
            type="checkbox"
            checked={typed.agreed}
            onChange={(event) => setTyped({ ...typed, agreed: event.target.checked })}
          />{' '}
          {texts.agree}
        </label>
      </fieldset>
      <button type="submit" className="ds-c-button ds-c-button--solid ds-c-button--big" disabled={busy}>
        {busy ? texts.sending : texts.send}
      </button>
      <p className="after">
        <Link to="/attest/withdrawal" search={{ language: texts.language }}>
          {texts.back}
        </Link>
      </p>
    </form>
  )
}

type Fields = { texts: Texts; typed: Typed; set: (name: keyof Typed) => (value: string) => void }

function PatientFields({ texts, typed, set }: Fields) {
  const mine = (name: string) => (typed.stated_by === 'self' ? name : 'off')
  return (
    <>
      <fieldset>
        <legend>{texts.patient}</legend>
        <PlainField
          label={texts.firstName}
          value={typed.first_name}
          set={set('first_name')}
          complete={mine('given-name')}
        />
        <PlainField
          label={texts.lastName}
          value={typed.last_name}
          set={set('last_name')}
          complete={mine('family-name')}
        />
      </fieldset>
      <fieldset>
        <legend>{texts.birthDate}</legend>
        <div className="three">
          <PlainField
            label={texts.month}
            value={typed.month}
            set={set('month')}
            complete={mine('bday-month')}
            digits
            most={2}
            short
          />
          <PlainField
            label={texts.day}
            value={typed.day}
            set={set('day')}
            complete={mine('bday-day')}
            digits
            most={2}
            short
          />
          <PlainField
            label={texts.year}
            value={typed.year}
            set={set('year')}
            complete={mine('bday-year')}
            digits
            most={4}
            short
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>{texts.identify}</legend>
        <p>{texts.identifyHint}</p>
        <PlainField
          label={texts.memberNumber}
          value={typed.member_number}
          set={set('member_number')}
          most={30}
          optional
        />
        <PlainField
          label={texts.zipCode}
          value={typed.zip_code}
          set={set('zip_code')}
          complete={mine('postal-code')}
          digits
          most={10}
          optional
        />
        <PlainField
          label={texts.phone}
          value={typed.phone_last_four}
          set={set('phone_last_four')}
          digits
          most={4}
          optional
        />
      </fieldset>
    </>
  )
}

function PracticeFields({ texts, typed, set, form }: Fields & { form: Form }) {
  const id = useId()
  return (
    <fieldset>
      <legend>{texts.practiceHeading}</legend>
      <div className="plain-field">
        <label htmlFor={id}>{texts.practice}</label>
        <select
          id={id}
          className="ds-c-field"
          required
          value={typed.practice_id}
          onChange={(event) => set('practice_id')(event.target.value)}
        >
          <option value="">{texts.choose}</option>
          {form.practices.map((one) => (
            <option key={one.practice_id} value={one.practice_id}>
              {one.practice_name}
            </option>
          ))}
        </select>
      </div>
      <PlainField label={texts.clinician} value={typed.clinician} set={set('clinician')} optional />
    </fieldset>
  )
}
