import { isPayer, type Owner } from './owners.ts'

const list = (text: string) =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .join('|')
const gap = '[^.;!?]{0,60}?\\b'

const FUTURE = new RegExp(
  `\\b(?:${list(`will|won't|'ll|shall|going to|gonna|not (?:be )?\\w+ing|\\w+n't (?:be )?\\w+ing
    plans?(?: on| to| for)?|planning|intend\\w*|intention|expects? to|expecting|about to|consider\\w*|thinking (?:of|about)|looking (?:to|at)|decid\\w+|decision
    next (?:year|quarter|spring|summer|fall|winter|month|cycle|season|plan year|renewal|january|july|open enrol\\w*)|(?:in|for|by|from|starting|effective|after|before) (?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|20\\d\\d|q[1-4]|the (?:end|fall|spring|first|second|third|fourth|new year))
    soon|later this year|upcoming|coming year|hopes? to|hoping|aims? to|aiming|prepar\\w+|wants? to|(?:is|are|be|been|'re|'m|am|was|were)(?: \\w+)? \\w+ing|this (?:fall|spring|summer|winter|year|renewal)|strategy|leaning|board (?:approved|voted|signed)|may|might|likely|quietly|no longer|not (?:to )?renew|nobody knows|haven't announced|has not announced|unannounced|in talks|agreed terms|has agreed|quieren?|va a|van a|planea\\w*|piensan?|any longer|on purpose|20(?:2[6-9]|[3-9]\\d)|jan|feb|sept|oct|nov|dec|before (?:it is|it's) public`)})\\b|\\b(?:'ll|we're|they're|we'll)\\b|^we're`,
)
const MARKET =
  'mercado|condado|employers?|markets?|marketplace|count(?:y|ies)|the state|exchange|individual|small[- ]group|large[- ]group|medicare advantage|commercial (?:business|market|line|book|product)|ppo|hmo|epo|lines? of business|service area|territor(?:y|ies)|valley|peninsula|product|employer (?:business|market|segment)|self-?funded (?:business|market)|segment|metro|region|bay area|suburbs?|footprint'
const DEALT =
  "hospitals?|medical (?:group|center|centre)s?|groups?|practices?|providers?|health systems?|systems?|networks?|contracts?|ipas?|physicians?|clinics?|doctors?|pcps?|orthop\\w+|cardiolog\\w+|radiolog\\w+|surgery centers?|specialists?|urgent care|chains?|centers?|imaging|laborator(?:y|ies)|dialysis|pharmac(?:y|ies)|facilit(?:y|ies)|clinic|physicians'?|acos?"
const PRICED =
  'premiums?|rates?|prices?|pricing|fees?|fee schedules?|schedules?|reimburse\\w*|payments?|pmpms?|capitation|with-?holds?|trends?|discounts?|conversion factors?|what (?:we|they|it) pays?|margins?|bonus(?:es)?|deductibles?|cost[- ]sharing|copay\\w*'

