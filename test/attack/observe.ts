/** One answer that a viewer got: everything an attacker may work with. */
export type Answer = { run: number; url: string; status: number; body: string }

export type Ask = (url: string) => Promise<{ status: number; body: string }>

/**
 * Everything that can be had in one run: each address that the pages use, in each form, with every filter and order where
 * there is a panel at all, and what the answers themselves lead to.
 */
export async function everything(
  run: number,
  ask: Ask,
  practices: readonly string[],
  payers: readonly string[],
): Promise<Answer[]> {
  const seen = new Map<string, Answer>()
  const waiting = addresses(practices)
  for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
    if (seen.has(url)) continue
    const { status, body } = await ask(url)
    seen.set(url, { run, url, status, body })
    if (status !== 200) continue
    if (url.endsWith('/panel?limit=500')) waiting.push(...filtersOf(payers).map((one) => `${url}&${one}`))
    if (!url.includes('&')) waiting.push(...ledTo(body).filter((one) => !seen.has(one)))
  }
  return [...seen.values()]
}

function addresses(practices: readonly string[]): string[] {
  const general = [
    ...['practices', 'periods', 'submissions', 'feeds', 'waivers', 'agreements', 'left-out', 'policies', 'published'],
  ].map((one) => `/api/${one}`)
  const of = practices.flatMap((practice) =>
    ['', '/panel?limit=500', '/scorecard', '/scorecard?table=cost', '/payments'].map(
      (one) => `/api/practices/${practice}${one}`,
    ),
  )
  return [...general, ...of].flatMap((url) => [url, `${url}${url.includes('?') ? '&' : '?'}format=csv`])
}

const filtersOf = (payers: readonly string[]): string[] => [
  ...payers.map((payer) => `payer=${payer}`),
  ...['new', 'continuing', 'dropped'].map((change) => `change=${change}`),
  ...['attested', 'plurality'].map((reason) => `reason=${reason}`),
  'gap=hba1c-control',
  ...['name', '-visits', 'last_visit', '-gaps', '-own_paid_usd'].map((sort) => `sort=${sort}`),
]

/** Explanations that an answer offers. */
const ledTo = (body: string): string[] =>
  [...body.matchAll(/"(?:explain_id|id)":"([^"]+)"/g)]
    .map(([, id = '']) => id)
    .filter((id) => id.includes(':'))
    .slice(0, 4)
    .map((id) => `/api/explain/${encodeURIComponent(id)}`)
