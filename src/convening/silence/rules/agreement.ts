import type { Owner } from '../owners.ts'
import { type Said, UNSPOKEN } from './plans.ts'

const TOGETHER =
  /\b(?:let's|let us|all of us|we (?:could|can|should|might|ought to) (?:each|all|just|simply)|(?:payers|plans|carriers|insurers) (?:could |should |would |might )?(?:set|fix|pick|choose|use|have|agree on|settle on) (?:a|one|the) (?:common|single|same|joint|shared|uniform)|none of us|nobody(?: here| at this table)?|no one(?: here| at this table)?|each of us|everyone(?: here)?|everybody(?: here)?|(?:the |all |all the )?(?:payers|plans|carriers|insurers)(?: all| here| at (?:the|this) table| in (?:the|this) room| have| would)* (?:agree\w*|should|must|will all|commit\w*|promis\w*|pledg\w*|decided)|we (?:have )?(?:all )?(?:agree\w*|should all|all|commit\w*|promis\w*|pledg\w*)|if we all|if nobody|stick together|hold the line|gentlemen's|handshake|united front|you (?:stay|take|keep|leave)|i'll (?:stay|take|keep|leave)|as long as you|none of the (?:payers|plans|carriers)|no (?:payer|plan|carrier|other plan) (?:here|at this table|should|goes|moves|pays)|if (?:one of you|another (?:plan|payer|carrier)) \w+)\b/
const ON_PRICE =
  /\b(?:pay|pays|paying|rates?|prices?|premiums?|pmpms?|fee schedules?|fees?|bonus(?:es)?|with-?holds?|bid|bids|bidding|boycott\w*|refus\w+ to (?:deal|contract)|contract with|contracting with|undercut\w*|poach\w*|divid\w+|split (?:up )?(?:the )?(?:market|count\w+|territor\w+)|stay out of|out of each other|capitation|reimburse\w*|accept (?:less|more)|sign(?:s)? with|discounts?|outbid|(?:take|stay|stays|keep|leave|have|get)(?: (?:in|to|out of|on))? the (?:north|south|east|west|coast|valley|city|hospital|individual|small|large|exchange|rural|employers?)|refuse|money|(?:stay|keep|stick)s? (?:with|to) (?:the|its|our|their)|same (?:number|rate|price|amount|offer|answer|figure)|(?:takes?|has|have|keeps?|gets?) (?:a|one|the|its own|our own) (?:\w+ )?(?:count(?:y|ies)|side|half|line|segment|territory)|(?:common|uniform|single|joint|maximum|minimum) (?:ceiling|floor|rate|price|fee|cap|amount|maximum|minimum|bonus|with-?hold)|(?:north|south|east|west)(?:ern)? (?:side|end|county|counties|half|part)|each other's (?:accounts?|employers?|customers?))\b/
const BY_STRUCTURE =
  /\b(?:(?<!(?:above|below|over|under|than|from) (?:the |what (?:is|we) )?)recommend\w*|prospective\w*|retrospective\w*|quarterly|monthly|methods?|structures?|how |measures?|definitions?|format|quality|screening|voluntar\w*|data|calendar|timing|antitrust|counsel|adopt\w*|independent\w*|attribution|readmission\w*|completion|response|risk[- ]adjust\w*)\b/

const HOLDS =
  /\b(?:stay|stays|keep|keeps|hold|holds|go(?:es)? (?:above|below|over|under|past|higher|lower)|moves?|offers?|same|no more than|at least|stop at|cap)\b/

/** Nobody to pay more, or less, than something: the most plain form of it, whatever is recommended. */
const NOBODY_FIRST =
  /\b(?:let's|nobody|no one|none of (?:us|you|the \w+)|all of us|we all|each of us|everyone|everybody)\b[^.;!?]{0,30}\b(?:go|goes|going|went|pays?|paid|moves?|moved|offers?|bids?|budg\w+)\b[^.;!?]{0,12}\b(?:above|below|over|under|past|beyond|higher|lower|first|more than|less than)\b/
const CONDITION =
  /\b(?:if|unless|until|as long as|so long as|provided|only if|as soon as|in return|in exchange|assuming)\b/
const IN_MARKET =
  /\b(?:markets?|count(?:y|ies)|exchange|networks?|hospitals?|products?|lines? of business|contracts?|premiums?)\b/
const ANSWERS =
  /\b(?:match\w*|follow\w*|do the same|go along|(?:do|does|move|come|go)(?: so)? too|(?:hold|stay|stand) (?:off|pat|back|put)|respond|reciprocat\w*|return the favou?r|(?:sign|stay|go|enter|leave|raise|lower|drop|cut|pay|bid|move)\w*)\b/

/** Whether it speaks of what those in the room do together. */
export const isTogether = (text: string) => TOGETHER.test(text)

/** Where those in the room agree on prices, or on whom they deal with. `amount`: whether an amount of money stands there. */
export function agreementIn(text: string, amount: boolean, owners: readonly Owner[]): Said | undefined {
  if (UNSPOKEN.test(text)) return undefined
  const first = NOBODY_FIRST.exec(text)
  if (first && owners.length > 0) return { start: first.index, end: first.index + first[0].length }
  const condition = conditionalIn(text, amount, owners)
  if (condition) return condition
  const together = TOGETHER.exec(text)
  if (!together || BY_STRUCTURE.test(text)) return undefined
  const price = ON_PRICE.exec(text.slice(together.index))
  if (price) return { start: together.index, end: together.index + price.index + price[0].length }
  return amount && HOLDS.test(text) ? { start: together.index, end: text.length } : undefined
}

/** `If Keystone moves to that fee, we would match it`: what one payer does hangs on what another does. */
function conditionalIn(text: string, amount: boolean, owners: readonly Owner[]): Said | undefined {
  const condition = CONDITION.exec(text)
  const other = owners.find(({ who }) => who === 'named' || who === 'unnamed')
  const own = owners.find(
    ({ who, participant }) => who === 'own' || (who === 'named' && participant !== other?.participant),
  )
  if (
    !condition ||
    !other ||
    !own ||
    !(amount || ON_PRICE.test(text) || IN_MARKET.test(text)) ||
    !ANSWERS.test(text) ||
    !/\b(?:would|will|'ll|we'd|can|could|won't|is|are) (?:\w+ )*/.test(text)
  )
    return undefined
  const start = Math.min(condition.index, other.start, own.start)
  return { start, end: Math.max(condition.index + condition[0].length, other.end, own.end) }
}
