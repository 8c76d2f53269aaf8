/** A figure: what is counted in money, in hundredths, in multiples or parts of another amount, or with no unit beside it. */
export type Amount = { start: number; end: number; unit: 'money' | 'percent' | 'multiple' | 'part' | 'bare' }

const SMALL =
  'zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince'
const TENS = 'twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|veinte|treinta|cuarenta|cincuenta'
const WORD = `(?:${SMALL}|${TENS}|hundred|thousand|million|billion)`
const PART = '(?:half|halves|thirds?|quarters?|fourths?|fifths?|tenths?)'
/** A number in digits, or in words: one hundred and forty, four point two, four and a half, a hundred. */
const FIGURE = '(?:\\d+(?:,\\d+)*(?:\\.\\d+)?(?:\\s?\\d+/\\d+)?|\\.\\d+|\\d+/\\d+)'
const WORDS = `(?:(?:a|half a)[ -](?=hundred|thousand|million|billion))?${WORD}(?:(?:[ -]| and | point |-and-)${WORD})*(?:[ -](?:and|&)[ -](?:a[ -])?(?:${PART}|quarter))?`
const NUMBER = `(?:(?<![\\w.])${FIGURE}|\\b${WORDS}\\b)`
const VAGUE =
  '(?:(?:low|mid|middle|high|upper|lower)(?:[ -]to[ -](?:low|mid|high))?[ -]+(?:single|double|triple)[ -]digits?|(?:single|double|triple)[ -]digits?|(?:low|mid|high|upper|lower)[ -]?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|hundreds|one-?(?:teens|twenties|thirties|forties|fifties))|(?:the )?(?:teens|twenties|thirties|forties))'
const SIZE = '(?:\\s?(?:k|m|mm|mn|bn|mils?\\b|thousand|million|billion))?'
const MONTHLY =
  '(?:pmpm|pmpy|pmpq|pppm|ppm|per[ -]member(?:[ -]per[ -]month)?|per[ -]patient(?:[ -]per[ -]month)?|per[ -]head|per[ -]life|a (?:head|member|patient|life)(?: (?:a|per|each) month)?|per[ -]visit|per[ -]rvu|per[ -]unit|per[ -]episode|per[ -]encounter)\\b'
const YARDSTICK =
  '(?:(?:the )?(?:current |traditional |original |local )?(?:medicare|mcare|mcr|medi-?cal|medicaid|rbrvs|rvus?|mpfs|opps|drgs?|apr-drg|awp|asp|wac|ffs|fee[ -]for[ -]service|fee schedule|physician fee schedule|cms|billed|charges|chargemaster|allowed|u&c|ucr|cpi(?:-u)?|mei|inflation|consumer price index|medical cpi|economic index))'

const of = (unit: Amount['unit'], ...patterns: string[]) =>
  patterns.map((pattern) => ({ unit, pattern: new RegExp(pattern, 'gu') }))

