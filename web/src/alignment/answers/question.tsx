/** One question: what is said now, what the contracts say, and the way to say it. */
import { Button } from '@cmsgov/design-system'
import { useId } from 'react'
import type { Text } from '../../api/alignment/alignment.ts'
import type { Question, Questions } from '../../api/alignment/answers.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { TextField } from '../../design/forms/fields.tsx'
import { Badge } from '../../design/words/badge.tsx'
import { day } from '../../design/words/format.ts'
import { Control } from './control.tsx'
import { inForce, inWords, saidValue, sourceOf, standingOf, statementInWords, type Value } from './standing.ts'

/** What is to be said of a question once the area is saved; a value of null takes the answer back. */
export type Draft = { value: Value | null; source: string }

type Props = {
  found: Questions
  question: Question
  draft: Draft | undefined
  set: (draft: Draft | undefined) => void
  fault: string | undefined
}

export function QuestionForm({ found, question, draft, set, fault }: Props) {
  const { label, asks, may_state, contracts } = question
  const id = useId()
  const stands = standingOf(question, found.day)
  const changes = found.may_answer && may_state
  return (
    <fieldset className="answer-question" aria-describedby={fault === undefined ? undefined : id}>
      <legend>
        {label} {stands === 'confirm' && <Badge tone="open">To confirm</Badge>}
        {stands === 'open' && <Badge tone="quiet">Open</Badge>}
        {draft && <Badge tone="note">Not saved yet</Badge>}
      </legend>
      <p className="quiet">{asks}</p>
      {fault !== undefined && (
        <p id={id} className="answer-fault">
          {sentence(fault)}
        </p>
      )}
      <Now found={found} question={question} />
      {contracts.length > 0 && (
        <p>
          <b>Your contracts say:</b> <Words texts={contracts} />
        </p>
      )}
      {!may_state && (
        <p className="quiet">
          Not asked: it is an amount. It follows from the model where it is public, and else stays between you and the
          contract’s other party.
        </p>
      )}
      {changes && <Say {...{ found, question, draft, set }} />}
    </fieldset>
  )
}

/** The control, and the two answers that need none. */
function Say({ found, question, draft, set }: Omit<Props, 'fault'>) {
  const { label, contracts_value } = question
  const now = inForce(question, found.day)
  const source = draft?.source ?? ''
  const value = draft ? (draft.value ?? undefined) : saidValue(now?.answer)
  return (
    <>
      <Control
        question={question}
        rules={found.attribution_rules.map(({ rule, title }) => ({ option: rule, label: title }))}
        value={value}
        set={(next) => set({ value: next, source })}
      />
      <div className="answer-buttons">
        {contracts_value !== null && !now && !draft && (
          <Button size="small" onClick={() => set({ value: contracts_value, source: 'Our contracts in force' })}>
            Confirm what our contracts say
            <Of label={label} />
          </Button>
        )}
        {now && !draft && (
          <Button size="small" onClick={() => set({ value: null, source: '' })}>
            We no longer state this
            <Of label={label} />
          </Button>
        )}
        {draft && (
          <Button size="small" onClick={() => set(undefined)}>
            Leave it as it was
            <Of label={label} />
          </Button>
        )}
      </div>
      {draft?.value === null && <p>Once saved, it is not stated any more.</p>}
      {draft && draft.value !== null && (
        <>
          <p className="quiet" role="status">
            To be saved: {inWords(question, draft.value)}
          </p>
          <TextField
            label="Which text says so (optional)"
            hint="Provider manual, chapter 3"
            optional
            value={source}
            set={(next) => set({ ...draft, source: next })}
          />
        </>
      )}
    </>
  )
}

const Of = ({ label }: { label: string }) => <span className="ds-u-visibility--screen-reader">: {label}</span>

function Words({ texts }: { texts: readonly Text[] }) {
  return <>{texts.map(({ says, reading }) => (reading ? `${says} (${reading})` : says)).join(' / ')}</>
}

/** What it says now, since when, who said it, and what was said before or is to come. */
function Now({ found, question }: Pick<Props, 'found' | 'question'>) {
  const now = inForce(question, found.day)
  const { says, stated } = question
  if (!now && says.length === 0 && stated.length === 0) return null
  return (
    <>
      {(now || says.length > 0) && (
        <p>
          <b>Stated:</b>{' '}
          {question.element === 'attribution_rule' && now ? ruleTitle(found, now.answer) : <Words texts={says} />}
          <span className="under quiet">
            {now
              ? `From ${day(now.from_date)}, said by ${now.stated_by}. ${sentence(sourceOf(now.answer) || 'No source')}`
              : 'It follows from the rule of attribution.'}
          </span>
        </p>
      )}
      {stated.length > (now ? 1 : 0) && (
        <details>
          <summary>All that was said ({stated.length})</summary>
          <ul>
            {stated.toReversed().map((one) => (
              <li key={one.from_date}>
                From {day(one.from_date)}: {statementInWords(question, one.answer)}{' '}
                <span className="quiet">
                  (said by {one.stated_by} on {day(one.stated_at.slice(0, 10))})
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function ruleTitle({ attribution_rules }: Questions, answer: unknown): string {
  const value = saidValue(answer)
  return attribution_rules.find(({ rule }) => rule === value)?.title ?? String(value)
}
