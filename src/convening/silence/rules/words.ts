/**
 * The words that decide. Who speaks or is spoken of (a payer; somebody whose amounts are public), and what a figure is of
 * (money that is paid; care, people and days, which are no price).
 */
const words = (...alternatives: string[]) => new RegExp(`(?<![\\w])(?:${alternatives.join('|')})(?![\\w])`, 'gu')

const PLAN =
  '(?:payers?|plans?|carriers?|insurers?|health plans?|mcos?|hmos?|companies|company|issuers?|competitors?|rivals?)'

/** We, and what is ours, where it is a payer that speaks. */
export const OWN_VOICE = words(
  "we(?:'re|'ve|'ll|'d)?",
  'us',
  'ours?',
  'nosotros|nuestr[oa]s?',
  `my (?:own )?(?:${PLAN}|side|shop|team|employer|organi[sz]ation|boss|cfo|actuar(?:y|ies)|finance|people|book)`,
  "i(?:'ve|'m|'d|'ll)? (?:\\w+ )?(?:pay|paid|charge|offer|quoted?|signed|negotiat\\w*|contract\\w*)",
  '(?:at|in|on|from) (?:my|this) (?:shop|house|place|side|end|company|plan|book)',
  'over here|in[ -]house|where i (?:work|sit)|on this side of the table',
)
/** The same words where no payer speaks: the committee, the convener, a practice. */
export const NOT_OWN =
  /^(?:our|us|we)(?:'ve|'re|'ll|'d)? (?:as a (?:committee|group|practice|clinic)|(?:are |run |have |own |work in )?an? (?:[\w-]+ ){0,3}(?:practice|clinic|office|family doctor)|(?:the )?(?:committee|workgroup|practices?|clinics?|office|patients?|panel|coach(?:es)?|initiative|collaborative|convener|agenda|charter|goals?|recommendation|meetings?|minutes|notes|discussion|region|state|community|facilitator|secretariat|website|registry|counsel|chair|audience|participants|next meeting|shared|common|joint|reviewer|evaluat\w+)|(?:\w+ ){0,2}?(?:ask(?:ed)? (?:the )?(?:legislature|state|governor|congress|cms)|urge\w*|petition\w*|call(?:ed)? on|recommend\w*|met|meet|heard|review\w*|voted|vote|adjourn\w*|thank\w*|welcome\w*|approved the (?:minutes|agenda|charter)))\b/u

/** A payer that is not named, and that the room knows. */
export const UNNAMED = words(
  `(?:one|another|a|an|this|that|each other|a certain|some|the other|any one|two|both)(?: of (?:the|our|these|those))?(?: \\w+){0,2}? ${PLAN}(?! (?:that|which|who) (?:adopts?|takes? part|joins?|chooses?|wants?|signs?))`,
  `(?:the|our) (?:\\w+ ){0,1}(?:largest|biggest|smallest|second|third|first|other|big|blue|green|red|orange|purple|local|national|regional|dominant|leading|commercial|medicaid|medicare advantage|newest|nonprofit|for-profit) (?:\\w+ ){0,2}(?:${PLAN}|one|guys?)`,
  `the (?:\\w+ ){0,2}?(?:payer|plan|carrier|insurer|company)s? (?:with|whose|across|next|down|from|we all|you all|that everyone|everyone)`,
  '^(?:mr|ms|mrs)\\.? \\w+(?: \\([^)]*\\))?:',
  '(?:payer|plan|carrier|insurer) (?:[a-h]|[1-9]|one|two|three|x|y|z)',
  '(?:the )?(?:folks|guys|people|colleagues?|friends?|gentleman|lady|rep(?:resentative)?s?) (?:across|from|at|over|next|down|on|sitting|to my|who)',
  'across the (?:table|street|river|bay|hall)|(?:other|next) side of the table',
  "(?:our|the|a|their) (?:competitor|competition|rival|competitor's|competing plan)s?",
  '(?:his|her|their) (?:company|plan|employer|organi[sz]ation|shop|side)',
  'you[- ]know[- ]who|nameless|who shall (?:remain|go) (?:nameless|unnamed)|someone (?:here|at this table|in (?:this|the) room)|somebody (?:here|at this table|in (?:this|the) room)',
  'guess who|(?:starts|begins|rhymes) with',
  "off the record|between (?:us|ourselves|you and me)|not for the (?:minutes|record|notes)|keep (?:this|it) (?:in the room|quiet|between)|do(?: not|n't) (?:write|minute|record) (?:this|that|it)",
)