/** In the order in which they are tried: a figure that is one thing is no other. */
const FORMS = [
  ...of(
    'money',
    `(?:us)?[$€£]\\s?${FIGURE}${SIZE}\\b`,
    `\\b(?:usd|dollars?)\\s?:?\\s?${NUMBER}${SIZE}`,
    `(?:${NUMBER}|\\ba|\\ba few|\\bseveral|\\ba couple(?: of)?)${SIZE}[ -]?(?:[$€£¢]|dollars?\\b|dolares\\b|bucks?\\b|usd\\b|cents?\\b|grand\\b)`,
    `(?:${NUMBER}|${VAGUE})(?:[ -](?:and|&)[ -](?:change|a bit))?\\s?(?:dollars )?${MONTHLY}(?! ?,?000)`,
    '\\b(?:a|one|two|three|four) (?:buck|nickel|dime|penny|pennies|nickels|dimes)s?\\b(?: (?:on the dollar|fifty|forty|twenty|thirty|more|less))?',
    '\\b(?:a|one|two|three|four) quarters? (?:on the dollar|more|less|a head|per)\\b',
    `${NUMBER}\\s?(?:mils?|mn|mm|bn|million|billion)\\b(?! (?:\\w+ )?(?:members|people|lives|claims?|rows|records|visits|patients|enrollees|lines|residents|americans|encounters|messages))`,
    `(?:${NUMBER}|${VAGUE})${SIZE}(?:[ -](?:flat|even))? (?:a|an|per|each|every) (?:month|year|visit|member|head|patient|kid|child|adult|person|life|attributed|encounter|episode|click)\\b`,
    '\\b(?:a|an|one|another) (?:extra |whole |full |measly |single |lousy )?(?:dollar|buck)\\b|\\b(?:flat|big|fat|exactly|whopping) (?:zero|nothing)\\b',
    `${NUMBER} (?:months?|weeks?|years?)(?: of|') (?:fees|premiums?|payments?|capitation|revenue)\\b`,
    '\\b(?:a )?(?:fivers?|tenners?|sawbucks?)\\b',
  ),
  ...of(
    'percent',
    `(?:${NUMBER}|${VAGUE}|\\ba|\\bhalf a|\\ba (?:couple|few)(?: of)?)\\s?-?(?:%|percent(?:age)?(?: points?)?\\b|per cent\\b|por ciento\\b|pct\\b|bps\\b|basis points?\\b|pp\\b)`,
    `(?:${NUMBER}|\\ba|\\bhalf a|\\ba (?:couple|few)(?: of)?)\\s+(?:points?|pts?|ticks?|notch(?:es)?|hairs?)\\s+(?:above|below|over|under|more|less|higher|lower|better|worse|off|north|south|ahead|behind|richer|leaner|up|down|beyond|short|shy)\\b`,
    `(?<=\\b(?:with-?holds?|withholding|discounts?|trend|margin|mlr|bonus|uplift|premiums?|increase|raise|load|shared savings)\\b[^.;]{0,30})${NUMBER} (?:points?|pts?)\\b`,
    VAGUE,
  ),
  ...of(
    'multiple',
    `${NUMBER}\\s?(?:x|times)\\s+(?:of\\s+)?(?:what\\s+)?${YARDSTICK}\\b`,
    `${NUMBER}\\s?(?:of|over|above|below|to)\\s+(?:what\\s+)?${YARDSTICK}\\b`,
    `${YARDSTICK}(?:'s)?(?: rates?)?\\s*(?:plus|\\+|minus|less|x|times|at|@|and)\\s*(?:an?\\s+|another\\s+)?(?:${NUMBER}|${VAGUE}|${PART}|tenth|twelfth|twentieth)`,
    `\\brecommend\\w*(?: amount| rate| fee)?\\s*(?:plus|minus|less|times|x|\\+)\\s*(?:an? |another )?(?:${NUMBER}|bit|little|dollar)\\b`,
    `\\b(?:double|twice|triple|half|three times|two times|one and a half times) (?:of )?(?:what )?${YARDSTICK}\\b`,
    `(?<=\\b(?:recommend\\w*|rate|fee|amount|medicare|one|schedule)\\b[^.;]{0,12})\\b(?:times|x) ?(?:${NUMBER})`,
    '(?<![\\d/.-])(?:90\\s?[/-]\\s?10|80\\s?[/-]\\s?20|75\\s?[/-]\\s?25|70\\s?[/-]\\s?30|65\\s?[/-]\\s?35|60\\s?[/-]\\s?40|55\\s?[/-]\\s?45|45\\s?[/-]\\s?55|40\\s?[/-]\\s?60|35\\s?[/-]\\s?65|30\\s?[/-]\\s?70|25\\s?[/-]\\s?75|20\\s?[/-]\\s?80)(?![\\d/-])',
    '\\bone[- ](?:oh[- ]\\w+|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty)\\b(?! (?:over|members?|patients|people|practices|minutes|days|hours|in the))',
    `\\bmultipl\\w+ (?:[\\w']+ ){0,5}?by ${NUMBER}`,
    `\\b(?:a )?(?:multiple|multiplier|factor) of ${NUMBER}`,
  ),
  ...of(
    'part',
    `\\b(?:${SMALL}|${TENS}|fifty|sixty|seventy)[ -/]+(?:${SMALL}|${TENS})[ -](?:split|share|sharing|deal)`,
    '(?<![\\d/.-])\\d{1,2}\\s?[/:-]\\s?\\d{1,2}(?![\\d/-])(?= (?:split|share|sharing|deal|basis|on savings|of savings|upside|risk))',
    '\\bfifty[- /]fifty\\b|(?<![\\d/])50\\s?[/-]\\s?50(?![\\d/])',
    `\\b(?:(?:one|two|three|four|a)[ -])?${PART}(?= of (?:[\\w']+ ){0,3}?(?:savings?|losses|upside|downside|surplus|shared|fees?|payments?|premiums?|rate|spend\\w*|revenue|money|dollars?|with-?hold|bonus|budget|pool|capitation|pmpm|what (?:\\w+ ){1,3}(?:pays?|spends?|keeps?|earns?|saves?)|it goes|each dollar|every dollar|risk))`,
    '\\b(?:every|each) (?:last )?(?:cent|penny|dime|dollar) of\\b|\\b(?:all|none|most) of (?:the|any|its|our|their) (?:shared )?(?:savings?|losses|upside|downside|surplus|gains?)\\b',
    '\\b(?:one|two|three|four)[ -](?:half|thirds?|quarters?|fourths?|fifths?|tenths?|twelfths?)\\b',
    '\\b(?:by|of|at|is|to|keeps?|about|over|under|nearly|almost|roughly) (?:a|one) (?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|fifteenth|twentieth)\\b(?! (?:payer|plan|time|of (?:the |all |its |our )?(?:practices|patients|members|people)))',
    '\\b(?:by|of|at|is|to|keeps?|about|over|under|nearly|almost|roughly) (?:a )?(?:half|quarter)\\b(?! (?:of (?:the |all |its |our )?(?:practices|patients|members|people)|hour|day|year|later|after|before|end))',
  ),
  ...of('bare', `${NUMBER}${SIZE}(?![\\w%])`, NUMBER),
]

export function amountsIn(text: string): Amount[] {
  const taken: Amount[] = []
  for (const { unit, pattern } of FORMS)
    for (const { index, 0: hit } of text.matchAll(pattern)) {
      const one = { unit, start: index, end: index + hit.length }
      if (!taken.some((other) => other.start < one.end && one.start < other.end)) taken.push(one)
    }
  return taken.toSorted((a, b) => a.start - b.start)
}
