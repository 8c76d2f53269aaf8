import { ALIGNMENT_LEAKS } from './alignment-leaks.ts'
import { learnedByOverseer, learnedByPair, learnedByPayer, learnedByPractice } from './attack.ts'
import { items, type Json, json, type Leak } from './leak.ts'
import { contractAmount, price } from './world.ts'
import type { Year } from './year.ts'

const of = (rows: unknown, payer: string): Json => items(rows).find((row) => row.payer === payer) ?? {}

const COUNTS = ['numerator', 'denominator', 'excluded'] as const

/** Of each measure what is withheld of its payers, but for the one with the fewest people. */
function showWithheld(body: Json, truth: Json, fields: readonly string[]): void {
  items(body.measures).forEach((measure, i) => {
    const people = (row: Json) => Number(of(items(truth.measures)[i]?.by_payer, String(row.payer)).denominator)
    const hidden = items(measure.by_payer).filter((row) => row.denominator === null)
    const [, ...rest] = hidden.sort((a, b) => people(a) - people(b))
    for (const row of rest)
      for (const field of fields) row[field] = of(items(truth.measures)[i]?.by_payer, String(row.payer))[field]
  })
}

export const LEAKS: readonly Leak[] = [
  ...ALIGNMENT_LEAKS,
  {
    path: 'cost of a practice: each month’s figure, whoever billed what came since',
    who: 'elm',
    where: /^\/api\/practices\/elm\/cost$/,
    plant: json((body, truth) => {
      body.cost = truth.cost
    }),
    attack: (year) => learnedByPractice('elm', year),
  },
  {
    path: 'cost by service category: a category in which another payer paid one service',
    who: 'birch',
    where: /^\/api\/cost\?table=cells&format=csv$/,
    plant: (answer) => ({ body: `${answer.body}amber,,,,,,,,,${price('amber', 'mercy').toFixed(2)}\r\n` }),
    attack: (year) => learnedByPayer('birch', year),
  },
  {
    path: 'a page: a small count that is not blanked',
    who: 'convener',
    where: /^\/api\/practices\/elm$/,
    plant: json((body, truth) => {
      of(body.payers, 'birch').people = of(truth.payers, 'birch').people
    }),
    attack: (year) => learnedByOverseer('convener', year),
  },
  {
    path: 'the API: counts that are withheld with a small one',
    who: 'state',
    where: /^\/api\/practices\/\w+\/scorecard$/,
    plant: json((body, truth) => showWithheld(body, truth, COUNTS)),
    attack: (year) => learnedByOverseer('state', year),
  },
  {
    path: 'an export: the table to take away shows what the page withholds',
    who: 'convener',
    where: /^\/api\/practices\/\w+\/scorecard\?format=csv$/,
    plant: (_answer, truth) => ({ body: truth?.body ?? '' }),
    attack: (year) => learnedByOverseer('convener', year),
  },
  {
    path: 'what a chart is drawn from: the height of a bar that the page does not label',
    who: 'convener',
    where: /^\/api\/practices\/fir\/scorecard$/,
    plant: json((body, truth) => showWithheld(body, truth, ['rate_share'])),
    attack: (year) => learnedByOverseer('convener', year),
  },
  {
    path: 'an interval: its ends hold the count',
    who: 'amber',
    where: /^\/api\/practices\/\w+\/scorecard$/,
    plant: json((body, truth) => {
      items(body.measures).forEach((measure, i) => {
        const all = items(truth.measures)[i]?.all as Json
        Object.assign(measure.all as Json, { low_share: all.low_share, high_share: all.high_share })
      })
    }),
    attack: (year) => learnedByPayer('amber', year),
  },
  {
    path: 'an error: it says whose the record is',
    who: 'cedar',
    where: /^\/api\/explain\/statement%3A2025%3Abirch%3Aelm/,
    plant: (answer) => ({ body: answer.body.replace('"detail":"', '"detail":"birch/elm-birch-3 ') }),
    attack: (year) => learnedByPayer('cedar', year),
  },
  {
    path: 'the time of a refusal: what is there is looked up before it is refused',
    who: 'oak',
    where: /^\/api\/practices\/elm\/panel/,
    plant: (answer) => ({ work: answer.work + 1 }),
    attack: (year) => learnedByPractice('oak', year),
  },
  {
    path: 'a rank: the order by visits to whom only names are shown',
    who: 'birch',
    where: /panel\?limit=500&sort=-visits$/,
    plant: json((body) => {
      body.rows = items(body.rows).reverse()
    }),
    attack: (year) => learnedByPayer('birch', year),
  },
  {
    path: 'a filter: how many of one’s own another payer covers too',
    who: 'dogwood',
    where: /panel\?limit=500&payer=ebony$/,
    plant: json((body) => {
      body.total = Number(body.total) + 2
    }),
    attack: (year) => learnedByPayer('dogwood', year),
  },
  {
    path: 'the difference of two periods: each month’s cost, whoever billed what came since',
    who: 'elm',
    where: /^\/api\/practices\/elm\/scorecard$/,
    plant: json((body, truth) => {
      body.cost = truth.cost
    }),
    attack: (year) => learnedByPractice('elm', year),
  },
  {
    path: 'the difference of two periods: a count that is withheld only while it is small',
    who: 'convener',
    where: /^\/api\/practices\/\w+(\/scorecard)?$/,
    plant: json((body, truth) => {
      const said = [...items(truth.payers), ...items(truth.cost)]
      for (const row of [...items(body.payers), ...items(body.cost)]) {
        const { people } = of(said, String(row.payer))
        if (Number(people) >= 11) row.people = people
      }
    }),
    attack: (year) => learnedByOverseer('convener', year),
  },
  {
    path: 'what two payers know together: a rate over all payers, anew each month',
    who: 'amber',
    where: /^\/api\/practices\/ash\/scorecard$/,
    plant: json((body, truth) => {
      items(body.measures).forEach((measure, i) => {
        const { rate_share } = (items(truth.measures)[i]?.all ?? {}) as Json
        const whole = Math.round(Number(rate_share) * 100) / 100
        Object.assign(measure.all as Json, { rate_share: whole, as_of: null })
      })
    }),
    attack: (year) => learnedByPair(['amber', 'birch'], year),
  },
  {
    path: 'changes of a panel: counts that are not rounded',
    who: 'convener',
    where: /^\/api\/attribution\/churn\?rule=attested-then-plurality$/,
    plant: json((body, truth) => {
      body.flows = truth.flows
    }),
    attack: (year) => learnedByOverseer('convener', year),
  },
  {
    path: 'a roster: the number by which another payer knows one’s own member',
    who: 'amber',
    where: /^\/api\/practices\/elm\/roster\?limit=all$/,
    plant: (answer) => ({
      body: answer.body.replace('"members":["amber ', '"members":["birch birch/elm-amber-4","amber '),
    }),
    attack: (year) => learnedByPayer('amber', year),
  },
  {
    path: 'a reconciliation: somebody of another practice on whose list one’s own number stands',
    who: 'oak',
    where: /^\/api\/practices\/oak\/reconciliation\?limit=all$/,
    plant: (answer) => ({ body: answer.body.replace('"rows":[', '"rows":[{"members":["cedar cedar/ash-cedar-2"]},') }),
    attack: (year) => learnedByPractice('oak', year),
  },
  {
    path: 'an explanation: the amount of another payer’s contract as a term',
    who: 'ebony',
    where: /^\/api\/explain\/.*%3Aash/,
    plant: (answer) => ({ body: `${answer.body.slice(0, -1)},"x":"${contractAmount('cedar', 'ash')}"}` }),
    attack: (year) => learnedByPayer('ebony', year),
  },
]

/** The year as it would have been with the fault; how many answers it is in. */
export function planted(year: Year, { who, where, plant }: Leak): { year: Year; answers: number } {
  let answers = 0
  const got = (year.got[who] ?? []).map((all, run) =>
    all.map((answer) => {
      if (!where.test(answer.url)) return answer
      answers += 1
      return {
        ...answer,
        ...plant(
          answer,
          year.got.operator?.[run]?.find((one) => one.url === answer.url),
        ),
      }
    }),
  )
  return { year: { ...year, got: { ...year.got, [who]: got } }, answers }
}
