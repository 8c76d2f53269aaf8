import type { ROUTES } from '../../../governance/routes.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import type { Form } from '../../act.ts'

type About = {
  /** As its page calls it. */
  words: string
  /** The page it stands on; `:names` are those of its address. */
  page: string
  /** The steward reads words of it only once their author asks: what a practice and its coach do, and how one votes. */
  confidential?: true
}

const ONE = '/convening/recommendations/:recommendation'
const COACHED = '/practices/:practice_id/coaching'
const INITIATIVE = '/convening/initiative/:initiative'

/** Forms in which words can be refused. */
const FORMS = {
  'POST /api/initiatives/:initiative/charter': { words: 'Charter', page: INITIATIVE },
  'POST /api/initiatives/:initiative/goals': { words: 'Set a goal', page: INITIATIVE },
  'POST /api/initiatives/:initiative/memorandum': { words: 'Memorandum of understanding', page: INITIATIVE },
  'POST /api/initiatives/:initiative/plan-steps': { words: 'Add a step to the plan', page: '/convening/plan' },
  'POST /api/plan-steps/:plan_step': { words: 'Change a step of the plan', page: '/convening/plan' },
  'POST /api/committees/:committee/conflicts': { words: 'Say what you have at stake', page: INITIATIVE },
  'POST /api/committees/:committee/meetings': { words: 'Plan a meeting', page: '/convening/meetings' },
  'POST /api/meetings/:meeting/state': { words: 'Call a meeting off', page: '/convening/meetings/:meeting' },
  'POST /api/meetings/:meeting/texts': { words: 'Write a note or an item', page: '/convening/meetings/:meeting' },
  'POST /api/meetings/:meeting/documents': { words: 'Hand out a document', page: '/convening/meetings/:meeting' },
  'POST /api/meeting-texts/:meeting_text/release': { words: 'Release a held text', page: '/convening/meetings' },
  'POST /api/meeting-texts/:meeting_text/file': { words: 'Open a file', page: '/convening/meetings' },
  'POST /api/refused-words/:refusal/answer': { words: 'Answer about refused words', page: '/convening/meetings' },
  'POST /api/recommendations': { words: 'Draft a recommendation', page: '/convening/recommendations/new' },
  'POST /api/recommendations/:recommendation/versions': { words: 'Write a recommendation anew', page: ONE },
  'POST /api/recommendations/:recommendation/comments': { words: 'Comment', page: ONE },
  'POST /api/open/recommendations/:recommendation/comments': { words: 'Comment of the public', page: ONE },
  'POST /api/recommendations/:recommendation/comments/:comment/moderation': { words: 'Hide a comment', page: ONE },
  'POST /api/recommendations/:recommendation/comments/:comment/answers': { words: 'Answer a comment', page: ONE },
  'POST /api/recommendations/:recommendation/vote': { words: 'Vote', page: ONE, confidential: true },
  'POST /api/recommendations/:recommendation/recusal': { words: 'Step back from a vote', page: ONE },
  'POST /api/recommendations/:recommendation/decision': { words: 'Decide on a recommendation', page: ONE },
  'POST /api/recommendations/:recommendation/withdrawal': { words: 'Withdraw a recommendation', page: ONE },
  'POST /api/recommendations/:recommendation/adoption': { words: 'Say what you adopt', page: '/convening/adoption' },
  'POST /api/recruitments': { words: 'Look for practices', page: '/convening/recruitment' },
  'POST /api/recruitments/:recruitment/end': { words: 'Stop looking for practices', page: '/convening/recruitment' },
  'POST /api/recruitments/:recruitment/practices/:practice_id': {
    ...{ words: 'Invite a practice or pass it over', page: '/convening/recruitment' },
  },
  'POST /api/recruitments/:recruitment/handovers/:practice_id': {
    ...{ words: 'Say how it stands with a practice', page: '/convening/recruitment' },
  },
  'POST /api/practices/:practice_id/invitations/:recruitment': {
    ...{ words: 'Answer an invitation', page: '/convening/recruitment' },
  },
  'POST /api/practices/:practice_id/coaching/requests': {
    ...{ words: 'Ask for help', page: COACHED, confidential: true },
  },
  'POST /api/practices/:practice_id/coaching/tasks': { words: 'Add a task', page: COACHED, confidential: true },
  'POST /api/practices/:practice_id/coaching/tasks/:coaching_task': {
    ...{ words: 'Drop a task', page: COACHED, confidential: true },
  },
  'POST /api/practices/:practice_id/coaching/visits': { words: 'Add a visit', page: COACHED, confidential: true },
  'POST /api/practices/:practice_id/coaching/visits/:coaching_visit': {
    ...{ words: 'Say what was agreed at a visit', page: COACHED, confidential: true },
  },
  'POST /api/practices/:practice_id/coaching/notes': { words: 'Write a note', page: COACHED, confidential: true },
  'POST /api/coaching/requests/:coaching_request/close': {
    ...{ words: 'Say what came of a request', page: '/coaching', confidential: true },
  },
} as const satisfies Partial<Record<keyof typeof ROUTES, About>>

const aboutOf = (route: string): About =>
  Object.hasOwn(FORMS, route)
    ? FORMS[route as keyof typeof FORMS]
    : { words: 'A form of the convening', page: '/convening' }

export const isConfidential = ({ route }: Pick<Form, 'route'>): boolean => aboutOf(route).confidential ?? false

/** What a form is called, and the page where its author sends it again. A committee stands on its initiative’s page. */
export async function formOf(
  tx: RegisterTransaction,
  { route, address }: Form,
): Promise<{ words: string; page: string }> {
  const { words, page } = aboutOf(route)
  const given = address.split('/')
  const names = new Map((route.split(' ')[1] ?? '').split('/').map((part, at) => [part, given[at] ?? part]))
  const committee = names.get(':committee')
  const found =
    committee === undefined
      ? undefined
      : await tx.selectFrom('committee').select('initiative').where('committee', '=', committee).executeTakeFirst()
  if (found) names.set(':initiative', found.initiative)
  const parts = page.split('/').map((part) => (part.startsWith(':') ? (names.get(part) ?? '') : part))
  return { words, page: parts.join('/') }
}

const FIELDS: Readonly<Record<string, string>> = {
  because: 'The reason',
  reason: 'The reason',
  body: 'The text',
  interest: 'What is at stake',
  changes: 'What changes',
  file_name: 'The name of the file',
  says: 'What is to be done',
  agreed: 'What was agreed',
  note: 'The note',
  asks: 'What is asked for',
  resources: 'What it needs',
  place: 'Where',
  about: 'What it is about',
}

/** What a field is called, for who did not fill it in. */
export const fieldOf = (field: string): string => FIELDS[field] ?? `The ${field.replaceAll('_', ' ')}`
