/**
 * What a payer may do in the market, family by family: the acts, and what they are done to. An act with its object, in
 * either order, is a plan where it is yet to be or was decided. `any`: it is held in whatever tense.
 */
export type Family = { acts: readonly string[]; objects: readonly string[]; any?: boolean }

const PRODUCTS = [
  'plan\\b(?= (?:is|will|goes|ends|comes|starts|launches|we|that))|(?:zero|low|high)-(?:premium|deductible|cost)|products?|ppos?|hmos?|epos?|(?:narrow|tiered|limited|high-performance) networks?|plan designs?|polic(?:y|ies)|benefit (?:designs?|packages?)|d-?snps?|dual plans?|exchange plans?|medicare advantage(?: plans?)?|ma plans?|medigap|supplements?|level-?funded|stop-?loss|(?:bronze|silver|gold|platinum|catastrophic)(?: (?:plans?|tier|product))?|(?:virtual|telehealth|digital)-?first(?: plans?)?|direct primary care|center of excellence|riders?|(?:dental|vision|behavioral) carve-?(?:in|out)s?|(?:commercial|individual|small[- ]group|large[- ]group|self-?funded|fully[- ]insured|employer) (?:plans?|business|line|book|products?|offerings?)',
]
const AREAS = [
  'mercado|condado|markets?|marketplaces?|count(?:y|ies)|(?:the |this |whole )?state\\b(?! (?:law|register|report|agency|office|median|average|target|legislat\\w+))|exchanges?|individual|small[- ]group|large[- ]group|medicare advantage|commercial (?:business|market|line|book|product)|ppo|hmo|epo|lines? of business|service area|territor(?:y|ies)|valley|peninsula|islands?|products?|(?:employer|self-?funded|group|medicaid|dual|retiree|student) (?:business|markets?|segment|book|coverage|line)|segments?|metro|bay area|suburbs?|footprint|zip codes?|rural|upstate|downtown|the (?:north|south|east|west)\\b|(?:northern|southern|eastern|western) (?:part|end|half|counties|tier|side)|across the river|next door|employers?|books?|dental|vision|duals?|seniors|students|school districts?|(?:sell|selling|write|writing|coverage|business)\\b',
]
const PARTNERS = [
  "hospitals?|medical (?:group|center|centre)s?|(?<!small[- ]|large[- ]|work )groups?|practices?|providers?|health systems?|systems?|networks?|contracts?|ipas?|physicians?|clinics?|doctors?|pcps?|orthop\\w+|cardiolog\\w+|radiolog\\w+|oncolog\\w+|anesthes\\w+|surgeons?|surgery centers?|surgicenters?|specialists?|urgent cares?|chains?|imaging(?: centers?)?|laborator(?:y|ies)|labs?|dialysis|pharmac(?:y|ies)|facilit(?:y|ies)|acos?|pbms?|telehealth vendors?|nursing homes?|home health|hospice|children's|academic (?:center|medical)|university|zzz",
]
const PRICES = [
  'premiums?|bids?|rates?|prices?|pricing|fees?|fee schedules?|schedules?|reimburse\\w*|payments?|pmpms?|capitation|with-?holds?|holdbacks?|trends?|discounts?|conversion factors?|multipliers?|what (?:we|they|it|he|she|\\w+) (?:pays?|gives?|charges?|offers?|keeps?|reimburses?)|margins?|bonus(?:es)?|bonus pool|incentives?|incentive pool|deductibles?|cost[- ]sharing|copay\\w*|co-?insurance|commissions?|increases?|updates?|escalators?|uplifts?|add-?ons?|admin(?:istrative)? load|stop[- ]loss|corridors?|shared[- ]savings (?:rate|share|percentage)|savings share|upside|downside|floors?|ceilings?|infrastructure (?:payment|grant|money)s?|care management (?:fee|money|payment)s?|grants?',
]
const COMPANIES = [
  '(?:health )?plans?\\b(?! (?:to|for|on))|payers?|carriers?|insurers?|competitors?|rivals?|compan(?:y|ies)|books? of business|members(?:hip)?|business|parent|subsidiar(?:y|ies)|practices?|clinics?|groups?|ipas?|systems?|hospitals?|chains?|vendors?|tpas?|zzz|kq|blocks?|assets?|operations|portfolio',
]
const ACCOUNTS = [
  "(?:state|county|city|municipal|school|district|university|teachers'?|union|trust|public|retiree|federal|hospital|system) (?:employees?(?:'s?)?|workers|staff|retirees|accounts?|business|contracts?|groups?|plans?|members)|accounts?|contracts?|procurement|rfps?|re-?procurement|solicitation|school districts?|districts?|public option|purchasing|tender|teachers|employers?|managed care contracts?",
]