const ENTRY = `(?:salir|entrar|out of|com(?:e|ing) back|done with|finished with|exit\\w*|leav(?:e|es|ing)|left|pull(?:s|ed|ing)? (?:out|back)|withdr[ae]w\\w*|(?:get|gets|getting|got) out|retreat\\w*|enter(?:s|ed|ing)?|expand(?:s|ed|ing)?|mov(?:e|es|ing) (?:in|into|out)|go(?:es|ing)? (?:in|into|after)|launch\\w*|grow(?:s|ing)?|shrink\\w*|abandon\\w*|stop(?:s|ping)? (?:selling|offering|writing)|start(?:s|ing)? (?:selling|offering|writing)|re-?enter\\w*|compete|win|wind(?:ing)? down)${gap}(?:${MARKET})\\b`
const PRODUCT = `(?:launch\\w*|offer(?:s|ing)?|introduc\\w+|roll(?:s|ing)? out|sell(?:s|ing)?|discontinu\\w+|sunset\\w*|clos(?:e|es|ing)|drop(?:s|ping)?|kill\\w*|cancel\\w*|pric(?:e|es|ing)|build(?:ing)?|retir(?:e|es|ing)|bring(?:ing)? (?:out|to market))${gap}(?:(?:new |low-cost |cheaper |bronze |silver |gold )?(?:products?|ppo|hmo|epo|narrow network|tiered network|high-performance network|limited network|tiers?|plan designs?|policy|policies|medicare advantage plan|benefit designs?|d-snp|dual plan|exchange plans?))\\b`
const DEALING = `(?:drop(?:s|ped|ping)?|terminat\\w+|cut(?:s|ting)?|not (?:be )?renew\\w*|non-?renew\\w*|won't renew|laps\\w+|walk(?:s|ing)? away|contract(?:s|ing)? with|sign(?:s|ing)?|acquir\\w+|buy(?:s|ing)?|merg\\w+|refus\\w+|boycott\\w*|exclud\\w+|carv\\w+|remov\\w+|kick\\w*|re-?negotiat\\w+|re-?contract\\w*|court(?:ing)?|add(?:s|ing)?|steer(?:s|ing)?|out of network|part(?:ing)? ways|end(?:s|ing)?|tak(?:e|es|ing)|bring(?:s|ing)?|leav(?:e|es|ing)|keep(?:s|ing)?|exclusive\\w*|in talks|agreed terms|terms with|forget about|no longer want|tier(?:ing)?)${gap}(?:${DEALT})\\b`
/** Verbs that need no more than a name after them: whom a payer signs or drops is whom it contracts with. */
const WITH_NAMED = `(?:sign(?:s|ed|ing)?|drop(?:s|ped|ping)?|buy(?:s|ing)?|acquir\\w+|terminat\\w+|contract(?:s|ing)? (?:with )?|merg\\w+ with|terms with|renew(?:s|ing)?|cut(?:s|ting)? ties with|walk(?:s|ing)? away from|talks with|court(?:s|ing)?)\\s+(?:the |with |in |on )?zzz`
const PRICING = `(?:(?:rais|increas|cut|lower|reduc|freez|hold|trim|hik|bump|slash|doubl|adjust|chang|mov|push|set|keep|drop|touch|pay|stop pay|fil)(?:e|es|ed|ing|ting|ping|s|ded|ding)?|rais\\w+|held|go(?:es|ing)? (?:up|down) (?:on|with)|come down on|ask(?:ing)? for|request\\w*)${gap}(?:${PRICED})\\b`
const PRICE_MOVES = `(?:${PRICED}|they|it)${gap}(?:go(?:es|ing)? (?:up|down)|ris(?:e|es|ing)|increas\\w*|fall(?:s|ing)?|decreas\\w*|com(?:e|es|ing) (?:down|in)|climb\\w*|jump\\w*|stay\\w* flat|drop(?:s|ping)?|be (?:higher|lower|flat|frozen|cut|raised)|hold(?:ing)? (?:flat|steady))\\b`
const BIDDING =
  "(?:bid|bids|bidding)\\b(?! opening)|(?:go|going|put|putting) (?:in )?(?:after|for) (?:the )?(?:state|county|city|school|university|employer|account|teachers)\\w*[^.]{0,30}(?:contract|account|business|employees)|respond\\w* to the rfp|rfp response|(?:next|coming) year's (?:rates?|premiums?|prices?|fee schedule|bid|network|payments?)"

const ACTS = [ENTRY, PRODUCT, DEALING, WITH_NAMED, PRICING, PRICE_MOVES].map((one) => ({
  pattern: new RegExp(`\\b(?:${one})`, 'g'),
  ahead: true,
}))
const ALWAYS = [
  { pattern: new RegExp(`\\b(?:${BIDDING})`, 'g'), ahead: false },
  {
    pattern:
      /\bpremium (?:increase|hike|cut|change|filing|request|strategy)s?\b|\brate (?:filing|hike|request)s?\b|\bgo-to-market\b|\bpric(?:e|es|ed|ing)\b[^.]{0,30}\b(?:products?|plans?|ppo|hmo)\b[^.]{0,20}\b(?:below|above|under|over|at a loss|cheaper|aggressively|to win|low|high)\b|\bnarrow(?:ing)? (?:our|the|its) network\b/g,
    ahead: false,
  },
]
/** What belongs to the work of the room, and is no market. */
const OF_THE_ROOM =
  /\b(?:pilots?|committees?|initiative|work ?groups?|learning|meetings?|registr(?:y|ies)|directory|coach\w*|cohorts?|memorandum|charter|data|reports?|reporting|rosters?|files?|feeds?|measures?|measure set|recommend\w*|attribution|adopt\w*|questionnaire|portal|lookback|screening|immuni[sz]ation\w*|readmission\w*|control|vaccination|quality|completion|response|survey\w*|comments?|agenda|calendar|votes?|ballots?|collaborative|dashboard|training|webinar|consent|race|minutes|notes)\b/
const UNSPOKEN =
  /\b(?:not|never|no|nor|refrain\w*|avoid\w*|without|prohibit\w*|forbid\w*|off[- ]limits|neither|cannot|barred|stop)\b[^.]{0,60}\b(?:discuss\w*|disclos\w*|exchang\w*|shar(?:e|ed|ing)|stat(?:e|ed|ing)|talk\w*|mention\w*|reveal\w*|rais(?:e|ed)|speak\w*|spoken|bring up|tell|topics?|conversation|compare)\b|\b(?:discuss\w*|disclos\w*|exchang\w*|shar(?:e|ed|ing)|topics?)\b[^.]{0,80}\b(?:is not|are not|not (?:allowed|permitted)|prohibited|forbidden|off[- ]limits|out of (?:order|bounds))\b|\b(?:independently|unilaterally|on its own|by itself|each (?:payer|plan)|alone)\b[^.]{0,40}\b(?:decid\w*|set|sets|determin\w*|choos\w*)|\b(?:decid\w*|sets?|determin\w*)\b[^.]{0,60}\b(?:independently|unilaterally|on its own|by itself|alone)\b/
