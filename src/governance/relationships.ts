import type { Viewer } from './viewer.ts'
import type { Relationship } from './words.ts'

/**
 * What a request is about, as the region knows it: a practice, one person of a practice, a delivery or a contract. What is
 * not there has no practice, no payer, no sender and no parties.
 */
export type Subject = {
  practice_id?: string
  /** The practice is in the directory; of a person, it is or was on the practice's panel too. */
  in_directory?: boolean
  /** Payers that cover people of the practice or pay it; of a person, those that cover the person. */
  payers?: readonly string[]
  /** Who sent the delivery. */
  sender?: string
  /** The payer that is asked about its arrangements. */
  asked_payer?: string
  /** It is there in the convening: a recommendation, a meeting. */
  convened?: boolean
  /** Whose contract it is; nobody's where there is none. */
  contract?: { payer: string; organization_id: string }
}

/** Whether the viewer stands so to what is asked for. */
export function holds(relationship: Relationship, viewer: Viewer, subject: Subject): boolean {
  switch (relationship) {
    case 'anyone':
    case 'role':
      return true
    case 'treats':
    case 'coaches':
      return isAmong(subject, viewer.practice_ids)
    case 'emergency':
      return isAmong(subject, viewer.emergency_practice_ids ?? [])
    case 'administers':
      return viewer.administers === true
    case 'concerned':
      return (
        viewer.administers === true &&
        (['treats', 'covers', 'sent'] as const).some((one) => holds(one, viewer, subject))
      )
    case 'known':
      return holds('in-directory', viewer, subject) || holds('received', viewer, subject)
    case 'covers':
      return viewer.organization_id !== null && (subject.payers ?? []).includes(viewer.organization_id)
    case 'in-directory':
      return subject.in_directory === true
    case 'sent':
      return subject.sender !== undefined && subject.sender === viewer.organization_id
    case 'received':
      return subject.sender !== undefined
    case 'asked':
      return subject.asked_payer !== undefined && subject.asked_payer === viewer.organization_id
    case 'registered':
      return subject.asked_payer !== undefined
    case 'convened':
      return subject.convened === true
    case 'party':
      return isParty(viewer, subject.contract)
    case 'contracted':
      return subject.contract !== undefined
  }
}

/** The payer of the contract, or the organization that it pays with its practices. */
function isParty({ role, organization_id }: Viewer, contract: Subject['contract']): boolean {
  if (contract === undefined || organization_id === null) return false
  return (role === 'payer' ? contract.payer : contract.organization_id) === organization_id
}

const isAmong = ({ in_directory, practice_id }: Subject, practice_ids: readonly string[]): boolean =>
  in_directory === true && practice_id !== undefined && practice_ids.includes(practice_id)
