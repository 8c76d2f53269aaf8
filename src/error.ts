/**
 * The one error that reaches a user, and the catalogue of its codes.
 *
 * A code's prefix says what kind of trouble it is: `input-` (unusable), `conflict-` (contradicts itself),
 * `unsupported-` (valid, not built), `access-` (not for this viewer), `state-` (the region is not ready for this).
 */
export const ERRORS = {
  'input-unknown-layout': 'no layout recognises the file',
  'input-wrong-payer': 'the file names another payer',
  'input-archive': 'the archive cannot be read to its end',
  'input-header': 'the header does not match the layout',
  'input-record-count': 'the file and the reader disagree on the number of records',
  'input-file': 'the file cannot be read',
  'input-period': 'the period is not understood',
  'input-model': 'the model file is not valid',
  'input-no-model': 'the library has no such model',
  'input-arrangement': 'the arrangement is not valid',
  'input-facts': 'the file of facts cannot be settled',
  'input-mapping': 'the mapping is not valid',
  'input-measure': 'the measure file is not valid',
  'input-policy': 'the disclosure policy is not valid',
  'input-settings': 'a setting is not valid',
  'input-argument': 'an argument is not valid',
  'input-own-amount': 'the text says what a payer keeps to itself',
  'input-document': 'the document cannot be taken',
  'input-password': 'the password is too easily guessed',
  'input-second-factor': 'the second factor is not set up',
  'input-explain-id': 'nothing in the last run has this id',
  'input-no-code': 'this link takes no statements',
  'input-receipt': 'this is no receipt code',
  'input-statements': 'the list of paper forms cannot be taken in',
  'input-backup': 'the file is no backup of a register, or is damaged',
  'conflict-mapping': 'more than one mapping fits the file',
  'conflict-log': 'the log is broken',
  'conflict-grain': 'two rows stand where the table states one',
  'conflict-account': 'the account is there already, or in use',
  'conflict-last-administrator': 'nobody would be left who administers this',
  'conflict-review': 'it was reviewed before',
  'conflict-procedure': 'the procedure does not allow this now',
  'conflict-clock': 'the clock stands before what was done last',
  'unsupported-layout-version': 'the record is of a version this layout does not describe',
  'unsupported-archive': 'the archive uses a method that is not built',
  'unsupported-file': 'the file is of a kind that holds no records we read',
  'unsupported-backup': 'the backup was written by a newer version',
  'input-too-large': 'the delivery is larger than the region takes in',
  'access-denied': 'the viewer has no right to this',
  'access-sign-in': 'sign-in is needed',
  'access-not-proven': 'nobody who may enter so',
  'access-too-many-tries': 'too many tries failed',
  'access-too-many-reads': 'too much was asked in a short time',
  'access-prove-again': 'this needs a sign-in that is not long ago',
  'access-invitation': 'the invitation opens nothing',
  'access-identity-provider': 'the identity provider did not say who signs in',
  'state-no-region': 'the folder is not a region',
  'state-locked': 'another process holds the region',
  'state-no-run': 'the region has no finished run',
  'state-missing-input': 'the run needs a table that no submission has filled',
  'state-newer-schema': 'the register was written by a newer version',
  'state-register-not-empty': 'the register holds rows already',
  'state-register-slow': 'the register did not answer in time',
  'state-disk-full': 'the disk is full; the last good state stands',
  'state-no-permission': 'the folder may not be read or written; the last good state stands',
  'state-interrupted': 'the work was interrupted; the last good state stands',
  'state-unexpected': 'something failed that should not have',
} as const

export type ErrorCode = keyof typeof ERRORS

export type ErrorDetail = {
  /** Where: `file:line`, `table.column, row 12`, a route. Never a person's value. */
  at?: string
  got?: string
  want?: string
  /** What the reader can do next. */
  fix?: string
  /** Of words that were refused: the key by which their author asks the steward. */
  refusal?: string
  /** Seconds after which the same may be asked again. */
  wait?: number
}

/** Example: `throw new WholepanelError('input-period', { got: '2025-13', want: 'a year, a quarter or a month' })`. */
export class WholepanelError extends Error {
  readonly code: ErrorCode
  readonly detail: ErrorDetail

  constructor(code: ErrorCode, detail: ErrorDetail = {}, cause?: unknown) {
    super(sentence(code, detail), { cause })
    this.name = 'WholepanelError'
    this.code = code
    this.detail = detail
  }

  /** The lines a terminal prints: what, where, what to do. */
  lines(): string[] {
    const { at, fix } = this.detail
    return [`${this.code}: ${this.message}`, ...(at ? [`  at ${at}`] : []), ...(fix ? [`  ${fix}`] : [])]
  }
}

function sentence(code: ErrorCode, { got, want }: ErrorDetail): string {
  return `${ERRORS[code]}${got ? `: ${got}` : ''}${want ? `; want ${want}` : ''}`
}

/** What is wrong and where. */
export type Fault = { at: string; text: string }

/** Faults of a file shown at once; the rest is counted. */
export const MOST_FAULTS = 20

/** All faults of a file as one detail: the first is its place, and the others follow it. `count`: how many there are in all. */
export function faultsDetail(faults: readonly Fault[], count = faults.length): { at: string; got: string } {
  const [first, ...rest] = faults.slice(0, MOST_FAULTS)
  const more = count > MOST_FAULTS ? `\n  and ${(count - MOST_FAULTS).toLocaleString('en-US')} more faults` : ''
  return {
    at: first?.at ?? '',
    got: `${first?.text ?? 'not readable'}${rest.map(({ at, text }) => `\n  ${at}: ${text}`).join('')}${more}`,
  }
}
