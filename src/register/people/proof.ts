import type { Register } from '../open.ts'

/** How an account proves who it is: by the strongest way it has. */
export type Proof = 'passkey' | 'password-and-code' | 'password' | 'identity-provider' | 'none'
export type ProofOf = { proof: Proof; sessions: number; last_seen_at: string | null }

/** Per account how it signs in, how many sessions it has open and when it was last seen. No secret is read. */
export function proofOf(register: Register, now: string): Promise<Map<string, ProofOf>> {
  return register.engine(async (tx) => {
    const credentials = await tx.selectFrom('credential').select(['account', 'kind']).execute()
    const links = await tx.selectFrom('identity_link').select('account').execute()
    const sessions = await tx
      .selectFrom('session')
      .select(['account', 'seen_at', 'ends_at', 'ended_at'])
      .orderBy('seen_at', 'desc')
      .execute()
    const accounts = new Set([...credentials, ...links, ...sessions].map((one) => one.account))
    return new Map(
      [...accounts].map((account) => {
        const kinds = credentials.filter((one) => one.account === account).map((one) => one.kind)
        const own = sessions.filter((one) => one.account === account)
        const linked = links.some((one) => one.account === account)
        const open = own.filter((one) => one.ended_at === null && Date.parse(one.ends_at) > Date.parse(now))
        return [
          account,
          { proof: strongest(kinds, linked), sessions: open.length, last_seen_at: own[0]?.seen_at ?? null },
        ]
      }),
    )
  })
}

function strongest(kinds: readonly string[], linked: boolean): Proof {
  if (kinds.includes('passkey')) return 'passkey'
  if (linked) return 'identity-provider'
  if (!kinds.includes('password')) return 'none'
  return kinds.includes('totp') ? 'password-and-code' : 'password'
}
