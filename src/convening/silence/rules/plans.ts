import { isPayer, type Owner } from '../owners.ts'
import { AHEAD, BY_ITSELF, FAMILIES } from './market-words.ts'

const either = (parts: readonly string[]) => `(?:${parts.join('|')})`
const FUTURE = new RegExp(`(?<![\\w])${either(AHEAD)}(?![\\w])|\\b(?:we're|they're|we'll)\\b|^we're`)
const BETWEEN = "(?:(?<=\\bst)\\.|[^.;!?]){0,45}?(?<![\\w'-])"
const BACK = "(?:(?! and )[^.;!?,]){0,30}?(?<![\\w'-])"

/** An act and what it is done to, in the order in which they are said. */
const ACTS = FAMILIES.flatMap(({ acts, objects, any = false }) => [
  { pattern: new RegExp(`(?<![\\w'-])${either(acts)}(?![\\w-])${BETWEEN}${either(objects)}(?![\\w-])`, 'g'), any },
  { pattern: new RegExp(`(?<![\\w'-])${either(objects)}(?![\\w-])${BACK}${either(acts)}(?![\\w-])`, 'g'), any },
])
const ALONE = BY_ITSELF.map((one) => ({ pattern: new RegExp(`(?<![\\w])(?:${one})(?![\\w])`, 'g'), any: true }))
/** What belongs to the work of the room, and is no market. */
const OF_THE_ROOM =
  /\b(?:pilots?|committees?|initiative|work ?groups?|learning|meetings?|registr(?:y|ies)|coach\w*|cohorts?|memorandum|charter|data|reports?|reporting|rosters?|(?:the|a|of|in|one|two|claims|data|roster|monthly|text|layout|eligibility) files?|feeds?|measures?|measure set|recommend\w*|attribution|adopt\w*|questionnaire|portal|lookback|screening|immuni[sz]ation\w*|readmission\w*|control|vaccination|quality|completion|response|survey\w*|comments?|agenda|calendar|votes?|ballots?|collaborative|dashboard|training|webinar|consent|race|minutes|notes)\b/
/** When and how it is paid, and not how much. */
const HOW =
  /\b(?:quarterly|monthly|weekly|prospectiv\w+|retrospectiv\w+|timing|earlier|sooner|faster|methods?|methodology|statements?|remittance|electronic\w*|formats?|definitions?|on (?:one|the same|a common) day|questions?|models?|comments?)\b/
export const UNSPOKEN =
  /\b(?:not|never|no|nor|refrain\w*|avoid\w*|without|prohibit\w*|forbid\w*|off[- ]limits|neither|cannot|barred|stop)\b[^.]{0,60}\b(?:discuss\w*|disclos\w*|exchang\w*|shar(?:e|ed|ing)|(?<!the )stat(?:e|ed|ing)|talk\w*|mention\w*|reveal\w*|rais(?:e|ed)|speak\w*|spoken|bring up|tell|topics?|conversation|compare)\b|\b(?:discuss\w*|disclos\w*|exchang\w*|shar(?:e|ed|ing)|topics?)\b[^.]{0,80}\b(?:is not|are not|not (?:allowed|permitted)|prohibited|forbidden|off[- ]limits|out of (?:order|bounds))\b|\b(?:independently|unilaterally|on its own|by itself|each (?:payer|plan)|alone)\b[^.]{0,40}\b(?:decid\w*|set|sets|determin\w*|choos\w*)|\b(?:decid\w*|sets?|determin\w*)\b[^.]{0,60}\b(?:independently|unilaterally|on its own|by itself|alone)\b/
export type Said = { start: number; end: number; owner?: Owner }

/** A text that says of itself that others shall not know. */
const HUSHED =
  /\b(?:not (?:yet )?(?:been )?(?:made )?public|(?:don't|do not|please don't|not to) (?:forward|minute|repeat|quote|write|share (?:this|it)|pass (?:this|it) on|tell)|not (?:yet )?announced|unannounced|off the record|confidential\w*|between us|keep (?:this|it) (?:quiet|here)|shouldn't (?:say|be saying|tell)|announcement comes|embargoed)\b/

export const isHushed = (text: string) => HUSHED.test(text)

/**
 * What a payer plans in the market, where it is said who: `Summit will leave the county`. `text` has the names of practices
 * as a word for one, names of payers as `kq`, and other names as `zzz`.
 */
export function planIn(text: string, owners: readonly Owner[], hushed: boolean): Said | undefined {
  if (!owners.some(isPayer)) return undefined
  const unspoken = UNSPOKEN.exec(text)
  const ahead = hushed || FUTURE.test(text)
  for (const { pattern, any } of [...ACTS, ...ALONE]) {
    if (!any && !ahead) continue
    for (const { index, 0: hit } of text.matchAll(pattern)) {
      const owner = owners.findLast((one) => one.end <= index + 4) ?? owners.find((one) => one.start >= index)
      const clause = hit + (text.slice(index + hit.length, index + hit.length + 30).split(/[,;:.]/)[0] ?? '')
      if (!owner || !isPayer(owner) || OF_THE_ROOM.test(clause) || HOW.test(clause)) continue
      // Who is told not to speak of it says nothing of it, unless a payer is named before that.
      if (unspoken && !hushed && (owner.who !== 'named' || owner.end <= unspoken.index)) continue
      return { owner, start: Math.min(owner.start, index), end: Math.max(owner.end, index + hit.length) }
    }
  }
  return undefined
}
