import type { Register } from '../../register/open.ts'
import { newToken } from '../../register/people/token.ts'
import { useOnce } from '../../register/people/used-once.ts'
import type { Seal } from './seal.ts'

/** What the browser keeps between two steps of signing in, sealed, so that this process need not remember it. */
export type Tickets = {
  'passkey-sign-in': { challenge: string }
  'new-passkey': { challenge: string; whom: string }
  'code-generator': { key: string; whom: string }
  'choose-grant': { account: string; method: string }
  'identity-provider': {
    state: string
    nonce: string
    verifier: string
    from: string
    invitation: string | null
    /** The hash of the session that links it to its account. */
    session: string | null
  }
}
export type TicketKind = keyof Tickets

const MINUTES = 10

export function writeTicket<Kind extends TicketKind>(
  seal: Seal,
  kind: Kind,
  holds: Tickets[Kind],
  now: string,
): string {
  const expires_at = new Date(Date.parse(now) + MINUTES * 60_000).toISOString()
  return seal.seal(kind, JSON.stringify({ holds, expires_at, once: newToken() }))
}

/** What a ticket holds, if it is ours, of this kind and not too old. It may be read again until it is used. */
export function readTicket<Kind extends TicketKind>(
  seal: Seal,
  kind: Kind,
  ticket: string,
  now: string,
): Tickets[Kind] | null {
  const opened = seal.open(kind, ticket)
  if (opened === null) return null
  const { holds, expires_at } = JSON.parse(opened) as { holds: Tickets[Kind]; expires_at: string }
  return Date.parse(expires_at) > Date.parse(now) ? holds : null
}

/** The same, and the ticket is worth nothing afterwards. */
export async function useTicket<Kind extends TicketKind>(
  { register, seal, now }: { register: Register; seal: Seal; now: string },
  kind: Kind,
  ticket: string,
): Promise<Tickets[Kind] | null> {
  const holds = readTicket(seal, kind, ticket, now)
  if (holds === null) return null
  const expires_at = new Date(Date.parse(now) + MINUTES * 60_000).toISOString()
  return (await useOnce(register, kind, ticket, expires_at, now)) ? holds : null
}
