/** Whom the forms of an initiative may name. */
import { at } from '../queries.ts'
import { INITIATIVES_PATH } from './convening.ts'

export type Nameable = {
  participants: { participant: string; participant_name: string; kind: string; takes_part: boolean }[]
  people: { account: string; name: string; participant: string; participant_name: string }[]
  contracts: { payer: string; payer_name: string; organization_id: string; organization_name: string }[]
}

export const nameableQuery = (initiative: string) =>
  at<Nameable>(`${INITIATIVES_PATH}/${encodeURIComponent(initiative)}/nameable`)
