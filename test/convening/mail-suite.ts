import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { faultOf, mailOf } from '../../src/convening/notify/mail-text.ts'
import { notifyIn } from '../../src/convening/notify/notify.ts'
import { nextTry } from '../../src/convening/notify/sending.ts'
import { choose, markRead } from '../../src/register/convening/notify/notifications.ts'
import type { Register } from '../../src/register/open.ts'
import { type Mailer, mailerOf } from '../../src/server/outgoing/mailer.ts'
import { sendMessages } from '../../src/server/outgoing/send-messages.ts'
import { NOW, withPeople } from './people.ts'
import { headerOf, type MailServer, mailServer, textOf } from './smtp.ts'

/** What is sent by e-mail, and what becomes of what does not get through, asked of a register. */
export function mailSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    let server: MailServer
    let mailer: Mailer
    let clock = Date.parse(NOW)
    const FROM = 'panel@tide.example'
    const now = () => new Date(clock).toISOString()
    const settings = { region: 'Tidewell', public_url: 'https://panel.tide.example' }
    const at = (port: number, more = '') => ({ WHOLEPANEL_SMTP_URL: `smtp://${more}127.0.0.1:${port}` })
    const sending = (by: Mailer = mailer) => sendMessages({ register, settings, mailer: by, now })
    const messages = () => register.engine((tx) => tx.selectFrom('message').selectAll().orderBy('message').execute())
    const tell = (account: string, about = 'ballot:12') =>
      register.engine((tx) =>
        notifyIn(tx, { to: { account }, kind: 'ballot-open', about, link: '/ballots/12', at: now() }),
      )
    const required = (made: Mailer | null): Mailer => {
      if (!made) throw new Error('no mailer')
      return made
    }

    beforeAll(async () => {
      register = await open()
      await withPeople(register)
    })
    afterAll(() => register.close())
    beforeEach(async () => {
      clock = Date.parse(NOW)
      await register.engine(async (tx) => {
        for (const table of ['notification', 'message', 'notification_choice'] as const)
          await tx.deleteFrom(table).execute()
      })
      server = await mailServer()
      mailer = required(mailerOf(FROM, at(server.port)))
    })
    afterEach(async () => {
      mailer.close()
      await server.close()
    })

    test('an e-mail says that something awaits and where, and who it comes from, once', async () => {
      await tell('pam')
      expect(await sending()).toEqual({ sent: 1, again: 0, failed: 0 })
      expect(await sending()).toEqual({ sent: 0, again: 0, failed: 0 })
      const [mail] = server.received
      if (!mail) throw new Error('nothing came')
      expect(mail).toMatchObject({ from: FROM, to: ['pam@example.org'] })
      expect(headerOf(mail, 'Subject')).toBe('Wholepanel Tidewell: A vote opens')
      expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-generated')
      expect(textOf(mail)).toContain('A vote awaits your voice.\r\n  https://panel.tide.example/ballots/12\r\n')
      expect(await messages()).toMatchObject([{ state: 'sent', attempts: 1, sent_at: '2026-01-05T10:00:00Z' }])
    })

    test('what one wants daily comes as one e-mail a day, without what was read meanwhile', async () => {
      await register.engine((tx) => choose(tx, 'pam', 'ballot-open', 'daily'))
      for (const about of ['ballot:1', 'ballot:2', 'ballot:3']) await tell('pam', about)
      const first = await register.engine((tx) =>
        tx.selectFrom('notification').select('notification').executeTakeFirstOrThrow(),
      )
      await register.engine((tx) => markRead(tx, 'pam', first.notification, now()))
      expect(await sending()).toMatchObject({ sent: 1 })
      await tell('pam', 'ballot:4')
      expect(await sending()).toMatchObject({ sent: 0 })
      clock += 86_400_000
      expect(await sending()).toMatchObject({ sent: 1 })
      expect(server.received.map((mail) => headerOf(mail, 'Subject'))).toEqual([
        'Wholepanel Tidewell: 2 things await you',
        'Wholepanel Tidewell: A vote opens',
      ])
    })

    test('digests go on day after day', async () => {
      await register.engine((tx) => choose(tx, 'pam', 'ballot-open', 'daily'))
      for (let day = 0; day < 8; day++) {
        await tell('pam', `ballot:${day}`)
        expect(await sending(), `day ${day}`).toMatchObject({ sent: 1 })
        clock += 86_400_000
      }
    })

    test('digests wait for the morning', async () => {
      await register.engine((tx) => choose(tx, 'pam', 'ballot-open', 'daily'))
      clock = Date.parse('2026-01-06T05:59:00Z')
      await tell('pam')
      expect(await sending()).toMatchObject({ sent: 0 })
      clock += 60_000
      expect(await sending()).toMatchObject({ sent: 1 })
    })

    test('a mail server that is down is tried again later, and gets it when it is back', async () => {
      const { port } = server
      await server.close()
      await tell('pam')
      expect(await sending()).toEqual({ sent: 0, again: 1, failed: 0 })
      expect(await messages()).toMatchObject([
        { state: 'waiting', attempts: 1, last_problem: 'the mail server could not be reached (ESOCKET)' },
      ])
      server = await mailServer({}, port)
      expect(await sending()).toMatchObject({ sent: 0 })
      clock += 60_000
      expect(await sending()).toMatchObject({ sent: 1 })
      expect(server.received).toHaveLength(1)
    })

    test('a server that stays down is given up after three days', async () => {
      await server.close()
      await tell('pam')
      let tries = 0
      for (let hours = 0; hours < 120; hours += 1, clock += 3_600_000) {
        const { again, failed } = await sending()
        tries += again + failed
        if (failed > 0) break
      }
      expect((clock - Date.parse(NOW)) / 86_400_000).toBeGreaterThan(3)
      expect((clock - Date.parse(NOW)) / 86_400_000).toBeLessThan(4)
      expect(tries).toBe(10)
      expect(await messages()).toMatchObject([{ state: 'failed', attempts: 10 }])
      server = await mailServer()
    })

    test('a recipient who is refused for good is not tried again, and the others get theirs', async () => {
      await server.close()
      server = await mailServer({
        onRcptTo({ address }, _session, done) {
          const refused = Object.assign(new Error(`no ${address} here`), { responseCode: 550 })
          if (address === 'kay@example.org') done(refused)
          else done()
        },
      })
      mailer = required(mailerOf(FROM, at(server.port)))
      await tell('kay')
      await tell('pam')
      expect(await sending()).toEqual({ sent: 1, again: 0, failed: 1 })
      const [refused] = await messages()
      expect(refused).toMatchObject({
        account: 'kay',
        state: 'failed',
        last_problem: 'the mail server did not take the sender or the recipient (550)',
      })
      expect(server.received.map((one) => one.to)).toEqual([['pam@example.org']])
    })

    test('a recipient who is refused for now is tried again', async () => {
      await server.close()
      server = await mailServer({
        onRcptTo: (_address, _session, done) => done(Object.assign(new Error('full'), { responseCode: 452 })),
      })
      mailer = required(mailerOf(FROM, at(server.port)))
      await tell('pam')
      expect(await sending()).toEqual({ sent: 0, again: 1, failed: 0 })
    })

    test('a process that was killed after sending sends again, under the same Message-ID', async () => {
      await tell('pam')
      const killed: Mailer = {
        ...mailer,
        send: async (...given) => {
          await mailer.send(...given)
          throw new Error('killed')
        },
      }
      await expect(sending(killed)).rejects.toThrow('killed')
      expect(await sending()).toMatchObject({ sent: 0 })
      clock += 120_000
      expect(await sending()).toMatchObject({ sent: 1 })
      const ids = server.received.map((mail) => headerOf(mail, 'Message-ID') ?? '')
      expect(ids).toHaveLength(2)
      expect(new Set(ids).size).toBe(1)
      expect(ids[0]).toMatch(/^<[0-9a-f-]{36}@tide\.example>$/)
    })

    test('what was never tried because nobody had set up e-mail is given up after three days', async () => {
      await tell('pam')
      clock += 3 * 86_400_000 + 1
      expect(await sending()).toEqual({ sent: 0, again: 0, failed: 0 })
      expect(await messages()).toMatchObject([{ state: 'failed', attempts: 0 }])
      expect(server.received).toEqual([])
    })

    test('who has left gets nothing', async () => {
      await tell('ann')
      await register.engine((tx) =>
        tx.updateTable('account').set({ status: 'suspended' }).where('account', '=', 'ann').execute(),
      )
      expect(await sending()).toEqual({ sent: 0, again: 0, failed: 1 })
      expect(server.received).toEqual([])
      await register.engine((tx) =>
        tx.updateTable('account').set({ status: 'active' }).where('account', '=', 'ann').execute(),
      )
    })

    test.each([
      ['a second header', 'pam@example.org\r\nBcc: all@evil.example'],
      ['a second address', 'pam@example.org,all@evil.example'],
      ['a name in front', 'Pam <pam@example.org>'],
      ['a route', '@evil.example:pam@example.org'],
      ['a group', 'all:pam@example.org;'],
      ['quotes', '"pam all"@example.org'],
      ['nothing', ''],
    ])('an address with %s is not written to', async (_what, email) => {
      await tell('pam')
      await register.engine((tx) => tx.updateTable('account').set({ email }).where('account', '=', 'pam').execute())
      expect(await sending()).toEqual({ sent: 0, again: 0, failed: 1 })
      expect(server.received).toEqual([])
      await register.engine((tx) =>
        tx.updateTable('account').set({ email: 'pam@example.org' }).where('account', '=', 'pam').execute(),
      )
    })

    test.each(['Tide\r\nBcc: all@evil.example', 'Tide\nwell', 'Tide\u2028well', 'Tide\0well'])(
      'a region’s name of more than one line begins no header (%j)',
      async (region) => {
        await tell('pam')
        expect(
          await sendMessages({ register, settings: { region, public_url: undefined }, mailer, now }),
        ).toMatchObject({
          failed: 1,
        })
        expect(server.received).toEqual([])
      },
    )

    test('a name with a line of a header in it stays one line of the text', () => {
      const mail = mailOf({
        ...{ region: 'Tide', address: null, name: 'Pam\r\nBcc: all@evil.example', email: 'pam@example.org' },
        notifications: [{ kind: 'ballot-open', link: '/ballots/12' }],
      })
      expect(mail.text.split('\n')[0]).toBe('Pam Bcc: all@evil.example,')
      expect(faultOf(mail)).toBeNull()
    })

    test('an e-mail about a kind that is told no more still leads there', () => {
      const given = { region: 'Tide', address: null, name: 'Pam', email: 'pam@example.org' }
      const mail = mailOf({ ...given, notifications: [{ kind: 'gone-by', link: '/x' }] })
      expect(mail.text).toContain('Something awaits you.\n  /x')
    })

    test('the wait grows with each try', () => {
      const waits = Array.from({ length: 9 }, (_, i) => Date.parse(nextTry(i + 1, NOW) ?? '') - Date.parse(NOW))
      expect(waits).toEqual(waits.toSorted((a, b) => a - b))
      expect(nextTry(10, NOW)).toBeNull()
    })

    test('settings of half an e-mail are refused, and none is no e-mail', () => {
      expect(mailerOf(undefined, {})).toBeNull()
      expect(() => mailerOf(FROM, {})).toThrow('mail_from without WHOLEPANEL_SMTP_URL')
      expect(() => mailerOf(undefined, at(25))).toThrow('WHOLEPANEL_SMTP_URL without mail_from')
      for (const url of ['https://mail.example', 'mail.example', 'smtp:'])
        expect(() => mailerOf(FROM, { WHOLEPANEL_SMTP_URL: url })).toThrow('no address of a mail server')
      expect(() => mailerOf(FROM, { WHOLEPANEL_SMTP_URL: 'https://ann:hush@mail.example' })).not.toThrow('hush')
    })

    /** A name and password go only over a connection that is encrypted, to a server that is trusted. */
    test('a server that asks for STARTTLS and a password gets both, and one that is not trusted gets neither', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'mail-'))
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
      execFileSync(
        'openssl',
        [
          ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
          ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', cert],
        ],
        { stdio: 'ignore' },
      )
      const passwords: string[] = []
      await server.close()
      server = await mailServer({
        ...{ key: readFileSync(key), cert: readFileSync(cert), authOptional: false, disabledCommands: [] },
        onAuth({ username, password = '' }, _session, done) {
          passwords.push(String(password))
          if (username === 'panel' && password === 'hu/sh') done(undefined, { user: 'panel' })
          else done(new Error('no'))
        },
      })
      const url = (password: string) => ({
        WHOLEPANEL_SMTP_URL: `smtp://panel:${password}@localhost:${server.port}`,
      })
      const trusting = (password: string) => required(mailerOf(FROM, url(password), { ca: readFileSync(cert, 'utf8') }))
      await tell('pam')
      expect(await sending(required(mailerOf(FROM, url('hu%2Fsh'))))).toEqual({ sent: 0, again: 1, failed: 0 })
      expect(passwords).toEqual([])
      clock += 60_000
      expect(await sending(trusting('wrong'))).toEqual({ sent: 0, again: 1, failed: 0 })
      expect(await messages()).toMatchObject([{ last_problem: 'the mail server did not let us in (535)' }])
      clock += 300_000
      expect(await sending(trusting('hu%2Fsh'))).toEqual({ sent: 1, again: 0, failed: 0 })
      expect(server.received).toMatchObject([{ secure: true, user: 'panel' }])
      rmSync(folder, { recursive: true })
    })
  })
}