export const FAMILIES: readonly Family[] = [
  // Where it sells.
  {
    acts: [
      'salir|entrar|out of|com(?:e|es|ing) (?:back|into|in|to)|came (?:back|into)|done with|finished with|through with|exit\\w*|leav(?:e|es|ing)|pull(?:s|ed|ing)? (?:out|back|up stakes)|withdr[ae]w\\w*|(?:get|gets|getting|got) (?:out|into)|retreat\\w*|enter(?:s|ed|ing)?|expan(?:d\\w*|sion)|extend\\w*|mov(?:e|es|ing) (?:in|into|out|on)|go(?:es|ing)? (?:in|into|after|big|deep)|launch\\w*|debut\\w*|open(?:s|ing)?(?: up| shop)?|grow(?:s|ing)?|shrink\\w*|scal(?:e|es|ing) (?:back|down|up)|abandon\\w*|quit(?:s|ting)?|(?:stop|ceas|start|begin|resum|restart)\\w* (?:selling|offering|writing|to (?:sell|offer|write)|enrol\\w+|marketing)|freez\\w+ (?:enrol\\w+|sales)|re-?enter\\w*|return\\w*|compet\\w+|target\\w*|wind(?:s|ing)? down|shut(?:s|ting|ter\\w*)?(?: down)?|clos(?:e|es|ing)|divest\\w*|sell(?:s|ing)?(?: off)?|offload\\w*|hand(?:s|ing)? (?:back|over)|giv(?:e|es|ing|en) up|sold|relinquish\\w*|surrender\\w*|drop(?:s|ped|ping)?|sit(?:s|ting)? out|skip\\w*|pass(?:es|ing)? on|stay(?:s|ing)? (?:out|away)|keep(?:s|ing)? (?:out|away)|focus\\w* on|concentrat\\w+|double (?:down|up)|licen[sc]e(?:d|s)? (?:for|in)|foothold|(?:eyes?|sights) on|eyeing|interest(?:ed)? in|scout\\w*|set(?:s|ting)? up|presence in|licen[sc]e|go(?:es|ing)? away|went away|disappear\\w*|vanish\\w*|gone|end(?:s|ing)?|on sale|available|land(?:s|ing)? in|exit|entry|entrance',
    ],
    objects: AREAS,
  },
  // What it sells.
  {
    acts: [
      'launch\\w*|offer(?:s|ing)?|introduc\\w+|roll(?:s|ing)? out|rollout|sell(?:s|ing)?|discontinu\\w+|sunset\\w*|clos(?:e|es|ing)|drop(?:s|ping)?|kill\\w*|cancel\\w*|pric(?:e|es|ing)|build(?:s|ing)?|develop\\w*|design\\w*|creat\\w+|pilot\\w*|retir(?:e|es|ing)|replac\\w+|convert\\w*|phas(?:e|es|ing) (?:out|in)|end(?:s|ing)?|scrap\\w*|pull(?:s|ing)?|shelv\\w+|releas\\w+|unveil\\w*|debut\\w*|market(?:s|ing)? (?:a|its|the)|bring(?:s|ing)? (?:out|back|to market)|com(?:e|es|ing) (?:out|to market|with)|on sale|available (?:in|from|to)|goes? live|(?:have|offer|be|sell|with|leaves? us with) (?:no|zero|fewer)|without|reach(?:es)? (?:brokers|the market|employers|shelves)|fil(?:e|es|ing) (?:for )?(?:a|an|two|three|its)|adding|will add|plans to add|go(?:es|ing)? away|disappear\\w*|vanish\\w*|be gone|no more',
    ],
    objects: PRODUCTS,
  },
  // With whom it contracts.
  {
    acts: [
      "drop(?:s|ped|ping)?|cut(?:s|ting)?(?: out| loose| ties)?|not (?:be )?renew\\w*|non-?renew\\w*|(?:won't|will not|not going to|isn't going to|doesn't plan to) (?:be )?(?:renew\\w*|extend\\w*|sign\\w*)|laps\\w+|expir\\w+|run(?:s|ning)? out|walk(?:s|ing)? away|contract(?:s|ing)? with|re-?sign\\w*|sign(?:s|ed|ing)?|ink(?:s|ed|ing)?|touch(?:es)?|lock(?:s|ing)?|block(?:s|ing)?|restrict\\w*|(?:want|get|got|gets|wants) out|refus\\w+|declin\\w+|boycott\\w*|exclud\\w+|carv\\w+|remov\\w+|kick\\w*|re-?negotiat\\w+|negotiat\\w+|re-?contract\\w*|court(?:s|ing)?|woo(?:s|ing)?|poach\\w*|lur(?:e|es|ing)|add(?:s|ing)?|steer(?:s|ing)?|divert\\w*|direct(?:s|ing)? (?:members|patients)|out[- ]of[- ]network|in[- ]network|part(?:s|ing)? (?:ways|company)|sever\\w*|end(?:s|ing)?|tak(?:e|es|ing) (?:on|out|over)?|bring(?:s|ing)? (?:in|on|into)?|leav(?:e|es|ing)|keep(?:s|ing)? (?:only|out)|exclusiv\\w*|in talks|(?:talks|discussions?|conversations?|negotiations?) (?:with|about)|agreed terms|terms with|forget about|no longer want|(?:no|not) longer (?:need|contract|includ\\w+|cover|accept|be)|tier(?:s|ing)?|narrow\\w*|trim\\w*|thin(?:s|ning)?|slim\\w*|prun\\w+|shrink\\w*|winnow\\w*|whittl\\w+|reduc\\w+|replac\\w+|swap\\w*|switch\\w*|partner(?:s|ing)? with|affiliat\\w+|join(?:s|ing)? forces|de-?list\\w*|credential\\w*|freez\\w+ (?:out)?|clos(?:e|es|ing) (?:the|its|our|their) (?:network|panel)|mov(?:e|es|ing) (?:(?:its|our|their|all|its own) )?(?:members|patients|away)|shift\\w*|demot\\w+|promot\\w+ to|prefer(?:red|ring)?|play(?:s|ing)? hardball",
    ],
    objects: PARTNERS,
  },
  {
    acts: [
      "(?:not|\\w+n't|never|no longer|out|off|removed|drop\\w*|leav\\w*|gone|disappear\\w*|miss\\w*|stay\\w*) (?:\\w+ ){0,3}(?:in|on|of|from|part of)",
    ],
    objects: [
      "(?:our|your|its|their|his|her|the (?:payer|plan|carrier|insurer)'s|[a-z]+'s|kq +'s) (?:\\w+ )?(?:network|directory|panel|provider list|preferred (?:list|tier)|top tier|roster of hospitals)",
    ],
  },
  // An end or a beginning that has a name of its own.
  {
    any: true,
    acts: [
      '(?:giv(?:e|es|en|ing)|gave|serv\\w+|sen(?:d|ds|t|ding)|receiv\\w+|got) (?:\\w+ ){0,3}(?:notice|termination (?:letter|notice))|notice (?:of (?:termination|non-?renewal)|to (?:terminate|leave))|terminat(?:e|es|ed|ing|ion)|non-?renewal|(?:deal|agreement|contract|understanding) in principle|letter of intent|\\bloi\\b|term sheet|reach(?:es|ed|ing)? (?:a|an) (?:deal|agreement|understanding)|(?:clos|strik|cut|struck|seal|finali[sz]|land|ink|sign)\\w* (?:a|the|its|their|our) (?:deal|agreement|contract|partnership)|exclusiv(?:e|ity) (?:deal|contract|agreement|arrangement|with|for|until|through)|cut(?:s|ting)? ties|(?:refus|declin)\\w+ to (?:contract|sign|deal|renew|do business|negotiate)|(?:talks|discussions?|conversations?|negotiations?|negotiating|flirting|dating|courting) with|part(?:s|ed|ing)? ways|walk(?:s|ed|ing)? away from',
    ],
    objects: PARTNERS,
  },
  // Whom it buys, and who buys it.
  {
    acts: [
      'acquir\\w+|acquisition|buy(?:s|ing)?(?: out| up)?|buy-?out|sold (?:to|off|by)|(?:be|been|being) sold|purchas(?:e|es|ing) (?:of|a|an|the)|take-?over|tak(?:e|es|ing) over|merg\\w+|combin(?:e|es|ing) with|absorb\\w*|joint venture|stake in|invest(?:s|ing)? in|bidder|sell(?:s|ing)? (?:itself|out|to|off)|(?:is|are|be|put) (?:up )?for sale|suitor|due diligence|tie-?up|offer (?:for|from|by)|one fewer|spin(?:s|ning)? off|courting|talks|eyeing|change of (?:control|ownership)',
    ],
    objects: COMPANIES,
  },
  {
    any: true,
    acts: ['acquisition|buy-?out|take-?over|merger|(?:offer|bid) for|joint venture|stake in|due diligence'],
    objects: [
      'kq|zzz|(?:health )?plans?|payers?|carriers?|insurers?|practices?|clinics?|groups?|ipas?|hospitals?|systems?',
    ],
  },
  // What it pays or charges.
  {
    acts: [
      'rais(?:e|es|ing)(?! (?:(?:a|an|the|this|that|it|its|their|his|her|two|some|new|these|another)? ?(?:\\w+ )?)(?:questions?|issues?|points?|concerns?|objections?|matters?|topics?|hands?|possibilit\\w+|flags?|ideas?))|increas\\w+|cut(?:s|ting)?|lower\\w*|reduc\\w+|fr[eo]ez\\w*|frozen|hold(?:s|ing)?|held|trim\\w*|hik(?:e|es|ing)|bump\\w*|slash\\w*|doubl(?:e|es|ing)|tripl(?:e|es|ing)|halv\\w+|chang(?:e|es|ing)|mov(?:e|es|ing)|push\\w*|set(?:s|ting)?|keep(?:s|ing)?|drop(?:s|ping)?|touch\\w*|pay(?:s|ing)?|stop(?:s|ping)? pay\\w*|fil(?:e|es|ed|ing)|go(?:es|ing)? (?:up|down)(?: (?:on|with))?|multipl(?:y|ies)|ris(?:e|es|ing)|fall(?:s|ing)?|climb\\w*|jump\\w*|com(?:e|es|ing) (?:down|in|up)(?: on)?|ask(?:s|ing)? for|request\\w*|delay\\w*|postpon\\w*|defer\\w*|paus(?:e|es|ing)|suspend\\w*|phas(?:e|es|ing) out|eliminat\\w+|scrap\\w*|abolish\\w*|end(?:s|ing)?|remov\\w+|tak(?:e|es|ing) (?:away|out|off)|introduc\\w+|add(?:s|ing)?|start(?:s|ing)?|begin(?:s|ning)?|restor\\w+|shav(?:e|es|ing)|par(?:e|es|ing) (?:back|down)|pull(?:s|ing)? back|reset\\w*|rebas\\w+|sweeten\\w*|squeez\\w+|tighten\\w*|loosen\\w*|undercut\\w*|match(?:es|ing)?|give(?:s|n)?|giving|no (?:increase|raise|update|change)|not (?:see|get|get any|have) (?:an? )?(?:increase|raise|update)|(?:be|stay\\w*|remain\\w*) (?:higher|lower|flat|frozen|cut|raised|put|unchanged|the same)|twice|grow(?:s|ing)?|shrink\\w*|improv\\w+',
    ],
    objects: PRICES,
  },
  {
    any: true,
    acts: [
      '(?:was|were|been|be|is|are|got|gets) (?:raised|increased|cut|lowered|reduced|frozen|trimmed|hiked|bumped|slashed|doubled|tripled|halved)|(?:has|have|had|just|quietly|already) (?:raised|increased|cut|lowered|reduced|frozen|trimmed|hiked|bumped|slashed|doubled|halved)|twice (?:what|as)|half (?:what|of what|as)|fr[eo]ez(?:e|es|ing)|frozen',
    ],
    objects: PRICES,
  },
  {
    any: true,
    acts: [
      "(?:haven't|hasn't|has not|have not|never|didn't|did not) (?:moved|changed|risen|gone up|budged|increased|been (?:raised|updated|touched)|move|change|rise|go up|budge)|unchanged|stuck|flat (?:since|for)",
    ],
    objects: PRICES,
  },
  {
    any: true,
    acts: [
      'raised(?! (?:(?:a|an|the|this|that|it|its|their|his|her|two|some|new|these|another)? ?(?:\\w+ )?)(?:questions?|issues?|points?|concerns?|objections?|matters?|topics?|hands?|possibilit\\w+|flags?|ideas?))|increased|cut|lowered|reduced|trimmed|hiked|bumped|slashed|doubled|tripled|halved|sweetened|shaved|froze|dropped|upped|refus\\w+ to (?:raise|pay|increase|budge)',
    ],
    objects: [
      '(?:its|our|their|his|her|the) (?:[\\w-]+ ){0,3}?(?:premiums?|rates?|prices?|pricing|fees?|fee schedules?|reimbursements?|payments?|pmpms?|capitation|with-?holds?|holdbacks?|discounts?|conversion factors?|multipliers?|bonus(?:es)?|incentives?|deductibles?|copay\\w*|commissions?|floors?|ceilings?)',
    ],
  },
  {
    acts: ['(?:charg|pay|reimburs|bill)(?:e|es|ing|s)?'],
    objects: ['(?:more|less)(?! (?:attention|often|quickly|promptly|heed|than once))'],
  },
  {
    any: true,
    acts: ['gave|granted|promised|got|gives?|giving'],
    objects: ['(?:an|a|no|another) (?:\\w+ )?(?:increase|raise|cut|bump|update|discount|uplift)'],
  },
  // For whose business it competes.
  {
    acts: [
      '(?:no |not )?bid(?:s|ding)?(?! opening)|(?:go|goes|going|put|puts|putting|went) (?:in )?(?:after|for)|chas(?:e|es|ing)|pursu\\w+|compet\\w+ for|win(?:s|ning)?|los(?:e|es|ing)|defend\\w*|tak(?:e|es|ing)|grab\\w*|snatch\\w*|steal\\w*|land(?:s|ing)?|respond\\w*|repl(?:y|ies|ying)|submit\\w* (?:a|our|its|their) (?:bid|proposal|offer|response)|propos\\w+|quot(?:e|es|ing)|sit(?:s|ting)? (?:\\w+ )?out|skip\\w*|pass(?:es|ing)? on|tak(?:e|es|ing) part in|stay(?:s|ing)? out|giv(?:e|es|ing) up|re-?bid\\w*|pitch\\w*|under-?bid|low-?ball\\w*|hand(?:s|ing)? back',
    ],
    objects: ACCOUNTS,
  },
]

