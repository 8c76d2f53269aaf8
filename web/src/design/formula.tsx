/** A formula with its values standing in it, each over its name: one reads the sum and sees what each figure is. */
import type { Term } from '../api/contract.ts'
import { inUnit } from './format.ts'
import { Why } from './why.tsx'

type Props = { formula: string; terms: Term[]; result: string | null; walk?: string[] | undefined }

export function Formula({ formula, terms, result, walk }: Props) {
  const pieces = cut(formula, terms)
  const named = pieces.some((piece) => typeof piece !== 'string')
  return (
    <p className={named ? 'formula' : 'formula formula-words'}>
      {pieces.map((piece, place) => {
        // Pieces have no other identity than their place, and never move.
        const key = place
        if (typeof piece !== 'string') return <TermTile key={key} term={piece} walk={walk} />
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
  )
}

function TermTile({ term, walk }: { term: Term; walk?: string[] | undefined }) {
  const missing = term.value === null
  return (
    <span className={missing ? 'term-tile term-missing' : 'term-tile'}>
      <span className="term-value">
        {missing ? 'missing' : inUnit(term.value, term.unit)}{' '}
        <Why id={term.explain_id} about={term.label} walk={walk} />
      </span>
      <span className="term-label">{term.label}</span>
    </span>
  )
}

/** Splits at the terms' names or labels, longest first, whole words only. */
function cut(formula: string, terms: Term[]): (string | Term)[] {
  const known = new Map<string, Term>()
  for (const term of terms) for (const word of [term.label, term.name]) known.set(word.toLowerCase(), term)
  const names = [...known.keys()].filter(Boolean).sort((a, b) => b.length - a.length)
  if (names.length === 0) return [formula]
  const pattern = new RegExp(`(?<![\\w/-])(${names.map(escaped).join('|')})(?![\\w/-])`, 'gi')
  return formula
    .split(pattern)
    .map((piece) => known.get(piece.toLowerCase()) ?? piece.trim())
    .filter((piece) => piece !== '')
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