/** Whoever sets it, it is public, or nobody's own. */
export const PUBLIC_VOICE = words(
  'recommend\\w*',
  'mssp|medicare shared savings(?: program)?|aco reach|reach model|primary care first|pcf|cpc\\+|cpc plus|making care primary|mcp|ahead model|team model|bundled payments for care|bpci|hcp-?lan|oncology care model|next generation aco|pathways to success',
  "(?:traditional |original )?medicare(?:'s)?(?= (?:pays|paid|covers|sets|updates?|published|physician fee schedule|shared|sequest\\w*|economic|conversion|itself|program))",
  'cms|the federal register|federal (?:rule|law|register|regulation)s?|final rule|proposed rule|c\\.?f\\.?r|u\\.?s\\.?c|statut\\w*|by law|required by (?:law|statute|rule)|regulations?',
  'publish\\w*|publicly (?:posted|available|reported|stated|filed)|public (?:rate|amount|figure|schedule|source|report|rule|programme?|program|benchmark|use file|data)s?|press release',
  '(?:average|mean|median|total|sum|spending|costs?|results?|figures?|rates?|growth|range)?\\s?(?:across|over|for|among|of) (?:the |all )?(?:all|six|five|seven|four|participating|these|the region|region|combined)(?: \\w+){0,2} (?:payers|plans|carriers|insurers|participants|lines of business)',
  "across (?:payers|plans|carriers|the region|the market|the state|lines)|all[- ](?:payers?|plans)(?! (?:agree|should|must))|payers (?:together|combined|as a group|in aggregate|in total)|combined|pooled|in (?:the )?aggregate|aggregated?|region[- ]?wide|in the region|state[- ]?wide|market[- ]?wide|nation(?:al|wide)(?:ly)? (?:average|median|figure|total)?|the region(?:'s)?|regional (?:average|median|total|cost)",
  "(?<!\\b(?:told|tell|to|with|in|at|before|by|from|for|outside|of|join\\w*|left) (?:the |our )?)(?:the |our )?(?:initiative|collaborative|convener|convening|secretariat|coalition|workgroup|committee)(?:'s)?(?! (?:heard|noted|asked|was told|learned|meeting|member))",
  "(?:the )?(?:state|legislature|commission|office|oversight board)(?:'s)? (?:cost[- ]growth|spending|growth|primary care|target|benchmark|law|rules?|mandate|requirement|standard|statute|report|register|set|requires|budget)\\w*|cost[- ]growth (?:target|benchmark)",
  'reference model|model library|worked example|illustrat\\w*|invented|imaginary|hypothetical\\w*|made[- ]up|fictional|fictitious|toy example|legislature|congress|governor|ncqa|aaf[bp]|medpac|macpac|literature|stud(?:y|ies)|peer[- ]reviewed|research(?:ers)?',
  'california advanced primary care|capci|maryland (?:total|primary)|vermont all-payer|pennsylvania rural|arkansas (?:health|payment)|oregon|rhode island',
)
/** It excuses what is said of a payer that nobody named. */
export const SUPPOSED = words(
  'if',
  'suppose\\w*',
  'for example',
  'for instance',
  'e\\.g',
  'imagine',
  'say that',
  'would',
  'could',
  'might',
  'an example',
)
/** What the convening itself costs. */
export const COST_OF_CONVENING = words(
  "conven\\w+|facilitat\\w+|secretariat|venue|catering|meeting room|room hire|travel|parking|grants? from|website|web site|dues|(?:the|an|independent|external|final|outside) evaluation|evaluator|software|hosting|stipends? for|initiative(?:'s)? (?:budget|costs?)|operating budget|cost[- ]shares?|printing|membership (?:fees?|dues)|registration|audit of the|refreshments|lunch|coffee|donuts|sandwiches|snacks|sponsor\\w*|tickets?|forum|conference|project manager",
)

