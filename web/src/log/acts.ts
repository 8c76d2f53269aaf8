/** What was done, in the reader's words. An act without words here is named by its own. */
import type { LogEvent } from '../api/people/log.ts'
import type { Tone } from '../design/words/badge.tsx'
import { words } from '../design/words/words.ts'

const ACTS: Record<string, string> = {
  'sign-in': 'Sign in',
  'sign-in-failed': 'Sign in',
  'sign-out': 'Sign out',
  'read-periods': 'Open the pages',
  'read-practices': 'List the practices',
  'read-practice': 'Look at a practice',
  'read-panel': 'Look at a panel',
  'read-person': 'Look at one person of a panel',
  'read-scorecard': 'Look at a scorecard',
  'read-cost': 'Look at cost and its growth',
  'read-practice-cost': 'Look at the cost of a practice',
  'read-payments': 'Look at payments',
  'read-business-case': 'Look at what support of practices costs and brings',
  'read-align': 'Look at how far payers are from each other',
  'read-pathway': 'Look at the changes that would help most',
  'read-burden': 'Look at what practices have to deal with',
  'read-rubric': 'Hold payers to a rubric',
  'read-explanation': 'Take a number apart',
  'read-submissions': 'List what was sent',
  'read-submission': 'Look at a delivery',
  'read-submission-content': 'Take away what was found in a delivery',
  'read-feeds': 'Look at what is owed',
  'read-waivers': 'List the waivers',
  'ask-waiver': 'Ask for a waiver',
  'decide-waiver': 'Decide on a waiver',
  'read-agreements': 'List the data agreements',
  'read-left-out': 'Look at what was left out',
  'read-findings': 'Look at what a run found in records',
  'read-policy': 'Look at the policy in force',
  'read-publications': 'Look at what is published',
  'read-break-glass': 'Look at emergency access',
  'break-glass': 'Take emergency access',
  'review-break-glass': 'Review an emergency access',
  'read-publication-preview': 'Count what publishing would show',
  publish: 'Publish a period, or withdraw it',
  'read-log': 'Read the log',
  'read-log-export': 'Take the whole log away',
  'make-statement': 'Say which practice is theirs',
  'withdraw-statement': 'Take a statement back',
  'mend-attestation': 'Mend or take back a statement of a patient',
  'read-attestations': 'Look at statements of patients',
  'read-attestation-codes': 'List the links for patients',
  'make-attestation-code': 'Make or withdraw a link for patients',
  'read-notices': 'Write notices to patients',
  'take-paper-forms': 'Take in paper forms of patients',
  'take-statements-in': 'Check statements of patients',
  ingest: 'Take in a delivery',
  run: 'Compute a period',
  purge: 'Destroy data, or list what would be',
  serve: 'Serve the pages',
  init: 'Make the region',
  demo: 'Make the demonstration',
  'record-agreement': 'Write down a data agreement',
  'withdraw-agreement': 'Withdraw a data agreement',
  'record-group-opt-in': 'Write down that a group shares its claims',
  'record-arrangements': 'Write down contracts',
  'record-feed': 'Say what a sender owes',
  'set-threshold': 'Set a threshold',
  'run-command': 'Send a command',
}

/** Of a refusal, what was asked for. */
export function actWords({ act, detail }: Pick<LogEvent, 'act' | 'detail'>): string {
  const code = typeof detail.asked === 'string' ? detail.asked : act
  if (code === 'read-refused') return 'Look at something'
  if (code === 'change-refused') return 'Change something'
  return ACTS[code] ?? (code.startsWith('read-') ? `Look at ${code.slice(5).replaceAll('-', ' ')}` : words(code))
}

export function outcomeOf({ act, outcome }: Pick<LogEvent, 'act' | 'outcome'>): { tone: Tone; says: string } {
  const ended = outcome ?? (act.endsWith('-failed') ? 'failed' : act.endsWith('-refused') ? 'refused' : 'done')
  switch (ended) {
    case 'refused':
      return { tone: 'bad', says: 'Refused' }
    case 'failed':
      return { tone: 'open', says: 'Failed' }
    case 'begun':
      return { tone: 'note', says: 'Begun, no end' }
    case 'done':
      return { tone: 'good', says: 'Done' }
  }
}

/** `practice:elm-street waiver:3` is `practice elm-street, waiver 3`. */
export const aboutWords = (about: string): string =>
  about
    .split(' ')
    .map((one) => one.replace(':', ' '))
    .join(', ')

export const actorWords = (actor: string): string => (actor === 'unknown' ? 'Not signed in' : actor)

export const KINDS: [code: string, words: string][] = [
  ['change', 'Changes'],
  ['read', 'Looks'],
  ['sign-in', 'Signing in and out'],
  ['refusal', 'Refused and failed'],
]
