/** The plain control of a question: one of, any of, steps in their order, yes or no, a number. */
import { useId } from 'react'
import type { Asked } from '../../api/alignment/answers.ts'
import type { Value } from './standing.ts'

type Option = { option: string; label: string }
type Props = {
  question: Asked
  /** Of the question that is no element. */
  rules: readonly Option[]
  value: Value | undefined
  set: (value: Value) => void
}

const YES_NO: readonly Option[] = [
  { option: 'yes', label: 'Yes' },
  { option: 'no', label: 'No' },
]
const UNITS = { share: 'A share from 0 to 1, or with %: 0.5 or 50%', months: 'In months', count: 'A number' }

export function Control({ question, rules, value, set }: Props) {
  const { element, label, options } = question
  if (element === 'attribution_rule')
    return <Pick label={label} options={rules} none="Choose a rule" value={value} set={set} />
  if (question.value === 'yes-no')
    return (
      <Radios
        options={YES_NO}
        value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
        set={(chosen) => set(chosen === 'yes')}
      />
    )
  if (question.value === 'number')
    return <Typed label={UNITS[question.unit ?? 'count']} value={typeof value === 'string' ? value : ''} set={set} />
  const chosen = typeof value === 'object' ? value : undefined
  if (question.value === 'one-of')
    return options ? (
      <Radios options={options} value={typeof value === 'string' ? value : undefined} set={set} />
    ) : (
      <Typed label="Its name" value={typeof value === 'string' ? value : ''} set={set} />
    )
  if (!options)
    return (
      <Typed
        label="Names, with commas between them"
        value={chosen?.join(', ') ?? ''}
        set={(typed) => set(typed.split(/,\s*/))}
      />
    )
  if (question.value === 'set') return <Checks options={options} value={chosen} set={set} />
  return <Steps label={label} options={options} value={chosen} set={set} />
}

function Typed({ label, value, set }: { label: string; value: string; set: (value: string) => void }) {
  const id = useId()
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="ds-c-field" value={value} onChange={(event) => set(event.target.value)} />
    </div>
  )
}

type RadiosProps = { options: readonly Option[]; value: string | undefined; set: (value: string) => void }

function Radios({ options, value, set }: RadiosProps) {
  const name = useId()
  return (
    <div className="answer-options">
      {options.map(({ option, label }) => (
        <label key={option}>
          <input type="radio" name={name} checked={value === option} onChange={() => set(option)} /> {label}
        </label>
      ))}
    </div>
  )
}

type ManyProps = {
  options: readonly Option[]
  value: readonly string[] | undefined
  set: (value: readonly string[]) => void
}

/** None is an answer; nothing ticked is none. */
function Checks({ options, value, set }: ManyProps) {
  const chosen = value ?? []
  return (
    <div className="answer-options">
      {options.map(({ option, label }) => (
        <label key={option}>
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            onChange={(event) =>
              set(event.target.checked ? [...chosen, option] : chosen.filter((one) => one !== option))
            }
          />{' '}
          {label}
        </label>
      ))}
      <label>
        <input type="checkbox" checked={value?.length === 0} onChange={() => set([])} /> None
      </label>
    </div>
  )
}

type PickProps = {
  label: string
  options: readonly Option[]
  none: string
  value: Value | undefined
  set: (value: string) => void
}

function Pick({ label, options, none, value, set }: PickProps) {
  const id = useId()
  return (
    <div className="filter wide">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="ds-c-field"
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => event.target.value && set(event.target.value)}
      >
        <option value="">{none}</option>
        {options.map(({ option, label: said }) => (
          <option key={option} value={option}>
            {said}
          </option>
        ))}
      </select>
    </div>
  )
}

function Steps({ label, options, value, set }: ManyProps & { label: string }) {
  const chosen = value ?? []
  const left = options.filter(({ option }) => !chosen.includes(option))
  return (
    <div className="answer-steps">
      <p className="quiet">Simpler where it is one of the library: state the rule of attribution above.</p>
      <ol>
        {chosen.map((step) => {
          const said = options.find(({ option }) => option === step)?.label ?? step
          return (
            <li key={step}>
              {said}{' '}
              <button type="button" className="link" onClick={() => set(chosen.filter((one) => one !== step))}>
                Take out<span className="ds-u-visibility--screen-reader"> {said}</span>
              </button>
            </li>
          )
        })}
      </ol>
      <Pick
        label={`${label}: the next step`}
        options={left}
        none="Choose a step to add at the end"
        value=""
        set={(step) => set([...chosen, step])}
      />
    </div>
  )
}
