/** The steps of a rule in order, each with its source; rows of a page point at them. */
import type { RuleDescribed } from '../api/attribution/attribution.ts'

type Step = { says: string; source: string; line?: number }
type Props = { heading: string; about: string; steps: readonly Step[]; file: string }

export function RuleSteps({ heading, about, steps, file }: Props) {
  return (
    <section aria-labelledby="steps-heading" className="card rule-steps">
      <h2 id="steps-heading">{heading}</h2>
      <p>{about} The first step that names one practice decides.</p>
      <ol>
        {steps.map((step, i) => (
          <li key={step.says} id={`step-${i + 1}`} tabIndex={-1}>
            {step.says.replaceAll('`', '')}
            <span className="under">
              {step.source}
              {step.line && ` · ${file}, line ${step.line}`}
            </span>
          </li>
        ))}
      </ol>
      <p className="quiet">
        The rule is the file <code>{file}</code>.
      </p>
    </section>
  )
}

export const OfRule = ({ rule }: { rule: RuleDescribed }) => (
  <RuleSteps
    heading={`How “${rule.title}” decides`}
    about={`${rule.population} ${rule.lists}`}
    steps={rule.steps}
    file={rule.file}
  />
)

/** The way from a row to the step that decided it. */
export function StepLink({ step, of }: { step: number | null; of: string }) {
  if (step === null) return null
  return (
    <a className="why" href={`#step-${step}`}>
      step {step}
      <span className="ds-u-visibility--screen-reader"> of {of}</span>
    </a>
  )
}
