/** How an amount came about: each step in order, its formula with the values standing in it, and why. */
import type { Step, Term } from '../../api/practice/explain.ts'
import { sentence } from '../answers/error-note.tsx'
import { Withheld } from '../answers/withheld.tsx'
import { inUnit } from '../words/format.ts'
import { useNames } from '../words/names.ts'
import { Formula } from './formula.tsx'
import './steps.css'

type Props = { steps: Step[]; terms: Term[]; walk?: string[] | undefined }

export function Steps({ steps, terms, walk }: Props) {
  const names = useNames()
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.component}>
          <p className="step-head">
            <b>{names(step.label)}</b>
            <StepValue step={step} />
          </p>
          <Formula
            formula={step.formula}
            terms={terms.filter(({ name }) => name !== step.component)}
            result={null}
            lacks={step.value === null}
            walk={walk}
          />
          {step.says && <p className="step-says">{sentence(step.says)}</p>}
          {step.source && <p className="quiet">{step.source}</p>}
        </li>
      ))}
    </ol>
  )
}

function StepValue({ step }: { step: Step }) {
  if (step.withheld) return <Withheld />
  if (step.value === null) return <span className="missing">not known</span>
  return <span className="figure-value">{inUnit(step.value, step.unit)}</span>
}

/** The terms that no step works out: what was read, each with where it comes from. */
export function readTerms(terms: Term[], steps: Step[]): Term[] {
  const worked = new Set(steps.map(({ component }) => component))
  return terms.filter(({ name }) => !worked.has(name))
}

/** The same, folded, beneath the amount it belongs to. */
export function CameAbout({ about, ...steps }: Props & { about: string }) {
  if (steps.steps.length === 0) return null
  return (
    <details className="sources came-about">
      <summary>
        How it came about, step by step
        <span className="ds-u-visibility--screen-reader">: {about}</span>
      </summary>
      <Steps {...steps} />
    </details>
  )
}
