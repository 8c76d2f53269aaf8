/** How a person is told by e-mail of what awaits them. In the product they always are. */
export const MAIL = ['at-once', 'daily', 'never'] as const
export type Mail = (typeof MAIL)[number]

type About = {
  /** As it stands among one's choices. */
  label: string
  /** All that is ever said: no figure, no person, nothing that anybody wrote. */
  words: string
  /** Where a person chose nothing. */
  mail: Mail
}

/** What people are told of. A part that tells of something else adds a line. */
export const KINDS = {
  'draft-proposed': {
    label: 'A member proposes a draft',
    words: 'A draft of a member is proposed to be put before the public.',
    mail: 'daily',
  },
  'comment-open': {
    label: 'A comment period opens',
    words: 'A recommendation is open for your comment.',
    mail: 'daily',
  },
  'comment-closing': {
    label: 'A comment period ends soon',
    words: 'A recommendation is open for your comment for a few more days.',
    mail: 'daily',
  },
  'comment-made': { label: 'A comment arrives', words: 'A comment awaits an answer.', mail: 'daily' },
  'comment-answered': { label: 'A comment is answered', words: 'A comment of yours was answered.', mail: 'daily' },
  'ballot-open': { label: 'A vote opens', words: 'A vote awaits your voice.', mail: 'at-once' },
  'ballot-closing': {
    label: 'A vote ends soon',
    words: 'A vote that awaits your voice ends soon.',
    mail: 'at-once',
  },
  'ballot-ended': { label: 'A vote awaits its count', words: 'A vote has ended and awaits its count.', mail: 'daily' },
  'ballot-closed': { label: 'A vote closes', words: 'A vote has closed.', mail: 'daily' },
  'decision-made': { label: 'A decision is taken', words: 'A decision was taken.', mail: 'daily' },
  'adoption-asked': {
    label: 'Your organization is asked whether it adopts',
    words: 'Your organization is asked whether it adopts a recommendation.',
    mail: 'at-once',
  },
  'adoption-due': {
    label: 'Your organization has yet to say whether it adopts',
    words: 'Your organization has yet to say what it adopts of a recommendation.',
    mail: 'daily',
  },
  'adoption-late': {
    label: 'An answer on adoption is late',
    words: 'What a payer adopts of a recommendation was to be said by now.',
    mail: 'daily',
  },
  'adoption-stated': {
    label: 'A participant says whether it adopts',
    words: 'A participant said whether it adopts a recommendation.',
    mail: 'daily',
  },
  'review-open': {
    label: 'Data are open for review',
    words: 'Data of your organization are open for review.',
    mail: 'at-once',
  },
  'appeal-filed': { label: 'An appeal arrives', words: 'An appeal awaits a decision.', mail: 'at-once' },
  'appeal-decided': {
    label: 'An appeal is decided',
    words: 'An appeal of your organization was decided.',
    mail: 'at-once',
  },
  'meeting-called': { label: 'A meeting is called', words: 'You are called to a meeting.', mail: 'at-once' },
  'meeting-changed': { label: 'A meeting changes', words: 'A meeting of yours changed.', mail: 'at-once' },
  'words-asked': {
    label: 'Somebody asks about refused words',
    words: 'Somebody asks about words that the check refused.',
    mail: 'at-once',
  },
  'words-released': {
    label: 'Refused words of yours are released',
    words: 'Words of yours that the check refused pass now when you send them again.',
    mail: 'at-once',
  },
  'words-upheld': {
    label: 'Refused words of yours stay refused',
    words: 'Words of yours that the check refused stay refused, and the convener says why.',
    mail: 'at-once',
  },
  'minutes-posted': {
    label: 'Minutes are posted',
    words: 'Minutes of a meeting of yours are there to read.',
    mail: 'daily',
  },
  'seat-given': { label: 'You are given a seat', words: 'You were given a seat on a committee.', mail: 'at-once' },
  'seat-ending': { label: 'A term of a seat ends', words: 'A term of a seat ends soon.', mail: 'daily' },
  'step-given': {
    label: 'A step of a plan is given to your organization',
    words: 'A step of a plan is for your organization to see to.',
    mail: 'daily',
  },
  'step-late': { label: 'A step of a plan is late', words: 'A step of the plan is late.', mail: 'daily' },
  'delivery-late': { label: 'A delivery is late', words: 'A delivery of data is late.', mail: 'daily' },
  'date-changed': { label: 'A date of the calendar changes', words: 'A date of the calendar changed.', mail: 'never' },
  'webhook-disabled': {
    label: 'A webhook is switched off',
    words: 'A webhook of your organization failed too long and was switched off.',
    mail: 'at-once',
  },
  'webhook-test': {
    label: 'A webhook is tried out',
    words: 'This is a call to try your webhook out.',
    mail: 'never',
  },
} as const satisfies Readonly<Record<string, About>>

export type NotificationKind = keyof typeof KINDS

export const isKind = (kind: string): kind is NotificationKind => Object.hasOwn(KINDS, kind)

/** What is said of a kind that is no longer told of too. */
export const wordsOf = (kind: string): string => (isKind(kind) ? KINDS[kind].words : 'Something awaits you.')
