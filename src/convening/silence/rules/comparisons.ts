import { isPayer, type Owner, ownerOf } from '../owners.ts'

const NOUN =
  /\b(?:rates?|prices?|pricing|pmpms?|fees?|with-?holds?|bonus(?:es)?|amounts?|pays?|paid|paying|premiums?|capitation|conversion factor|discounts?|reimburse\w*|margins?|fee schedule|multiplier|checks?|numbers?|payments?|cost targets?|trend|bids?|offers?|shared[- ]savings (?:rate|share)|split|admin load|mlr|loss ratio|dollars?|money|gives?|charges?)\b/
const COMPARED =
  /\b(?:above|below|over|under|ahead of|behind|beyond|north of|south of|(?:more|less|higher|lower|better|worse|richer|leaner|greater|smaller|fatter|bigger|cheaper|steeper) than|(?:exactly |about |roughly |nearly |pretty much |basically )?(?:the )?same(?: \w+){0,2}?(?: as| that| which| what|$|[.,;]| for)|identical(?: to)?|equals?|equal to|match(?:es|ed|ing)?|mirrors?|exactly what|just what|what|tracks?|in line with|on par with|par with|at par|close to|near|twice|double|triple|half|undercut\w*|outbid\w*|beats?|tops?|exceed\w*|short of|(?:falls?|comes?|stops?|well) (?:short|below|above)|surpass\w*|outpac\w+|lags?|lagging|trails?|trailing|leads?|outdo\w*|outpay\w*|overpay\w*|shy of|a (?:step|notch|tick|hair|shade|touch|little|bit|cut) (?:above|below|over|under|up|down)|in excess of|no (?:more|less|better|worse) than|(?:some|any|a) fraction of|multiple of|(?:a )?third of|two[- ]thirds of|three[- ]quarters of|quarter of|closer to|nowhere near|not (?:even )?(?:half|close)|as much as|as (?:high|low|good|generous|rich) as|compared (?:with|to)|next to|against|versus|vs|relative to|half as|rather than|bottom of|top of|middle of|edge of|end of|half of|inside|within|outside|at|like)\b/
const REFERENCE =
  /\b(?:recommend\w*|medicare|everyone(?: else)?(?:'s)?|everybody(?: else)?(?:'s)?|others?(?:'s)?|anyone(?: else)?|the (?:rest|market|competition|going rate|ask|table|street|average|reference|suggested)|going rate|market rate|competitors?(?:'s)?|rivals?(?:'s)?|average|yours|theirs|ours|mine|each other|them|it was|(?:it|they|we|he) (?:used to|did|paid|was|were)|last (?:year|cycle|quarter|time)(?:'s)?|(?:the )?(?:year|cycle) before|before|benchmark|target|norm|mean|median|midpoint|(?:lower|upper|low|high|top|bottom) end|range|minimum|maximum|peers?|field|pack|town|area|region|nobody|anybody|state|fee schedule|suggested|published|model|paper|draft|tier|cms|par|premium|what (?:they|you|we|he|she|others|the others|everyone) (?:pay|pays|get|gets|offer|offers|charge|charges|do|does))\b/g
/** A rate, a number or a target of care may be compared; what is paid for it may not. */
const OF_CARE =
  /\b(?:screen\w*|immuni\w+|vaccin\w+|readmi\w+|hedis|quality|scores?|percentiles?|control|cahps|complet\w+|respon\w+|match|attribut\w+|adherence|utili[sz]\w+|experience|visits?|members?|turnover|submi\w+)\b/
const PRICE =
  /\b(?:prices?|pmpms?|fees?|with-?holds?|bonus(?:es)?|pays?|paid|paying|payers?|payments?|premiums?|capitation|conversion factor|discounts?|reimburse\w*|margins?)\b/
/** How it is paid and not how much. */
const STRUCTURE =
  /\b(?:(?<!long )way|methods?|methodology|structures?|quarterly|monthly|annually|prospective\w*|retrospective\w*|cadence|definitions?|rules?|windows?|formats?|timing|timelines?|layouts?|formulas?|measures?|measure set|design|approach|logic|process|dates?|deadline|calendar|attribution|lookback|reports?|template|day|days)\b/
const STRONG =
  /\b(?:more|less|higher|lower|better|worse|richer|leaner|above|below|over|under|twice|double|triple|half|undercut\w*|outbid\w*|cheaper|beats?|as much as|ahead of|exceed\w*|short of|surpass\w*|outpac\w+|lags?|lagging|trails?|trailing|tops?|outpay\w*|overpay\w*|shy of|in excess of|compared (?:with|to)|next to|versus|vs|relative to|(?:bottom|top|middle|edge|end|half) of|(?:inside|within|outside) the|fraction of|third of|two[- ]thirds of|three[- ]quarters of|quarter of|nowhere near|fatter|thinner|leaner|bigger|smaller|greater|steeper|match\w* (?:them|it|yours|theirs|that))\b/