const TOGETHER =
  /\b(?:let's|let us|all of us|none of us|nobody(?: here| at this table)?|no one(?: here| at this table)?|each of us|everyone(?: here)?|everybody(?: here)?|(?:the |all |all the )?(?:payers|plans|carriers|insurers)(?: all| here| have| would)? (?:agree\w*|should|must|will all|commit\w*|promis\w*|pledg\w*|decided)|we (?:have )?(?:all )?(?:agree\w*|should all|all|commit\w*|promis\w*|pledg\w*)|if we all|if nobody|stick together|hold the line|gentlemen's|handshake|united front|you (?:stay|take|keep|leave)|i'll (?:stay|take|keep|leave)|as long as you)\b/
const ON_PRICE =
  /\b(?:pay|pays|paying|rates?|prices?|premiums?|pmpms?|fee schedules?|fees?|with-?holds?|bid|bids|bidding|boycott\w*|refus\w+ to (?:deal|contract)|contract with|contracting with|undercut\w*|poach\w*|divid\w+|split (?:up )?(?:the )?(?:market|count\w+|territor\w+)|stay out of|out of each other|capitation|reimburse\w*|accept (?:less|more)|sign(?:s)? with|discounts?|outbid|(?:north|south|east|west)(?:ern)? (?:side|end|county|counties|half|part)|each other's (?:accounts?|employers?|customers?))\b/
const BY_STRUCTURE =
  /\b(?:(?<!(?:above|below|over|under|than|from) (?:the |what (?:is|we) )?)recommend\w*|prospective\w*|retrospective\w*|quarterly|monthly|methods?|structures?|how |measures?|definitions?|format|quality|screening|voluntar\w*|data|calendar|timing|antitrust|counsel|adopt\w*|independent\w*|attribution|readmission\w*|completion|response|risk[- ]adjust\w*)\b/

const HOLDS =
  /\b(?:stay|stays|keep|keeps|hold|holds|go(?:es)? (?:above|below|over|under|past|higher|lower)|moves?|offers?|same|no more than|at least|stop at|cap)\b/

export type Said = { start: number; end: number; owner?: Owner }

/** A text that says of itself that others shall not know. */
const HUSHED =
  /\b(?:not (?:yet )?(?:been )?(?:made )?public|(?:don't|do not|please don't|not to) (?:forward|minute|repeat|quote|write|share (?:this|it)|pass (?:this|it) on|tell)|not (?:yet )?announced|unannounced|off the record|confidential\w*|between us|keep (?:this|it) (?:quiet|here)|shouldn't (?:say|be saying|tell)|announcement comes|embargoed)\b/

export const isHushed = (text: string) => HUSHED.test(text)

/**
 * What a payer plans in the market, where it is said who: `Summit will leave the county`. `text` has the names of practices
 * as a word for one, and other names as `zzz`.
 */
export function planIn(text: string, owners: readonly Owner[], hushed: boolean): Said | undefined {
  if (!owners.some(isPayer)) return undefined
  const unspoken = UNSPOKEN.exec(text)
  const ahead = hushed || FUTURE.test(text)
  for (const { pattern, ahead: needed } of [...ACTS, ...ALWAYS]) {
    if (needed && !ahead) continue
    for (const { index, 0: hit } of text.matchAll(pattern)) {
      const owner = owners.findLast((one) => one.end <= index + 4) ?? owners.find((one) => one.start >= index)
      const clause = text.slice(index, index + hit.length + 30)
      if (!owner || !isPayer(owner) || OF_THE_ROOM.test(clause)) continue
      // Who is told not to speak of it says nothing of it, unless a payer is named before that.
      if (unspoken && !hushed && (owner.who !== 'named' || owner.end <= unspoken.index)) continue
      return { owner, start: Math.min(owner.start, index), end: Math.max(owner.end, index + hit.length) }
    }
  }
  return undefined
}

/** Where those in the room agree on prices, or on whom they deal with. `amount`: whether an amount of money stands there. */
export function agreementIn(text: string, amount: boolean): Said | undefined {
  const together = TOGETHER.exec(text)
  if (!together || UNSPOKEN.test(text) || BY_STRUCTURE.test(text)) return undefined
  const price = ON_PRICE.exec(text.slice(together.index))
  if (price) return { start: together.index, end: together.index + price.index + price[0].length }
  return amount && HOLDS.test(text) ? { start: together.index, end: text.length } : undefined
}
