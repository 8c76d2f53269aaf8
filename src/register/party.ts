/**
 * Who the register answers to. Row-level security reads it from `wholepanel.party`: `payer:<key>`,
 * `organization:<key>`, `purchaser:<key>`, `coach:<key>`, or the role alone.
 */
export type Party = { role: string; organization_id: string | null }

const WITHOUT_KEY = new Set(['convener', 'state', 'public', 'operator'])

/** A party the register does not know is the public, who sees nothing private. */
export function partyName({ role, organization_id }: Party): string {
  if (WITHOUT_KEY.has(role)) return role
  if (organization_id === null || organization_id === '') return 'public'
  if (role === 'payer' || role === 'purchaser' || role === 'coach') return `${role}:${organization_id}`
  if (role === 'practice' || role === 'provider-organization') return `organization:${organization_id}`
  return 'public'
}
