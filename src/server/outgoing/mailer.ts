import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer'
import { faultOf, type Mail } from '../../convening/notify/mail-text.ts'
import type { Outcome } from '../../convening/notify/sending.ts'
import { WholepanelError } from '../../error.ts'
import { isLoopback } from '../own-address.ts'

/** Holds the name and password of the mail server: from the environment only. */
export const SMTP_VARIABLE = 'WHOLEPANEL_SMTP_URL'

const MILLISECONDS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

export type Mailer = { send: (mail: Mail, message_id: string) => Promise<Outcome>; close: () => void }

/**
 * Sends by SMTP. Beyond this machine the connection is encrypted or there is none. `ca` trusts a certificate beside
 * those that Node trusts. Null where nobody set up e-mail.
 */
export function mailerOf(
  mail_from: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  { ca }: { ca?: string } = {},
): Mailer | null {
  const given = environment[SMTP_VARIABLE]
  if (!given && !mail_from) return null
  if (!given || !mail_from)
    throw new WholepanelError('input-settings', {
      got: given ? `${SMTP_VARIABLE} without mail_from` : `mail_from without ${SMTP_VARIABLE}`,
      want: 'both, or neither',
      fix: 'set mail_from in wholepanel.yaml, and the mail server’s address in the environment',
    })
  const url = URL.canParse(given) ? new URL(given) : null
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    throw new WholepanelError('input-settings', {
      at: SMTP_VARIABLE,
      got: 'no address of a mail server',
      want: 'smtps://NAME:PASSWORD@HOST:465 or smtp://NAME:PASSWORD@HOST:587',
    })
  const secure = url.protocol === 'smtps:'
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isLoopback(url.hostname),
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    ...(ca ? { tls: { ca } } : {}),
    ...MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: (mail, message_id) => send(transport, mail_from, mail, message_id),
    close: () => transport.close(),
  }
}

async function send(transport: Transporter, from: string, mail: Mail, message_id: string): Promise<Outcome> {
  const fault = faultOf(mail)
  if (fault) return { sent: false, problem: fault, forGood: true }
  const { to, subject, text } = mail
  const options: SendMailOptions = {
    ...{ from: { name: 'Wholepanel', address: from }, to: { name: '', address: to }, subject, text },
    envelope: { from, to: [to] },
    // The same however often it is sent: a mail program shows a second copy as the first.
    messageId: `<${message_id}@${from.split('@')[1]}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
  try {
    await transport.sendMail(options)
    return { sent: true }
  } catch (error) {
    return outcomeOf(error as { code?: string; responseCode?: number })
  }
}

/** What the mail server wrote may name people, and is not kept. */
function outcomeOf({ code = 'unknown', responseCode }: { code?: string; responseCode?: number }): Outcome {
  const forGood = (responseCode ?? 0) >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
  const problem = PROBLEMS[code] ?? 'the mail server could not be reached'
  return { sent: false, problem: `${problem} (${responseCode ?? code})`, forGood }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  EENVELOPE: 'the mail server did not take the sender or the recipient',
  EMESSAGE: 'the mail server did not take the message',
  EAUTH: 'the mail server did not let us in',
  ENOAUTH: 'the mail server did not let us in',
  ETLS: 'the connection to the mail server could not be encrypted',
}
