/** All terms of a number: the plain ones as a table, those of a score as a grid over the measures. */
import type { Term } from '../../api/practice/explain.ts'
import { isOfMeasure, ScoreTable } from '../tables/score-table.tsx'
import { TermsTable } from '../tables/terms-table.tsx'

type Props = { caption: string; terms: Term[]; walk?: string[] | undefined; quietCaption?: boolean }

export function Terms({ caption, terms, walk, quietCaption }: Props) {
  const scored = terms.filter(isOfMeasure)
  const plain = terms.filter((term) => !isOfMeasure(term))
  return (
    <>
      {plain.length > 0 && (
        <TermsTable caption={caption} quietCaption={quietCaption ?? false} terms={plain} walk={walk} />
      )}
      {scored.length > 0 && (
        <>
          <ScoreTable terms={scored} walk={walk} />
          <details className="score-sources">
            <summary>
              Where each value of the score comes from
              <span className="ds-u-visibility--screen-reader">, {caption}</span>
            </summary>
            <TermsTable quietCaption caption={`Values of the score, ${caption}`} terms={scored} walk={walk} />
          </details>
        </>
      )}
    </>
  )
}
