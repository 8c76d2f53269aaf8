/**
 * Puts the terms into a formula. A formula is clauses set apart by `;`: the first makes the value, the rest say what
 * its words mean. A plain product or quotient takes its terms in order; otherwise a term stands where its name or
 * label does.
 */
import type { Term } from '../../api/explain.ts'

export type Piece = string | { term: Term; label: string }

export function cutFormula(formula: string, terms: Term[]): { pieces: Piece[]; rest: string[] } {
  const [first = '', ...rest] = formula.split(/;\s*/)
  return { pieces: byName(first, terms) ?? inOrder(first, terms) ?? [first], rest }
}

function inOrder(clause: string, terms: Term[]): Piece[] | undefined {
  const parts = clause.split(/\s*([×÷])\s*/)
  if (parts.length < 3 || (parts.length + 1) / 2 > terms.length || /[()+−]/.test(clause)) return undefined
  return parts.map((part, place) => {
    const term = place % 2 === 0 ? terms[place / 2] : undefined
    return term ? { term, label: part } : part
  })
}

/** Longest names first, whole words only; undefined where a word of the clause is no term. */
function byName(clause: string, terms: Term[]): Piece[] | undefined {
  const known = new Map<string, Term>()
  for (const term of terms) for (const word of [term.label, term.name]) known.set(word.toLowerCase(), term)
  const names = [...known.keys()].filter(Boolean).sort((a, b) => b.length - a.length)
  if (names.length === 0) return undefined
  const pattern = new RegExp(`(?<![\\w/-])(${names.map(escaped).join('|')})(?![\\w/-])`, 'gi')
  const pieces = clause
    .split(pattern)
    .map((piece) => {
      const term = known.get(piece.toLowerCase())
      return term ? { term, label: term.label } : piece.trim()
    })
    .filter((piece) => piece !== '')
  const found = pieces.some((piece) => typeof piece !== 'string')
  const unnamed = pieces.some((piece) => typeof piece === 'string' && /[a-z]/i.test(piece.replaceAll(/\belse\b/g, '')))
  return found && !unnamed ? pieces : undefined
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
