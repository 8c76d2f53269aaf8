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
        .filter((secret) =>
          new RegExp(`(?<![\\d.])${secret.replaceAll('.', '\\.')}(?!\\d)`).test(withoutQuotients(url, body)),
        )
        .map((secret) => ({ secret, because: `stands in ${url} of month ${run}` })),
    )
}

/**
 * A payer's own cost by member and month is a quotient that may be any number to the cent, a secret by chance: in the second
 * month amber's is 104.17, as a visit of birch is, and stays so when every other payer's prices are others. Amounts stay.
 */
const withoutQuotients = (url: string, body: string): string =>
  url === '/api/cost' ? body.replaceAll(/"\w*(?:pmpm|change|price|use|mix)_usd":"[^"]*"/g, '') : body

/**
 * Refusals that differ from one another, in words or in the work behind them and so in time, tell what is there and what
 * is not. They are held against those of the same kind of address in the same month. What is one's own may be refused for
 * more than one reason, and take as long as it does.
 */
export function refusals(answers: readonly Answer[][], who: string): Found[] {
  return answers.flatMap((got) => {
    const first = new Map<string, Answer>()
    return got
      .filter(({ status }) => status >= 400)
      .flatMap((one) => {
        const like = first.get(kindOf(one.url, who)) ?? one
        first.set(kindOf(one.url, who), like)
        if (one.status !== like.status || one.body !== like.body)
          return [{ secret: one.url, because: `refused in other words than ${like.url}: ${one.body.slice(0, 80)}` }]
        return one.work === like.work || kindOf(one.url, who).endsWith(OWN)
          ? []
          : [{ secret: one.url, because: `refused after ${one.work} queries, ${like.url} after ${like.work}` }]
      })
  })
}

/** The address without its keys, and whether one of them is the viewer's own or is over all. */
function kindOf(url: string, who: string): string {
  const address = decodeURIComponent(url)
  const isOwn = [who, 'all'].some((key) => new RegExp(`[/:=]${key}(?![a-z])`).test(address))
  const kind = address
    .replace(/^(\/api\/(?:practices|submissions))\/[^/?]+/, '$1/*')
    .replace(/(\/panel)\/[^/?]+/, '$1/*')
    .replace(/^(\/api\/explain\/\w+).*/, '$1')
    .replace(/\?.*/, '')
  return kind + (isOwn ? OWN : '')
}

const OWN = ' of its own'
