/**
 * Puts the terms into a formula. A formula is clauses set apart by `;`: the first makes the value, a later one says what
 * holds otherwise, or what a word means. A term stands where its label does, and the words between stay words; a plain
 * product or quotient that names none takes its terms in order.
 */
import type { Term } from '../../api/practice/explain.ts'

export type Piece = string | { term: Term; label: string }

export function cutFormula(formula: string, terms: Term[]): { clauses: Piece[][]; rest: string[] } {
  const [first = '', ...others] = formula.split(/;(?!\s*else\b)\s*/)
  const cut = others.map((clause) => ({ clause, pieces: byLabel(clause, terms) }))
  return {
    clauses: [
      byName(first, terms) ?? byLabel(first, terms) ?? inOrder(first, terms) ?? [first],
      ...cut.flatMap(({ pieces }) => (pieces ? [pieces] : [])),
    ],
    rest: cut.flatMap(({ clause, pieces }) => (pieces ? [] : [clause])),
  }
}

function inOrder(clause: string, terms: Term[]): Piece[] | undefined {
  const parts = clause.split(/\s*([×÷])\s*/)
  if (parts.length < 3 || (parts.length + 1) / 2 > terms.length || /[()+−]/.test(clause)) return undefined
  return parts.map((part, place) => {
    const term = place % 2 === 0 ? terms[place / 2] : undefined
    return term ? { term, label: part } : part
  })
}

/** Names and labels in whatever case; undefined where a word of the clause is no term. */
function byName(clause: string, terms: Term[]): Piece[] | undefined {
  const known = new Map<string, Term>()
  for (const term of terms) for (const word of [term.label, term.name]) known.set(word.toLowerCase(), term)
  const pieces = cutAt(clause, [...known.keys()], 'gi', (word) => known.get(word.toLowerCase()))
  const unnamed = pieces?.some((piece) => typeof piece === 'string' && /[a-z]/i.test(piece.replaceAll(/\belse\b/g, '')))
  return unnamed ? undefined : pieces
}

/** Labels as they are written, among other words. One that stands for two values stays a word: it does not say which. */
function byLabel(clause: string, terms: Term[]): Piece[] | undefined {
  const known = new Map<string, Term>()
  const unclear = new Set<string>()
  for (const term of terms) {
    const before = known.get(term.label)
    if (before && before.value !== term.value) unclear.add(term.label)
    known.set(term.label, term)
  }
  return cutAt(clause, [...known.keys()], 'g', (word) => (unclear.has(word) ? undefined : known.get(word)))
}

/** Longest words first, whole ones only; undefined where none is found. */
function cutAt(
  clause: string,
  all: string[],
  flags: string,
  termOf: (word: string) => Term | undefined,
): Piece[] | undefined {
  const words = all.filter(Boolean).sort((a, b) => b.length - a.length)
  if (words.length === 0) return undefined
  const pattern = new RegExp(`(?<![\\w/-])(${words.map(escaped).join('|')})(?![\\w/-])`, flags)
  const pieces: Piece[] = []
  for (const part of clause.split(pattern)) {
    const term = termOf(part)
    const before = pieces.at(-1)
    if (term) pieces.push({ term, label: term.label })
    else if (typeof before === 'string') pieces[pieces.length - 1] = `${before} ${part.trim()}`
    else if (part.trim() !== '') pieces.push(part.trim())
  }
  return pieces.some((piece) => typeof piece !== 'string') ? pieces : undefined
}

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