/** Acts that say of themselves what is sold or bought, in whatever tense. */
export const BY_ITSELF: readonly string[] = [
  '\\b(?:bid|bids|bidding)\\b(?! opening)(?= (?:on|for|against|at|in|below|above|aggressively|low|high|to|will|is|comes?|came|of|has))',
  "(?:rfp|procurement|solicitation) (?:response|strategy)|respond\\w* to the rfp|(?:next|coming) year's (?:rates?|premiums?|prices?|fee schedule|bid|network|payments?|benefits?)",
  'premium (?:increase|hike|cut|change|filing|request|strategy)s?|rate (?:filing|hike|request|increase request)s?|go-to-market|pricing (?:strategy|target|assumption)s?',
  'pric(?:e|es|ed|ing)\\b[^.]{0,30}\\b(?:products?|plans?|ppo|hmo)\\b[^.]{0,20}\\b(?:below|above|under|over|at a loss|cheaper|aggressively|to win|low|high)',
  '(?:stop|ceas|quit|start|begin|end)\\w* (?:covering|paying (?:for|out)|reimbursing|contracting)|(?:undercut|out-?bid|out-?spend|out-?price|poach|low-?ball|starve|squeeze out|freeze out|drive out)\\w* (?:\\w+ )?(?:kq|zzz|ipa|them|him|competitors?|rivals?|everyone|everybody|the (?:others?|competition|market|rest))|(?:not|no|never)(?: \\w+){0,2} to compete|up for re-?procurement|termination (?:letter|notice)|notice of (?:termination|non-?renewal)|let(?:s|ting)? (?:it|them|that|the (?:contract|agreement|deal)) (?:run out|lapse|expire|go)|(?:stay|hold|sit|stand) (?:flat|put|pat|steady|tight|still) until|wait(?:s|ing)? (?:for|until) (?:everybody|everyone|others|the others?|somebody|someone|kq)(?: else)?(?: to| has| have)? (?:mov|go|rais|cut|lower|bid|fil|sign)\\w*|(?:build|open|buy|acquir|launch|start|hir|employ|recruit)\\w* (?:its|their|our) own (?:\\w+ )?(?:clinics?|doctors?|practices?|physicians?|pharmac\\w+|primary care|urgent care|labs?|network|pcps?)|(?:is|are|(?:we|they).re) (?:all )?out (?:unless|by|as of|after|if)|broker (?:team|commissions?|bonus\\w*)|(?:start|stop|begin|ceas|quit)\\w* (?:selling|writing)|(?:exit|divest|withdraw)\\w*(?= (?:from )?(?:dental|vision|the (?:individual|small|large|exchange|market|county|state)))|(?:only|sole|exclusive) (?:[\\w-]+ ){0,3}partner',
  'narrow(?:ing|s)? (?:our|the|its|their) network|one fewer (?:health )?(?:plan|payer|carrier|insurer)|one (?:\\w+ )?(?:plan|payer|carrier|insurer) (?:less|fewer)|board votes? on (?:the|an|a) (?:\\w+ )?(?:offer|merger|deal|sale|acquisition|bid)',
]

