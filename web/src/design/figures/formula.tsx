/** A formula with its values standing in it, each over its name: one reads the sum and sees what each figure is. */
import type { Term } from '../../api/explain.ts'
import { inUnit } from '../words/format.ts'
import { useNames } from '../words/names.ts'
import { cutFormula } from './cut-formula.ts'
import { Why } from './why.tsx'

type Props = { formula: string; terms: Term[]; result: string | null; walk?: string[] | undefined }

export function Formula({ formula, terms, result, walk }: Props) {
  const { pieces, rest } = cutFormula(formula, terms)
  const named = pieces.some((piece) => typeof piece !== 'string')
  return (
    <>
      <p className={named ? 'formula' : 'formula formula-words'}>
        {pieces.map((piece, place) => {
          // Pieces have no other identity than their place, and never move.
          const key = place
          if (typeof piece !== 'string') return <TermTile key={key} term={piece.term} label={piece.label} walk={walk} />
          return (
            <span key={key} className="formula-sign">
              {piece}
            </span>
          )
        })}
        {named && result !== null && (
          <>
            <span className="formula-sign">=</span>
            <span className="term-tile term-result">
              <span className="term-value">{result}</span>
            </span>
          </>
        )}
      </p>
      {rest.map((clause) => (
        <p key={clause} className="formula-rest">
          {clause}
        </p>
      ))}
    </>
  )
}

function TermTile({ term, label, walk }: { term: Term; label: string; walk?: string[] | undefined }) {
  const names = useNames()
  const missing = term.value === null
  return (
    <span className={missing ? 'term-tile term-missing' : 'term-tile'} title={names(term.label)}>
      <span className="term-value">
        {missing ? 'missing' : inUnit(term.value, term.unit)} <Why id={term.explain_id} about={label} walk={walk} />
      </span>
      <span className="term-label">{names(label)}</span>
    </span>
  )
}
