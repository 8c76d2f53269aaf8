import type { Found } from './counts.ts'
import type { Answer } from './observe.ts'
import { contractAmount, PAYERS, PRACTICES, price, visitPrice } from './world.ts'
import type { Spent } from './year.ts'

/** What may stand in no answer to a viewer: others' people, numbers, amounts and prices, as they are written. */
export function secretsOf(who: string, spent: readonly Spent[][]): string[] {
  const places = [...new Set(spent.flat().map((one) => one.biller))].filter((one) => !one.endsWith('-group'))
  const isPayer = (PAYERS as readonly string[]).includes(who)
  const isPractice = (PRACTICES as readonly string[]).includes(who)
  return PAYERS.flatMap((payer) => {
    if (isPayer && payer === who) return []
    const prices = [
      ...places.map((place) => price(payer, place)),
      ...PRACTICES.filter((one) => one !== who).map((one) => visitPrice(payer, one)),
    ]
    const contracts = PRACTICES.filter((one) => one !== who).map((one) => contractAmount(payer, one))
    const members = isPractice ? PRACTICES.filter((one) => one !== who).map((one) => `${payer}/${one}-`) : [`${payer}/`]
    return [...prices.map((one) => one.toFixed(2)), ...contracts, ...members]
  })
}

/** Secrets that stand in an answer as they are: on a page, in a table, in an error, in what a chart is drawn from. */
export function written(answers: readonly Answer[][], secrets: readonly string[]): Found[] {
  return answers
    .flat()
    .flatMap(({ run, url, body }) =>
      secrets
        .filter((secret) => new RegExp(`(?<![\\d.])${secret.replaceAll('.', '\\.')}(?!\\d)`).test(body))
        .map((secret) => ({ secret, because: `stands in ${url} of month ${run}` })),
    )
}

/** Refusals that differ from one another tell what is there and what is not. */
export function refusals(answers: readonly Answer[][]): Found[] {
  const refused = answers.flat().filter(({ status }) => status === 403)
  const [first] = refused
  return refused
    .filter(({ body }) => body !== first?.body)
    .map(({ url, body }) => ({ secret: url, because: `refused in other words: ${body.slice(0, 80)}` }))
}
