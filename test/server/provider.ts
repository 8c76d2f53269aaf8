import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export type TestProvider = {
  issuer: string
  /** Who signs in there, and how they prove it, from now on. */
  person: { subject: string; amr: string[] }
  /** Whether what the provider says comes with another signature. */
  forged: boolean
  /** Walks from the provider's page as a browser does, and gives the address it sends the browser back to. */
  signIn: (url: string) => Promise<string>
  close: () => Promise<void>
}

/** A real OpenID provider on loopback whose login page lets `person` in without asking. */
export async function testProvider(redirect_uris: string[]): Promise<TestProvider> {
  const person = { subject: 'ada-at-provider', amr: ['pwd', 'otp'] }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = {
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris,
    client_secret: 'a secret of the test, long enough to be one',
  }
  const provider = new Provider(issuer, {
    clients: [
      { ...client, client_id: 'wholepanel' },
      { ...client, client_id: 'another' },
    ],
    claims: { openid: ['sub', 'acr', 'amr'], acr: null, amr: null },
    findAccount: (_context: unknown, sub: string) => ({ accountId: sub, claims: async () => ({ sub }) }),
    cookies: { keys: ['of the test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
  })
  const callback = provider.callback()
  const interact = async (request: IncomingMessage, response: ServerResponse) => {
    const { prompt, params, session } = await provider.interactionDetails(request, response)
    if (prompt.name === 'login') {
      const login = { accountId: person.subject, amr: person.amr, remember: false }
      return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
    }
    const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: params.client_id })
    grant.addOIDCScope('openid')
    const consent = { grantId: await grant.save() }
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
  }
  const made: TestProvider = {
    issuer,
    person,
    forged: false,
    signIn: (url) => walk(url, issuer),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  server.on('request', (request, response) => {
    if (made.forged && request.url === '/token') forge(response)
    if (request.url?.startsWith('/interaction/')) void interact(request, response)
    else callback(request, response)
  })
  return made
}

/** Changes the first sign of the signature on the way out. */
function forge(response: ServerResponse): void {
  const end = response.end.bind(response)
  const changed = (_: string, signed: string, first: string) => signed + (first === 'A' ? 'B' : 'A')
  response.end = ((body: unknown) =>
    end(String(body).replace(/("id_token":"[\w-]+\.[\w-]+\.)([\w-])/, changed))) as typeof response.end
}

async function walk(url: string, issuer: string): Promise<string> {
  const jar = new Map<string, string>()
  let at = url
  for (let step = 0; step < 10; step += 1) {
    if (!at.startsWith(issuer)) return at
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const one of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = one.split(';')[0]?.split(/=(.*)/) ?? []
      jar.set(name, value)
    }
    const to = answer.headers.get('location')
    if (!to) throw new Error(`the provider answered ${answer.status}: ${(await answer.text()).slice(0, 400)}`)
    at = new URL(to, issuer).href
  }
  throw new Error('the provider sends the browser round')
}