/** How high it is, said by what it is worth: `does not even cover the bus fare`, `the worst payer of all`. */
const VALUED =
  /\b(?:(?:doesn't|don't|does not|do not|won't|will not|can't|cannot|barely|hardly|scarcely|not|never)(?: \w+)? (?:cover\w*|enough|buy|sustain|keep (?:the|our) (?:lights|doors)|pay for|budge)|too (?:low|little|high|small|stingy|generous|thin|lean|rich|much)|(?:very |so |quite |rather |most |least |more |less |fairly |pretty |extremely |notably )?(?:generous\w*|stingy|stingiest|meager|measly|paltry|miserly|tight-?fisted|insulting|insult|pittance|peanuts|joke|pennies|lowest|highest|richest|leanest|cheapest|steepest|lowball\w*|skinny|rock-?bottom|chicken feed|crumbs)|(?:best|worst|poorest|slimmest|fattest) (?:payers?|paying|rates?|payments?|contracts?|bonus|fees?|of the)|(?:pays?|paid|paying) (?:\w+ ){0,3}?(?:best|worst|most|least|well|poorly|badly|handsomely|next to nothing|nothing|almost nothing|zero|top dollar)|a fortune|good money|at a loss|below (?:our )?cost|loses? money|break even)\b/
/** From whom a practice gets more. */
const AS_MUCH =
  /\b(?:(?:twice|double|half|three times|four times|a third|just|almost|nearly|not) as much|more|less|better|worse|most|least) (?:out of|from|at|with)\b|\b(?:best|worst|top)[- ](?:paying|payers?)\b|\bour (?:best|worst)\b/
const EARNED = /\b(?:get|gets|got|earns?|earned|receives?|received|makes?|made) (?:\w+ ){0,3}(?:as much|more|less)\b/
/** It pays what is recommended, to the cent. */
const TO_THE_CENT =
  /\b(?:pays?|paid|paying|offers?|fees?|rates?|payments?|pmpms?|amounts?|base|bonus|with-?hold|share|is|are|sits?|at)\s+(?:\w+ ){0,2}?(?:exactly |precisely |just |right |the full )?(?:at |on |equal to |the same as |what )?(?:the |is )?(?:recommended|suggested|published|reference) (?:amounts?|rates?|fees?|levels?|payments?|pmpm|number|figure|base|share|range|percentage|with-?hold|minimum|maximum|midpoint)\b/

const BETWEEN_TWO =
  /\b(?:compared (?:with|to)|than|versus|vs|next to|relative to|ahead of|behind|above|below|beats?|tops?|exceeds?)\b/

type Compared = { owner: Owner; start: number; end: number }

/** Where a payer's amount is said by another amount: `two points above the recommendation`, `the same as Keystone's`. */
export function comparisonIn(text: string, owners: readonly Owner[]): Compared | undefined {
  return levelIn(text, owners) ?? besideIn(text, owners)
}

function levelIn(text: string, owners: readonly Owner[]): Compared | undefined {
  for (const pattern of [VALUED, TO_THE_CENT, AS_MUCH]) {
    const level = pattern.exec(text)
    const of = level && ownerOf(owners, level.index, level.index + level[0].length)
    if (
      level &&
      of &&
      isPayer(of) &&
      (PRICE.test(text) || (pattern === AS_MUCH && EARNED.test(text))) &&
      !(pattern === VALUED && STRUCTURE.test(text))
    )
      return { owner: of, start: Math.min(of.start, level.index), end: Math.max(of.end, level.index + level[0].length) }
  }
  return undefined
}

function besideIn(text: string, owners: readonly Owner[]): Compared | undefined {
  const owner = owners.find(isPayer)
  if (!owner || !NOUN.test(text) || (OF_CARE.test(text) && !PRICE.test(text))) return undefined
  const others = owners.filter(
    (one) => one !== owner && isPayer(one) && (one.who !== owner.who || one.participant !== owner.participant),
  )
  // Whichever comes first: two payers and a comparison of what they pay.
  if (others.length > 0 && PRICE.test(text) && !STRUCTURE.test(text) && !OF_CARE.test(text) && BETWEEN_TWO.test(text))
    return { owner, start: owner.start, end: Math.max(...others.map((one) => one.end)) }
  const marks = [...text.matchAll(REFERENCE)].map(({ index, 0: hit }) => ({ start: index, end: index + hit.length }))
  for (const mark of marks.filter((one) => one.end <= owner.start && owner.who === 'named'))
    if (BETWEEN_TWO.test(text.slice(mark.end, owner.start)) && PRICE.test(text) && !STRUCTURE.test(text))
      return { owner, start: mark.start, end: owner.end }
  for (const reference of [...others, ...marks].filter((one) => one.start >= owner.end)) {
    const between = text.slice(owner.end, reference.start)
    const compared = COMPARED.exec(between)
    if (!compared) continue
    // What a payer does with a recommendation is adoption and is public, unless it says how far it is from it.
    const byName = others.some((one) => one === reference)
    const word = between.slice(compared.index)
    if (
      STRONG.test(between) ||
      (byName &&
        !STRUCTURE.test(text) &&
        /\b(?:same|identical|equal\w*|match\w*|mirror\w*|what|tracks?|line with|par|close to|like)\b/.test(word))
    )
      return { owner, start: owner.start, end: reference.end }
  }
  return undefined
}
