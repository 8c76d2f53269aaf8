/** Worked examples: what was given, each step with its formula, and what came of it beside what was expected. */
import type { CaseShown, GivenShown, ModelShown } from '../api/cost/models.ts'
import { sentence } from '../design/answers/error-note.tsx'
import { Steps } from '../design/figures/steps.tsx'
import { Badge } from '../design/words/badge.tsx'
import { amount, inUnit } from '../design/words/format.ts'
import { plural } from '../design/words/words.ts'
import { modelValue } from './words.ts'

export const Cases = ({ model }: { model: ModelShown }) => (
  <>
    {model.worked_cases.map((one) => (
      <details key={one.case} className="case">
        <summary>
          {sentence(one.case).replace(/\.$/, '')}{' '}
          <Badge tone={one.published ? 'good' : 'quiet'}>
            {one.published ? 'Published figures' : 'Own arithmetic'}
          </Badge>
        </summary>
        <Case one={one} model={model} />
      </details>
    ))}
  </>
)

function Case({ one, model }: { one: CaseShown; model: ModelShown }) {
  const track = model.tracks.find(({ track }) => track === one.track)?.label ?? one.track
  return (
    <div className="case-body">
      <p>
        {one.published
          ? `Figures published by ${one.published}.`
          : 'Own arithmetic: nobody else published these figures.'}
        {one.about && ` ${sentence(one.about)}`}
      </p>
      <p className="quiet">
        {model.tracks.length > 1 && `${track} · `}
        {one.period}
        {one.peers > 0 && ` · among ${one.peers} ${plural(one.peers, 'other')}`}
        {one.readings.map(({ choice, reading }) => ` · ${choice} read as ${reading}`).join('')}
      </p>
      <div className="given">
        <Given heading="Given" values={one.given} />
        <Given heading="Made up for the example, as a contract would say" values={one.amounts} />
      </div>
      <h4>Step by step</h4>
      <Steps steps={one.steps} terms={one.terms} />
      <Result one={one} />
    </div>
  )
}

function Given({ heading, values }: { heading: string; values: GivenShown[] }) {
  if (values.length === 0) return null
  return (
    <div>
      <h4>{heading}</h4>
      <dl className="given-values">
        {values.map(({ name, label, value, unit }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>{modelValue(value, unit)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Result({ one }: { one: CaseShown }) {
  return (
    <>
      <h4>Result</h4>
      <dl className="given-values">
        {one.lines.map(({ component, label, amount_usd }) => (
          <div key={component}>
            <dt>{label}</dt>
            <dd>{amount_usd === null ? <span className="missing">not known</span> : amount(amount_usd)}</dd>
          </div>
        ))}
        <div className="given-total">
          <dt>Total</dt>
          <dd>{one.total_usd === null ? <span className="missing">not known</span> : amount(one.total_usd)}</dd>
        </div>
      </dl>
      {one.because.map((because) => (
        <p key={because} className="missing-note">
          {sentence(because)}
        </p>
      ))}
      <p className="quiet">{expectation(one)}</p>
    </>
  )
}

/** Whether it is what was expected, and what that was. */
function expectation({ published, expected, within, holds, steps }: CaseShown): string {
  const unitOf = (name: string) => steps.find(({ component }) => component === name)?.unit ?? 'usd'
  const said = expected.map(
    ({ name, label, value }) => `${label} ${value === null ? 'not known' : inUnit(value, unitOf(name))}`,
  )
  const who = published ? 'Published' : 'Expected'
  const near = within === '0' ? '' : `, where a rounded figure may be off by ${within}`
  return `${who}: ${said.join('; ')}. ${holds ? 'The model gives the same' : 'The model gives something else'}${near}.`
}
