import { isKind, KINDS, wordsOf } from './kinds.ts'

export type Mail = { to: string; subject: string; text: string }

export type MailGiven = {
  region: string
  /** How readers reach the product; null where that was not said, and addresses stay relative. */
  address: string | null
  name: string
  email: string
  notifications: readonly { kind: string; link: string }[]
}

/** One e-mail as plain text: that something awaits, and where. Example: `mailOf({ … }).subject` is `Wholepanel Tidewell: A vote opens`. */
export function mailOf({ region, address, name, email, notifications }: MailGiven): Mail {
  const [first] = notifications
  const what =
    notifications.length === 1 && first && isKind(first.kind)
      ? KINDS[first.kind].label
      : `${notifications.length} things await you`
  const at = (link: string) => `${address ?? ''}${link}`
  return {
    to: email,
    subject: `Wholepanel ${region}: ${what}`,
    text: [
      `${oneLine(name)},`,
      '',
      ...notifications.flatMap(({ kind, link }) => [wordsOf(kind), `  ${at(link)}`, '']),
      'What it is about stands behind the address, for those who may read it.',
      `Choose how you are told: ${at('/notifications')}`,
      '',
    ].join('\n'),
  }
}

/** A line of a header that would begin another one. */
const BREAKS = /[\p{Cc}\u2028\u2029]/u
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/

/** Why an e-mail is not written: its headers would not be one line each, or its address is one that headers read otherwise. */
export function faultOf({ to, subject }: Pick<Mail, 'to' | 'subject'>): string | null {
  if (!ADDRESS.test(to)) return 'the address cannot be written to'
  return BREAKS.test(subject) ? 'the subject is more than one line' : null
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')
