/** What the server says of people, programs and emergencies. */
import { queryOptions } from '@tanstack/react-query'
import { get } from '../client.ts'

export type HeldGrant = {
  access_grant: number
  role: string
  participant: string | null
  participant_name: string | null
  practices: { practice_id: string; practice_name: string }[]
  administers: boolean
  start_date: string
  end_date: string | null
  state: 'holds' | 'to-come' | 'past' | 'ended'
  delegated_from: number | null
  granted_at: string
  granted_by: string
  ended_at: string | null
  ended_by: string | null
}
export type Someone = {
  account: string
  name: string
  email: string | null
  status: string
  shut_by_operator: boolean
  invited_until: string | null
  proof: 'passkey' | 'password-and-code' | 'password' | 'identity-provider' | 'none'
  sessions: number
  last_seen_at: string | null
  grants: HeldGrant[]
}
export type Coaching = {
  coaching: number
  participant: string
  participant_name: string
  practice_id: string
  practice_name: string
  organization_id: string
  start_date: string
  end_date: string | null
  ended_at: string | null
}
export type Participant = { participant: string; participant_name: string; kind: string }
export type NamedPractice = { practice_id: string; practice_name: string; organization_id: string }
export type People = {
  account: string
  administers: boolean
  people: Someone[]
  colleagues: { account: string; name: string }[]
  participants: Participant[]
  practices: NamedPractice[]
  coaching: Coaching[]
}
export type ApiClient = {
  client_id: string
  client_name: string
  role: string
  scopes: string[]
  keys: number | null
  jwks_url: string | null
  status: string
  registered_at: string
}
export type ApiClients = { clients: ApiClient[]; scopes: { scope: string; about: string }[] }
export type Emergency = {
  break_glass: number
  name: string
  practice_id: string
  practice_name: string
  reason: string
  started_at: string
  ends_at: string
  uses: number
  reviewed_at: string | null
  reviewed_by: string | null
  review: string | null
  own: boolean
  open: boolean
}

const at = <Answer>(path: string) => queryOptions({ queryKey: [path], queryFn: () => get<Answer>(path) })
export const peopleQuery = at<People>('/api/people')
export const apiClientsQuery = at<ApiClients>('/api/api-clients')
export const emergenciesQuery = at<Emergency[]>('/api/break-glass')
