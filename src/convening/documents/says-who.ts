import { foldText } from '../silence/fold.ts'
import { whoIsNamed } from '../silence/hold-back.ts'
import type { Named, SilentParticipant } from '../silence/names.ts'
import type { DocumentText } from './document.ts'

/** Why the file of a document stays with its author and the steward, and how that is mended. */
export const KEPT_BACK = {
  'says-who': {
    why: 'its words name somebody beside what is said',
    fix: 'write “a payer”, or name people only as those who are present or who present',
  },
  'made-by': {
    why: 'its properties say who made it',
    fix: 'take out the author, the company and who saved it last; in Word and Excel: File, Info, Inspect Document',
  },
  'file-name': { why: 'the name of the file names somebody', fix: 'give the file another name' },
} as const
export type KeptBack = keyof typeof KEPT_BACK
export const keptBack = (kind: string): kind is KeptBack => Object.hasOwn(KEPT_BACK, kind)

/** A line of these words alone says nothing of anybody who is named in it. */
const WHO_THEY_ARE = new Set(
  `and or of for from with at the a an mr mrs ms dr md do np rn phd chair cochair co vice member members seat alternate
  director manager officer administrator analyst counsel nurse physician doctor payer payers practice practices provider
  providers purchaser purchasers consumer consumers state coach coaches convener name title role organization
  affiliation representing email staff guest guests phone online person
  remote min mins minute minutes am pm noon et ct mt pt`.split(/\s+/),
)
/** What heads a list of those who are there. */
const ROSTER =
  /^(?:#+ |\d+[.)] |[*-] )?(?:those )?(?:present|in attendance|attend(?:ees|ance|ing)|members(?:hip)?|participants|presenters|invited|invitees|roster|absent|excused|regrets|guests)\b/
/** After it stands who presents. */
const PRESENTS =
  /(?:^|[,;(|\t-])\s*(?:present(?:er|ers|ed by)|facilitat(?:or|ed by)|moderat(?:or|ed by)|chair(?:ed by)?)\b\s*[:-]?\s*$/

type List = 'none' | 'headed' | 'begun'

/**
 * Whether a text names somebody where something is said. A name passes in a list of those who are present, and after
 * *presented by*; anywhere else it may tell who said what. What the convener's side says is nobody's secret.
 */
export function saysWho(text: string, participants: readonly SilentParticipant[]): boolean {
  const folded = foldText(text)
  const names = whoIsNamed(participants)(folded).filter(({ side }) => side !== 'convener')
  let start = 0
  let next = 0
  let list = 'none' as List
  for (const line of folded.text.split('\n')) {
    if (next === names.length) return false
    const own: Named[] = []
    for (let one = names[next]; one !== undefined && one.start < start + line.length; one = names[++next]) own.push(one)
    const heads = ROSTER.test(line)
    const rest = without(line, start, own).replace(ROSTER, '')
    const listed: boolean = saysNothing(rest) && !/\S:\s*$/.test(line.replace(ROSTER, '')) && (heads || list !== 'none')
    if (own.length > 0 && !listed && !isPresenting(line, start, own)) return true
    // An empty line stands between a heading and its list, and after a list it ends it.
    const over: boolean = !listed || (line.trim() === '' && list === 'begun')
    list = over ? 'none' : own.length > 0 || list === 'begun' ? 'begun' : 'headed'
    start += line.length + 1
  }
  return false
}

function isPresenting(line: string, start: number, names: readonly Named[]): boolean {
  const [first] = names
  return (
    first !== undefined &&
    PRESENTS.test(line.slice(0, first.start - start)) &&
    saysNothing(without(line, start, names).slice(first.start - start))
  )
}

/** The line with its names taken out, at the same places. */
function without(line: string, start: number, names: readonly Named[]): string {
  let rest = line
  for (const one of names) {
    const from = one.start - start
    rest = rest.slice(0, from) + ' '.repeat(one.end - one.start) + rest.slice(one.end - start)
  }
  return rest
}

const saysNothing = (line: string): boolean =>
  (line.match(/[\p{L}'’]+/gu) ?? []).every((word) => WHO_THEY_ARE.has(word.replace(/['’].*$/, '')))

/** What properties say of who made a file, where that is a program or nobody. */
const NOBODY =
  /^(?:microsoft(?: office)?(?: user)?|windows(?: user)?|user|admin(?:istrator)?|owner|unknown|author|openpyxl|python-docx|libreoffice|apache poi|un-named|unnamed|none|n\/a|-)$/i

export type DocumentLooks = Pick<DocumentText, 'text' | 'about' | 'made_by'> & { file_name: string }

/** Why others read a document's words without names in the place of its file; nothing where the file is for everybody. */
export function whyKeptBack(
  { text, about, made_by, file_name }: DocumentLooks,
  participants: readonly SilentParticipant[],
): KeptBack[] {
  const named = whoIsNamed(participants)
  const others = (words: string) => named(foldText(words)).filter(({ side }) => side !== 'convener').length > 0
  const conveners = (words: string) => {
    const folded = foldText(words)
    const own = named(folded)
    return own.some(({ side }) => side === 'convener') && saysNothing(without(folded.text, 0, own))
  }
  const kinds: KeptBack[] = []
  if (saysWho(text, participants)) kinds.push('says-who')
  if (others(about) || made_by.some((one) => !NOBODY.test(one.trim()) && !conveners(one))) kinds.push('made-by')
  if (others(file_name.replaceAll(/[_.-]+/g, ' '))) kinds.push('file-name')
  return kinds
}
