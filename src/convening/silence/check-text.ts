import { type Amount, amountsIn } from './amounts.ts'
import { comparisonIn } from './comparisons.ts'
import { isMoney, type Topic, topicOf } from './figures.ts'
import { foldText } from './fold.ts'
import { type Grid, gridsIn } from './grid.ts'
import { type Finding, type FindingKind, KINDS } from './kinds.ts'
import { type Named, nameReader, type SilentParticipant } from './names.ts'
import { isPayer, type Owner, ownerOf, ownersIn } from './owners.ts'
import { type Piece, piecesOf } from './pieces.ts'
import { agreementIn, planIn } from './plans.ts'
import { COST_OF_CONVENING } from './words.ts'

export type Participants = readonly SilentParticipant[]
type Found = { start: number; end: number; kind: FindingKind }

/** It speaks on of whoever the piece before spoke of. */
const GOES_ON =
  /^(?:[*+>-]\s+)?(?:(?:and|but|so|well|plus|also|then)[, ]+)?(?:they|it|its|it's|their|theirs|them|he|she|his|her|that (?:plan|payer|one|carrier)|this (?:plan|payer)|same|the (?:rate|number|figure|answer|amount|base|bonus|withhold|pmpm|price|fee|trend|discount|share))\b/u
/** What was done to a public amount makes it a payer's own. */
const MADE_OWN =
  /\b(?:add(?:s|ed|ing)?|plus|minus|on top|sweeten\w*|shav\w+|knock\w*|subtract\w*|tack\w*|(?:but|and|so|then) (?:we|our|us|they|pays?|at)|came in|land\w*|ended up|stopped at|settled|rounded)\b/u
const COUNTED =
  /\b(?:members?|practices?|patients?|lives|dates?|years?|counts?|id|npi|phone|n|denominators?|numerators?|months?|days?|people|seats?|votes?)\b/u
const PAID =
  /\b(?:pmpm|with-?holds?|capitation|fee schedules?|premiums?|bonus(?:es)?|reimburse\w*|conversion factor)\b/u

/**
 * Where a text says a payer's own amount of money, or what it plans in the market. Rules in words and figures, and nothing
 * learnt: the same text gives the same findings.
 *
 * 1. The text is read as it looks: without what nobody sees, and with look-alike letters as what they look like.
 * 2. In each sentence, line or table cell: which figures are of money, and whose they are. The last one named before a
 *    figure has it, else the first after it, else whoever the sentence before was about.
 * 3. Held is a payer's, named or speaking, never what is recommended, published or of all payers together.
 * 4. Amounts said by comparison, plans in the market, and agreements on price are looked for in the same pieces.
 *
 * Example: `checkText('our withhold is five percent', { participants: [] })` finds one `own-amount`.
 */
export function checkText(text: string, { participants }: { participants: Participants }): Finding[] {
  const folded = foldText(text)
  const names = nameReader(participants)(folded)
  const grids = gridsIn(folded.text)
  const pieces = piecesOf(folded.text).filter(
    (one) => !grids.some((grid) => one.start < grid.end && grid.start < one.end),
  )
  const found = [...inPieces(pieces, names), ...grids.flatMap((grid) => inGrid(grid, folded.text, names))]
  return found
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(
      (one, place, all) =>
        all.findIndex((other) => other.kind === one.kind && other.start <= one.start && one.end <= other.end) === place,
    )
    .map(({ start, end, kind }) => ({
      start: folded.at[start] ?? 0,
      end: folded.at[end] ?? text.length,
      kind,
      ...KINDS[kind],
    }))
}

const within = (names: readonly Named[], { start, end }: { start: number; end: number }) =>
  names.filter((one) => start <= one.start && one.end <= end)

function inPieces(pieces: readonly Piece[], names: readonly Named[]): Found[] {
  const found: Found[] = []
  let carried: Owner | undefined
  let before: Topic
  let headed = false
  for (const piece of pieces) {
    if (piece.first && !headed) {
      carried = undefined
      before = undefined
    }
    const own = ownersIn(piece.text, piece.start, within(names, piece))
    const fragment = piece.text.split(/\s+/).length <= 8
    const goesOn = GOES_ON.test(piece.text) || (own.length === 0 && (fragment || piece.listed || headed))
    const owners = carried && goesOn ? [{ ...carried, start: 0, end: 0 }, ...own] : own
    found.push(...inPiece(piece, owners, before))
    before = topicOf(piece.text) ?? before
    if (own.length > 0) carried = own.findLast(isPayer)
    else if (!goesOn) carried = undefined
    headed = piece.heads && (headed || own.some(isPayer) || topicOf(piece.text) !== undefined)
  }
  return found
}

function inPiece({ text, start }: Piece, owners: readonly Owner[], before: Topic): Found[] {
  const found: Found[] = []
  const put = (said: { start: number; end: number }, kind: FindingKind) =>
    found.push({ start: start + said.start, end: start + said.end, kind })
  const figures = amountsIn(text).filter((one) => isMoney(text, one, before))
  for (const figure of figures) {
    const owner = whose(text, figure, owners)
    if (owner) put({ start: Math.min(owner.start, figure.start), end: Math.max(owner.end, figure.end) }, kindOf(owner))
  }
  const comparison = comparisonIn(text, owners)
  if (comparison) put(comparison, 'compared-amount')
  const plan = planIn(text, owners)
  if (plan) put(plan, 'own-plan')
  const agreement = agreementIn(text)
  if (agreement) put(agreement, 'agreement')
  return found
}

const kindOf = ({ who }: Owner): FindingKind => (who === 'named' ? 'named-amount' : 'own-amount')

/** Whose an amount is, where it is a payer's own. */
function whose(text: string, figure: Amount, owners: readonly Owner[]): Owner | undefined {
  const owner = ownerOf(owners, figure.start, figure.end)
  if (!owner) return undefined
  const convening = COST_OF_CONVENING.test(text)
  COST_OF_CONVENING.lastIndex = 0
  if (convening && !PAID.test(text)) return undefined
  if (isPayer(owner)) return owner
  const payer = owners.find((one) => isPayer(one) && one.end <= figure.start)
  return payer && owner.end <= figure.start && MADE_OWN.test(text.slice(owner.end, figure.start)) ? payer : undefined
}

function inGrid({ rows, start }: Grid, text: string, names: readonly Named[]): Found[] {
  const [head] = rows
  const caption =
    text
      .slice(Math.max(0, start - 200), start)
      .trim()
      .split(/\n\s*\n/)
      .at(-1) ?? ''
  return rows.flatMap((row) =>
    row.flatMap((cell): Found[] => {
      const words = cell.text.split(/\s+/).length
      if (words > 4) return inPieces([{ ...cell, heads: false, listed: false, first: true }], names)
      const above = cell.row > 0 ? head?.[cell.column] : undefined
      const beside = row.filter((one) => one !== cell && !/^[\s$€£~]*[\d.,]+\s*%?$/.test(one.text))
      const around = [...beside.toReversed(), ...(above ? [above] : [])]
      const owners = around.flatMap((one) => ownersIn(one.text, one.start, within(names, one)))
      const said = [...around.map((one) => one.text)].join(' . ')
      const owner = owners.find(({ who }) => who === 'public') ?? owners.find(isPayer) ?? undefined
      const own = ownersIn(cell.text, cell.start, within(names, cell)).find(isPayer)
      const holder = own ?? owner
      if (!holder || !isPayer(holder)) return []
      const topic = topicOf(said) ?? topicOf(caption)
      const figure = amountsIn(cell.text).find((one) =>
        one.unit === 'money' || one.unit === 'multiple'
          ? true
          : topic === 'money' &&
            !COUNTED.test(above?.text ?? '') &&
            !(one.unit === 'bare' && /^(?:19|20)\d\d$/.test(cell.text)),
      )
      if (!figure) return []
      return [{ start: cell.start, end: cell.end, kind: kindOf(holder) }]
    }),
  )
}
