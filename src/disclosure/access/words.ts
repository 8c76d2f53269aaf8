import type { Permission } from '../../governance/read-permissions.ts'
import type { Role } from '../../governance/viewer.ts'
import type { Relationship } from '../../governance/words.ts'

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  practice: 'practice',
  'provider-organization': 'provider organization',
  payer: 'payer',
  convener: 'convener',
  purchaser: 'purchaser',
  state: 'state agency',
  coach: 'practice coach',
  public: 'public',
  operator: 'operator of the region',
}

/** What each action opens, as a page is called. */
export const OPENS: Readonly<Record<string, string>> = {
  'read-practice': 'the head of the practice’s pages',
  'read-panel': 'the panel',
  'read-person': 'the page of a person',
  'read-roster': 'the rosters',
  'read-reconciliation': 'the lists beside each other',
  'read-scorecard': 'the scorecard',
  'read-payments': 'the payments',
  'read-submission': 'the delivery',
  'read-submission-content': 'what was found in the delivery',
}

const THEY: Partial<Record<Relationship, string>> = {
  treats: 'they treat the patients of the practice',
  covers: 'they cover people there, or pay for their care',
  coaches: 'the practice let them in as its coach',
  emergency: 'they opened it for an hour, in an emergency, and said why',
  sent: 'they sent it',
}

/** How the viewer stands to it, and by what right that is enough. */
export const because = ({ relationship, basis }: Permission): string => THEY[relationship] ?? basis.words

type Said = {
  who: string | null
  program: boolean
  participant_name: string | null
  role: string
  because: string
  granted_by: string | null
  until: string | null
  sees: readonly string[]
  does_not_see: readonly { what: string }[]
}

/** Example: Dana Whitfield of Tidewell Medical Group (practice), because they treat the patients of the practice … */
export function sentences(said: Said): string {
  const { who, program, participant_name, role, granted_by, until } = said
  const subject = who ?? (program ? 'A program' : 'Somebody')
  const of = participant_name ? ` of ${participant_name}` : ''
  const grant = granted_by ? ` (granted by ${granted_by}, ${until ? `until ${until}` : 'until it is ended'})` : ''
  const kind = who !== null && program ? `program, ${role}` : role
  return [
    `${subject}${of} (${kind}), because ${said.because}${grant}.`,
    `Sees ${listed(said.sees)}.`,
    said.does_not_see.length > 0 ? `Does not see ${listed(said.does_not_see.map((one) => one.what))}.` : '',
  ]
    .filter((one) => one !== '')
    .join(' ')
}

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join('; ')}; and ${words.at(-1)}`
