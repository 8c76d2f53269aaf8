/** A number taken apart by one level, and the way on: down to the records that a sender sent, as far as one may see. */
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import type { ExplainedHere } from '../api/practice/explain.ts'
import { explainQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { sentence } from '../design/answers/error-note.tsx'
import { heldBack, Withheld, WithheldNote } from '../design/answers/withheld.tsx'
import { Formula } from '../design/figures/formula.tsx'
import { readTerms, Steps } from '../design/figures/steps.tsx'
import { Terms } from '../design/figures/terms.tsx'
import { Page } from '../design/frame/page.tsx'
import { count, inUnit } from '../design/words/format.ts'
import { useNames } from '../design/words/names.ts'
import { plural, words } from '../design/words/words.ts'
import { Records } from './records.tsx'
import { Walk } from './walk.tsx'
import './explain.css'

export function ExplainPage() {
  const id = useParams({ from: '/explain/$' })._splat ?? ''
  const { from, walk = [] } = useSearch({ from: '/explain/$' })
  const explained = useQuery(explainQuery(id))
  const names = useNames()
  const title = explained.data && names(explained.data.title)
  return (
    <div className="page explain">
      <Walk from={from} walk={walk} here={title} />
      <Page title={title ?? 'Why?'} place="Why">
        <Answer query={explained} what="the explanation">
          {(found) => <Explanation found={found} walk={[...walk, id]} />}
        </Answer>
      </Page>
    </div>
  )
}

function Explanation({ found, walk }: { found: ExplainedHere; walk: string[] }) {
  const names = useNames()
  return (
    <>
      <section className="card explain-value" aria-label="The value and why">
        <Value found={found} />
        <p className="because">{names(sentence(found.because))}</p>
        {found.formula && (
          <Formula
            formula={found.formula}
            terms={found.terms}
            result={found.value === null ? null : inUnit(found.value, found.unit)}
            walk={walk}
          />
        )}
        {found.says && <p>{names(sentence(found.says))}</p>}
        <dl className="marks">
          {found.reason && <Mark name="Reason" said={words(found.reason)} />}
          {found.rule && <Mark name="Rule" said={found.rule} />}
          <Mark name="Id" said={found.id} />
        </dl>
      </section>
      {found.border && (
        <aside className="border-note" aria-label="Where your view ends">
          <p>
            <b>Your view ends here.</b> {names(sentence(found.border))}
          </p>
        </aside>
      )}
      {found.steps.length > 0 && (
        <section className="card" aria-labelledby="came-about">
          <h2 id="came-about">How it came about</h2>
          <Steps steps={found.steps} terms={found.terms} walk={walk} />
        </section>
      )}
      {found.terms.length > 0 && (
        <section className="card">
          <Terms caption="What it is made of" terms={readTerms(found.terms, found.steps)} walk={walk} />
          <More n={found.more.terms} what="term" />
        </section>
      )}
      <Records records={found.records} more={found.more.records} />
      <WithheldNote held={[found.withheld]} />
    </>
  )
}

function Value({ found }: { found: ExplainedHere }) {
  const back = heldBack(found.withheld, 'value')
  if (back) return <Withheld because={back.because} />
  if (found.value === null) return <p className="value-large missing">No value</p>
  const plain = found.unit === 'code' ? words(found.value) : inUnit(found.value, found.unit)
  const said = found.unit === 'months' ? `${plain} months` : plain
  return <p className={said.length > 24 ? 'value-large value-long' : 'value-large'}>{said}</p>
}

const Mark = ({ name, said }: { name: string; said: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{said}</dd>
  </div>
)

export function More({ n, what }: { n: number; what: string }) {
  if (n === 0) return null
  return (
    <p className="quiet">
      and {count(n)} more {plural(n, what)}, not listed here.
    </p>
  )
}