/** What is paid, charged, kept back or shared. */
export const MONEY_WORDS = words(
  'pmpms?|pmpy|per (?:head|life|member|capita)|w/h|per[- ]member[- ]per[- ]month|capitat\\w+|cap rates?|sub-?capitat\\w+|with-?holds?|with-?holding|witholds?|withheld|hold-?backs?|conversion factors?|fee[- ]schedules?|fees?|fee-for-service|reimburse\\w*|reimbursements?',
  'prices?|priced|pricing|pay|pays|paid|paying|payments?|payouts?|paycheck|remit\\w*|bonus(?:es)?|incentives?|gain-?shar\\w+|savings?|shared[- ]savings|shared[- ]losses|risk[- ]shar\\w+|losses|upside|downside|surplus|discounts?|premiums?|rebates?|margins?|mlr|loss ratio|medical loss|cheaper|dearer|costlier|pricier|(?:more|less) expensive|administration|admin(?:istrative)?(?: load| cost| costs| spend| fee)?|stop[- ]loss|corridors?|msr|minimum savings rate|minimum loss rate',
  'contracts?|contracted|negotiat\\w+|settled|settlements?|spend|spends|spending|spent|costs?|budgets?|trends?|inflator|escalator|uplifts?|updates?|add-?ons?|case rates?|per diems?|bundles?|bundled|bundle price|bid|bids|charges?|charged|charging|copay\\w*|deductibles?|subsid\\w+|dollars?|money|revenue|profits?|care management fees?|base (?:rate|payment|amount)s?|allowed|unit cost|sharing|downside|filing for|small-group book|book of business|(?:relative|compared) to medicare|pay out|paga[nr]?|pago|tarifas?|prima|retencion|schedule relative|set aside|put aside|pools?|fund(?:s|ed|ing)?|invest\\w*|grants?|kitty|war chest|purse|wallet|envelope|fil(?:e|es|ed) for|asks? for|mcr|at par|parity|kickers?|sweeteners?|true-?ups?|claw-?backs?|recoup\\w*|lump sums?|stipends?|retainers?|enhancements?|tcoc|total cost of care|(?:medical|claims) (?:expense|cost|spend)s?|attachment points?|reinsurance|collars?|risk bands?|entitled to|savings pool|quality pool|net savings|paychecks?|checks?|cheques?|rate (?:increase|hike|cut|card|sheet|schedule)s?|renewals?|multipliers?|guarantees?|advance|prepay\\w*|loadings?|rvus?|rbrvs|awp',
)
/** Money only where nothing of care, people or days stands by. */
export const EITHER_WORDS = words(
  'rates?|amounts?|numbers?(?! of)|figures?|targets?|benchmarks?|thresholds?|terms?|deals?|caps?|shares?|splits?|floors?|ceilings?|offers?|increases?|cuts?|raises?|bumps?|levels?|factors?|percentages?|base|growth|return',
)
export const CARE_WORDS = words(
  'screen\\w*|immuni[sz]\\w+|vaccin\\w+|readmi\\w+|admissions?|follow-?ups?|hedis|measures?|measured|measurement|percentiles?|quality|complian\\w+|completion|completed|complete|completeness|response|responded|respond|survey\\w*|match\\w*|(?:in|percent|rater|exact) agreement|agree|agrees|disagree\\w*|attribut\\w+|turnover|no-?shows?|visits?|ed|utili[sz]ation|satisfaction|cahps|depression|a1c|hba1c|blood pressure|hypertension|diabet\\w+|mammogra\\w+|cancer|colorectal|cervical|breast|well-?child|prenatal|postpartum|asthma|statins?|adherence|control|controlled|numerators?|denominators?|performance (?:score|rate)s?|scores?|scored|gaps?|stratif\\w+|reliab\\w+',
  'attend\\w*|quorum|votes?|voted|voting|seats?|in favou?r|majority|sign(?:ed)? up|enrol\\w+|opt(?:ed)?[- ]?(?:in|out)s?|on time|timely|timeliness|submi\\w+|records?|files?|rows?|fields?|claims? (?:lines?|files?|data|records)|rosters?|errors?|accepted|rejected|quarantined|duplicates?|uptime|availability|latency|coverage of|eligib\\w+|churn|overlap\\w*|share of (?:practices|patients|members|lives|people)|interoperab\\w+|fhir|ehrs?|staffing|fte|race|ethnicity|language|disab\\w+|weight\\w*|burden|hours?|pages?|days?|lives|population|prevalence|mortality|turnout|referrals?|same-?day|appointments?|access|continuity|visits',
)
/** Of whom or what a percentage is, where it is of no money. */
export const OF_PEOPLE =
  /^ ?(?:of (?:(?:the|its|our|their|all|your|these|those|attributed|eligible|adult|participating|commercial|medicaid|medicare|shared|total|assigned|sampled?|panel|unique|primary care) ){0,3}(?:practices?|clinics?|members?|membership|patients?|people|persons?|lives|panels?|providers?|physicians?|clinicians?|doctors?|adults|children|enrollees|beneficiaries|population|measures?|elements?|questions?|records?|rows?|files?|claims?|lines|visits?|respondents?|seats?|votes?|time|participants?|payers?|plans|cases|staff|encounters?|sites?|women|men|infants?|households?|employers?|groups?|responses|comments|weight|score|points|agenda|reports?|data|fields|diabetics|admissions|discharges|meetings|contracts)\b(?! (?:fees?|payments?|rates?|dollars?|schedule))|agree\w*|overlap|match\w*|complete|response|attendance|turnout|screened|vaccinated|controlled|confidence)/u
