/** A formula with its values standing in it, each over its name: one reads the sum and sees what each figure is. */
import type { Term } from '../../api/practice/explain.ts'
import { Withheld } from '../answers/withheld.tsx'
import { inUnit } from '../words/format.ts'
import { useNames } from '../words/names.ts'
import { cutFormula, type Piece } from './cut-formula.ts'
import { Why } from './why.tsx'

type Props = {
  formula: string
  terms: Term[]
  result: string | null
  walk?: string[] | undefined
  /** Without a result, a value that is not known is what is missing; with one, it only was not needed. */
  lacks?: boolean
}

export function Formula({ formula, terms, result, walk, lacks = result === null }: Props) {
  const { clauses, rest } = cutFormula(formula, terms)
  const named = clauses.flat().some((piece) => typeof piece !== 'string')
  return (
    <>
      {clauses.map((pieces, place) => (
        // Clauses and pieces have no other identity than their place, and never move.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <p key={place} className={named ? 'formula' : 'formula formula-words'}>
          <Pieces pieces={pieces} walk={walk} lacks={lacks} />
          {named && result !== null && place === clauses.length - 1 && (
            <>
              <span className="formula-sign">=</span>
              <span className="term-tile term-result">
                <span className="term-value">{result}</span>
              </span>
            </>
          )}
        </p>
      ))}
      {rest.map((clause) => (
        <p key={clause} className="formula-rest">
          {clause}
        </p>
      ))}
    </>
  )
}

type Given = { walk: string[] | undefined; lacks: boolean }

const Pieces = ({ pieces, ...given }: Given & { pieces: Piece[] }) => (
  <>
    {pieces.map((piece, place) => {
      const key = place
      if (typeof piece !== 'string') return <TermTile key={key} term={piece.term} label={piece.label} {...given} />
      return (
        <span key={key} className={/\p{L}{2}/u.test(piece) ? 'formula-sign formula-said' : 'formula-sign'}>
          {piece}
        </span>
      )
    })}
  </>
)

function TermTile({ term, label, walk, lacks }: Given & { term: Term; label: string }) {
  const names = useNames()
  const unknown = term.value === null && !term.withheld
  return (
    <span
      className={unknown ? `term-tile ${lacks ? 'term-missing' : 'term-unknown'}` : 'term-tile'}
      title={names(term.label)}
    >
      <span className="term-value">
        {term.withheld ? <Withheld /> : unknown ? 'not known' : inUnit(term.value, term.unit)}{' '}
        <Why id={term.explain_id} about={label} walk={walk} />
      </span>
      <span className="term-label">{names(label)}</span>
    </span>
  )
}
