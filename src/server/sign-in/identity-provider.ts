import * as oidc from 'openid-client'
import { WholepanelError } from '../../error.ts'
import type { IdentityProviderSettings } from '../../region.ts'
import { isLoopback } from '../own-address.ts'

export const SECRET_VARIABLE = 'WHOLEPANEL_IDENTITY_PROVIDER_SECRET'

/** Who the provider says signed in. */
export type Identity = { issuer: string; subject: string }
export type Question = { url: string; state: string; nonce: string; verifier: string }

/** OpenID Connect by authorization code with PKCE; nothing but the provider's word on who it is gets used. */
export class IdentityProvider {
  readonly settings: IdentityProviderSettings
  readonly #secret: string | undefined
  #known: Promise<oidc.Configuration> | undefined

  constructor(settings: IdentityProviderSettings, secret: string | undefined) {
    this.settings = settings
    this.#secret = secret
  }

  /** Where the browser goes, and what has to come back with it. */
  async ask(redirect_uri: string): Promise<Question> {
    const provider = await this.#provider()
    const verifier = oidc.randomPKCECodeVerifier()
    const question = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier }
    const { acr } = this.settings
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri,
      scope: 'openid',
      state: question.state,
      nonce: question.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(acr ? { acr_values: acr.join(' ') } : {}),
    })
    return { ...question, url: url.href }
  }

  /** Trades the code for the provider's word: state, nonce, issuer, audience, signature and times must all fit. */
  async answer(back: URL, { state, nonce, verifier }: Omit<Question, 'url'>): Promise<Identity> {
    const provider = await this.#provider()
    const tokens = await oidc
      .authorizationCodeGrant(provider, back, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      .catch((error: unknown) => {
        throw said('an answer that does not fit the question', error)
      })
    const claims = tokens.claims()
    if (!claims?.sub) throw said('no person')
    const { acr, amr } = this.settings
    if (acr && !acr.includes(String(claims.acr))) throw said('a sign-in of another level than is demanded here')
    const proved = Array.isArray(claims.amr) ? claims.amr.map(String) : []
    if (amr?.some((one) => !proved.includes(one))) throw said('a sign-in without the second factor demanded here')
    return { issuer: claims.iss, subject: claims.sub }
  }

  #provider(): Promise<oidc.Configuration> {
    this.#known ??= this.#discover().catch((error: unknown) => {
      this.#known = undefined
      throw said('nothing that it could be known by', error)
    })
    return this.#known
  }

  #discover(): Promise<oidc.Configuration> {
    const issuer = new URL(this.settings.issuer)
    const plain = issuer.protocol === 'http:' && isLoopback(issuer.hostname)
    return oidc.discovery(issuer, this.settings.client_id, this.#secret, this.#secret ? undefined : oidc.None(), {
      timeout: 10,
      // The library alone takes the connection's word for who wrote the token.
      execute: [oidc.enableNonRepudiationChecks, ...(plain ? [oidc.allowInsecureRequests] : [])],
    })
  }
}

const said = (got: string, cause?: unknown): WholepanelError =>
  new WholepanelError('access-identity-provider', { got, fix: 'start again from the sign-in page' }, cause)