/** Of what it is, where it is of money. */
export const OF_MONEY =
  /^ ?(?:mcr\b|medicare\b(?=\s*(?:$|[.,;:)]))|of mcr|(?:of|on|off|over|above|below|from) (?:(?:the|its|our|their|all|your|any|current|what|total|net|gross|shared|earned|billed|allowed|each|every|local|prevailing|traditional|original) ){0,3}(?:medicare\b(?! (?:members?|patients?|lives|beneficiar\w+|enrollees))|medicaid (?:rates?|fee)|rbrvs|mpfs|cms|ffs|fee schedule|fees?|charges?|payments?|premiums?|revenue|savings?|losses|spend\w*|costs?|budget|billed|allowed|awp|asp|benchmark|rates?|risk|surplus|dollar|claims cost|claims dollars|capitation|base|trend|pmpm|reimburse\w+|price))/u
/** A bare number right after it is an amount: `Bridge only does 9`, `a withhold of 5`. */
export const TAKES_NUMBER =
  /(?<!\w)(?:pmpms?|cap(?:itation)?(?: rate| payment)?|with-?holds?|witholds?|hold-?back|conversion factor|(?:base|case|bundle|visit|unit|pmpm|contract(?:ed)?|negotiated|commercial|our|your|their|his|her|its|'s) (?:rates?|price|fee|bid|trend|premium|multiplier|margin|discount|mlr|loss ratio|bonus|payment|amount|base|number|figure)|premiums?|multiplier|discount|per diem|mlr|loss ratio|upside|downside|msr|\bcap|(?:fil(?:e|es|ed|ing)(?: for)?|ask(?:s|ed|ing)?(?: (?:the|its|our|their) \w+)? for|pays?|paid|paying|quot(?:es?|ed)|charges?|reimburses?|gets?|gives?|offers?|bids?)(?: (?:them|him|her|us|you|practices|providers|doctors|everyone|hospitals|primary care|pcps))?|(?:came|ended|landed|closed|does|do|did|is|are|has|have|had|sits?|stays?|lands?|runs?|stands?|went|goes|come)(?: in| out)?)\s*(?:(?:,|:|=|-|\||is|was|are|were|at|of|to|up|comes?|came|in|out|sits?|runs?|sitting|landed|on|settled|set|around|about|roughly|approximately|near(?:ly|er)?|close(?:r)?|more like|like|just|a little|over|under|north|south|exactly|now|currently|still|only|some|~|plus|minus|it'?s|will be|would be|goes?|went|moves?|a|even)\s*)*$/u
/** What stands before a number that is a place in a text, a day or a name. */
export const NUMBERED =
  /(?:\b(?:p|pp|pages?|lines?|nos?|number|items?|sections?|steps?|parts?|levels?|years?|versions?|comments?|questions?|rounds?|tables?|figures?|appendix|chapters?|suite|room|options?|phases?|slides?|rows?|tracks?|tiers?|category|categories|top|first|last|next|past|every|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|q|form|code|cpt|hcpcs|type|stage|grade|motion|resolution|article|title|law|act|before|after|until|since|age|aged|ages|under age|over age|than|reports? to|phone|zip|cms|hcc|mips|icd)\.? ?#?)$|[#§]\s?$/u
/** It does not say of what a number before it is the count; any other word does. */
export const SAYS_NO_NOUN =
  /^\s*(?:$|[^\w\s#%]|(?:a|an|per|each|for|and|or|on|at|in|to|by|from|with|flat|monthly|yearly|now|but|so|while|as|when|this|next|last|today|before|after|because|if|until|since|plus|minus|across|not|then|than|even|right|here|too|which|that|is|was|will|would|into|over|under|only|risk|again|under|instead|through|up|down|upside|downside|pmpm|loss|medical loss|with-?hold\w*|capitat\w+|base|fee|rate|bonus|premium|conversion|discount|of (?:it|that|medicare|premium|savings)|versus|vs|compared|against|below|above|we|they|he|she|it|everyone|everywhere|already|again|currently|apiece|total|mark|level|range|line|threshold|or|off|away|back|out|tops|max\w*|min(?:imum)?|altogether|overall|once|annually|quarterly|though|although|including|excluding|whether|unless|due|following|throughout|during|within|without|between|toward|beyond|via|depending|give or take|ish|something|straight|alone|inclusive|prospectively|retrospectively|paid|payable|returned|adjusted|unadjusted|blended|weighted|and change|according|compared|any|these|those|if|once|there|who|whom|what|why|how|please|thanks|sorry|fyi|btw|lol|yes|all|no|starting|effective|net|gross|out of|where|like|said|says)\b)/u
