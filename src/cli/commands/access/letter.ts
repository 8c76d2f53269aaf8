import type { AboutPerson } from '../../../disclosure/access/about-person.ts'
import { tableText } from '../../say/print-table.ts'

/** The answer to a person who asks, as a letter they can read. */
export function letter({ name, person_id, printed_on, sent, seers, disclosures }: AboutPerson, region: string): string {
  const who = seers.map(
    (one) =>
      `- ${one.participant_name ?? region} (${one.role}), because ${one.because}. They see ${list(one.sees)}.${
        Array.isArray(one.does_not_see) && one.does_not_see.length > 0
          ? ` They do not see ${list(one.does_not_see.map((held) => (held as { what: string }).what))}.`
          : ''
      }`,
  )
  return `${[
    `${region}\n${printed_on}\n\nAbout: ${name ?? 'a person'} (${person_id})`,
    'Who sent records about you',
    tableText(sent, ['payer_name', 'what', 'records', 'first_date', 'last_date']),
    'Who can see them, and why',
    who.length > 0 ? who.join('\n') : 'Nobody has an account that could open your page.',
    'What is left out',
    LEFT_OUT,
    'Who has been shown them',
    disclosures.length > 0
      ? tableText(disclosures, ['released_on', 'participant_name', 'role', 'what', 'purpose', 'times'])
      : 'Nobody yet.',
  ].join('\n\n')}\n`
}

const list = (words: unknown): string => (Array.isArray(words) ? words.join('; ') : 'nothing')

export const LEFT_OUT =
  'Records of a plan that you told not to share them, and records that the law protects specially unless you agreed, are taken out before anything is counted. Nobody named above can see them, and this letter does not list them: your plan can tell you what it sent.'
