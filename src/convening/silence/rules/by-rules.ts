import { type Folded, foldText } from '../fold.ts'
import { type Grid, gridsIn } from '../grid.ts'
import type { FindingKind } from '../kinds.ts'
import { maskNames } from '../mask.ts'
import { type Named, nameReader, type SilentParticipant } from '../names.ts'
import { isPayer, type Owner, ownerOf, ownersIn } from '../owners.ts'
import { type Piece, piecesOf } from '../pieces.ts'
import { agreementIn } from './agreement.ts'
import { type Amount, amountsIn } from './amounts.ts'
import { comparisonIn } from './comparisons.ts'
import { isBeside, isMoney, type Topic, topicOf } from './figures.ts'
import { isHushed, planIn } from './plans.ts'
import { COST_OF_CONVENING } from './words.ts'

export type Participants = readonly SilentParticipant[]

/** It speaks on of whoever the piece before spoke of. */
const GOES_ON =
  /^(?:[*+>-]\s+)?(?:(?:and|but|so|well|plus|also|then)[, ]+)?(?:they|it|its|it's|their|theirs|them|he|she|his|her|that (?:plan|payer|one|carrier)|this (?:plan|payer)|same|the (?:rate|number|figure|answer|amount|base|bonus|withhold|pmpm|price|fee|trend|discount|share))\b/u
const POINTS_BACK =
  /^(?:\W*)(?:(?:and|because|since|well)[, ]+)?(?:th(?:at|is|ese|ose)(?:'s)?|it(?:'s)?|here|there|we feel|same|which|so says?|says|asking for)\b/u
/** Where a text says out of which paper it is. */
const SOURCE =
  /^\W*(?:(?:this|that|it|which|taken|copied|pasted|quoted|excerpt\w*|source|forwarded|straight|word for word|see|per)(?:'s| is| was| comes?)?[ :,]*)*(?:from|of|in|out of|source|per|see|excerpt\w*|screenshot|attached|forwarded|quot\w+|copied|pasted)?\b[^.]{0,40}\b(?:agreements?|contracts?|amendments?|addend(?:um|a)|exhibits?|rate sheets?|term sheets?|fee schedules?|templates?|letters?|slides?|decks?|e-?mails?|memos?|manuals?|program(?:me)?s? (?:guide|description|manual)|portal|offer|proposal|appendix)\b/u
/** What was done to a public amount makes it a payer's own. */
const MADE_OWN =
  /\b(?:add(?:s|ed|ing)?|plus|minus|on top|sweeten\w*|shav\w+|knock\w*|subtract\w*|tack\w*|times|(?:but|and|so|then) (?:we|our|us|they|pays?|at)|came in|land\w*|ended up|stopped at|settled|rounded)\b/u
const COUNTED =
  /\b(?:members?|practices?|patients?|lives|dates?|years?|counts?|id|npi|phone|n|denominators?|numerators?|months?|days?|people|seats?|votes?)\b/u
const PAID =
  /\b(?:pmpm|with-?holds?|capitation|fee schedules?|premiums?|bonus(?:es)?|reimburse\w*|conversion factor)\b/u
const IN_DOLLARS = /[$€£¢]|\b(?:usd|dollars?|bucks?|cents?|pmpm|pbpm)\b/
const PRICED =
  /\b(?:fees?|rates?|prices?|pmpm|pbpm|capitation|with-?holds?|bonus(?:es)?|premiums?|fee schedules?|reimburse\w*|conversion factor|benchmark|(?:a|per|each|every) (?:head|member|visit|patient|life|kid|child|adult|enrollee))\b/

/** A place that a rule found; `certain`: a payer by name or voice beside an amount in dollars, in one piece of the text. */
export type Found = { start: number; end: number; kind: FindingKind; certain?: boolean }

/** A text as it reads, with who is named in it. */
export type Read = { folded: Folded; names: readonly Named[]; pieces: readonly Piece[]; grids: readonly Grid[] }
type Context = { names: readonly Named[]; masked: string; hushed: boolean }

export function readText(text: string, participants: Participants): Read {
  const folded = foldText(text)
  return {
    folded,
    names: nameReader(participants)(folded),
    pieces: piecesOf(folded.text),
    grids: gridsIn(folded.text),
  }
}

/**
 * What rules in words and figures find in a text.
 *
 * 1. In each sentence, line or table cell: which figures are of money, and whose they are. The last one named before a
 *    figure has it, else the first after it, else whoever the sentence before was about.
 * 2. Found is a payer's, named or speaking, never what is recommended, published or of all payers together.
 * 3. Amounts said by comparison, plans in the market, and agreements on price are looked for in the same pieces.
 */
export function foundByRules({ folded, names, pieces, grids }: Read): Found[] {
  const apart = (one: Piece) => !grids.some((grid) => one.start < grid.end && grid.start < one.end)
  const context = { names, masked: maskNames(folded.given, folded, names), hushed: isHushed(folded.text) }
  const found = [
    ...inPieces(pieces.filter(apart), context),
    ...grids.flatMap((grid) => inGrid(grid, folded.text, context)),
  ].toSorted((a, b) => a.start - b.start || b.end - a.end)
  const covers = (one: Found, other: Found) =>
    one.kind === other.kind && one.start <= other.start && other.end <= one.end
  return found
    .filter((one, place) => found.findIndex((other) => covers(other, one)) === place)
    .map((one) => ({ ...one, certain: found.some((other) => other.certain === true && covers(one, other)) }))
}

const within = (names: readonly Named[], { start, end }: { start: number; end: number }) =>
  names.filter((one) => start <= one.start && one.end <= end)

function inPieces(pieces: readonly Piece[], read: Context): Found[] {
  const found: Found[] = []
  let carried: Owner | undefined
  let before: Topic
  let headed = false
  let sourced = false
  let waiting: Amount[] = []
  const unowned: Amount[] = []
  const signed = signerOf(pieces, read)
  for (const piece of pieces) {
    if (piece.first && !headed) {
      carried = signed
      before = undefined
    }
    const own = ownersIn(piece.text, piece.start, within(read.names, piece))
    const fragment = piece.text.split(/\s+/).length <= 8
    const goesOn =
      GOES_ON.test(piece.text) ||
      (own.length === 0 && (fragment || piece.listed || headed || sourced || carried === signed))
    const owners = carried && goesOn ? [{ ...carried, start: 0, end: 0 }, ...own] : own
    const { said, ownerless } = inPiece(piece, owners, before, read)
    found.push(...said)
    // "Is 3 % too harsh? That is where Summit's contract lands."
    const pointing = POINTS_BACK.test(piece.text) ? own.find(isPayer) : undefined
    if (pointing) found.push(...waiting.map(({ start, end }) => ({ start, end, kind: kindOf(pointing) })))
    // `… fifty percent of net savings." From the Summit agreement.`
    const source = SOURCE.test(piece.text) ? own.find(({ who }) => who === 'named') : undefined
    if (source) found.push(...unowned.map(({ start, end }) => ({ start, end, kind: kindOf(source) })))
    waiting = ownerless
    unowned.push(...ownerless)
    sourced = source !== undefined || (sourced && own.length === 0)
    before = topicOf(piece.text) ?? before
    if (own.length > 0) carried = own.findLast(isPayer)
    else if (!goesOn) carried = undefined
    headed = piece.heads && (headed || own.some(isPayer) || topicOf(piece.text) !== undefined)
  }
  return found
}

/** Who wrote it, where the last line is a payer's name: `(Harbor)`, `Best, Tom, Keystone network team`. */
function signerOf(pieces: readonly Piece[], { names }: Context): Owner | undefined {
  const last = pieces.at(-1)
  if (!last || pieces.length < 2 || last.text.split(/\s+/).length > 9) return undefined
  if (!/^[("'-]|^(?:best|regards|thanks|yours|sincerely|cheers|from|signed|sent)\b/.test(last.text)) return undefined
  return ownersIn(last.text, last.start, within(names, last)).find(({ who }) => who === 'named')
}

function inPiece(
  { text, start }: Piece,
  owners: readonly Owner[],
  before: Topic,
  { masked, hushed }: Context,
): { said: Found[]; ownerless: Amount[] } {
  const said: Found[] = []
  const ownerless: Amount[] = []
  const put = (one: { start: number; end: number }, kind: FindingKind, certain = false) =>
    said.push({ start: start + one.start, end: start + one.end, kind, certain })
  const plain = !owners.some(({ who }) => who === 'public')
  const figures = amountsIn(text).filter((one) => isMoney(text, one, before) || isBeside(text, one, owners, before))
  for (const figure of figures) {
    const owner = whose(text, figure, owners)
    if (owner) {
      const certain = plain && owner.end > 0 && isPaid(text, figure, owner)
      put(spanOf(owner, figure), kindOf(owner), certain)
    }
    if (!owner && owners.length === 0)
      ownerless.push({ ...figure, start: start + figure.start, end: start + figure.end })
  }
  const comparison = comparisonIn(text, owners)
  if (comparison) put(comparison, 'compared-amount')
  const plan = planIn(masked.slice(start, start + text.length), owners, hushed)
  if (plan) put(plan, 'own-plan')
  const agreement = agreementIn(text, figures.length > 0, owners)
  if (agreement) put(agreement, 'agreement')
  return { said, ownerless }
}

/** Dollars of a payer by name, or of one that speaks where the sentence says that they are a price: practices speak of costs too. */
const isPaid = (text: string, { unit, start, end }: Amount, { who }: Owner) =>
  unit === 'money' &&
  IN_DOLLARS.test(text.slice(start, end)) &&
  (who === 'named' || (who === 'own' && PRICED.test(text)))

const spanOf = (one: Owner, other: Amount) => ({
  start: Math.min(one.start, other.start),
  end: Math.max(one.end, other.end),
})

const kindOf = ({ who }: Owner): FindingKind => (who === 'named' ? 'named-amount' : 'own-amount')

/** Whose an amount is, where it is a payer's own. */
function whose(text: string, figure: Amount, owners: readonly Owner[]): Owner | undefined {
  const owner = ownerOf(owners, figure.start, figure.end)
  if (!owner) return undefined
  const convening = COST_OF_CONVENING.test(text.slice(Math.max(0, figure.start - 40), figure.end + 40))
  COST_OF_CONVENING.lastIndex = 0
  if (convening && !PAID.test(text)) return undefined
  if (isPayer(owner)) return owner
  const payer = owners.find((one) => isPayer(one) && one.end <= figure.start)
  return payer && owner.end <= figure.start && MADE_OWN.test(text.slice(owner.end, figure.start)) ? payer : undefined
}

function inGrid({ rows, start }: Grid, text: string, read: Context): Found[] {
  const { names } = read
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
      if (words > 4) return inPieces([{ ...cell, heads: false, listed: false, first: true }], read)
      const above = cell.row > 0 ? head?.[cell.column] : undefined
      const beside = row.filter((one) => one !== cell && !/^[\s$€£~]*[\d.,]+\s*%?$/.test(one.text))
      const around = [...beside.toReversed(), ...(above ? [above] : [])]
      const owners = around.flatMap((one) => ownersIn(one.text, one.start, within(names, one)))
      const said = [...around.map((one) => one.text)].join(' . ')
      const owner =
        owners.find(({ who }) => who === 'public') ??
        ownersIn(`${head?.[0]?.text ?? ''} . ${caption}`, 0, []).find(
          ({ who }) => who === 'public' && !owners.some((one) => one.who === 'named'),
        ) ??
        owners.find(isPayer)
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