/** Yet to be, decided, or told by the way. */
export const AHEAD: readonly string[] = [
  "will|won't|'ll|shall|going to|gonna|not (?:be )?\\w+ing|\\w+n't (?:be )?\\w+ing|plans?(?: on| to| for)?|planning|planned|intend\\w*|intention|expects? to|expecting|expected|about to|consider\\w*|think\\w* (?:of|about)|looking (?:to|at|into)|decid\\w+|decision|set to|due to|slated|scheduled|ready to|poised|eyeing|explor\\w+|weighing|mulling|toying|targeting|on track|in the works|pipeline|proposes?|proposal|approved|agreed|resolved|pencil\\w*|determined|committed|resolution",
  'next (?:year|quarter|spring|summer|autumn|fall|winter|month|week|cycle|season|plan year|renewal|open enrol\\w*|round|january|february|march|april|may|june|july|august|september|october|november|december)|(?:in|for|by|from|starting|starts|effective|after|before|come|until|till|as of|at|on|during|through) (?:early |late |mid-?|the |next )?(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|20\\d\\d|q[1-4]|end of|spring|summer|autumn|fall|winter|first|second|third|fourth|new year|new plan year|renewal|open enrol\\w*)',
  "soon|later this year|upcoming|coming (?:year|months|plan year)|year after next|from now|hopes? to|hoping|aims? to|aiming|prepar\\w+|wants? (?:to|out|in)|(?:is|are|be|been|'re|'m|am|was|were)(?: \\w+)? \\w+ing|this (?:fall|spring|summer|autumn|winter|year|renewal|time|cycle|round)|strategy|leaning|board (?:approved|voted|votes?|signed|meets)|may|might|likely|probably|quietly|no longer|any ?more|not (?:to )?renew|nobody knows|haven't announced|has not announced|unannounced|in talks|agreed terms|quieren?|eyes? on|(?:has|have|had) (?:just |now |already |quietly |all but )?\\w+(?:ed|en)|va a|van a|planea\\w*|piensan?|any longer|on purpose|for good|20(?:2[6-9]|[3-9]\\d)|jan|feb|sept|oct|nov|dec|before (?:it is|it's) public|(?:once|when|if|as soon as|until) (?:the|our|their|its|this|that) (?:\\w+ )?(?:contract|agreement|term|deal|licen[sc]e)|at renewal|told (?:us|brokers|me|its|their)|word is|rumou?r\\w*|hear(?:d|ing)?|apparently|heads[- ]up|fyi|no plans?|never|keeps?|would rather|we'd rather",
]
