import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { notifyIn } from '../../src/convening/notify/notify.ts'
import {
  endWebhook,
  registerWebhook,
  resumeWebhook,
  rotateSecret,
  tryWebhook,
} from '../../src/convening/notify/webhooks.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { webhooksOf } from '../../src/register/convening/notify/webhooks.ts'
import type { Register } from '../../src/register/open.ts'
import { call } from '../../src/server/outgoing/call.ts'
import { sendCalls } from '../../src/server/outgoing/send-calls.ts'
import { Seal } from '../../src/server/sign-in/seal.ts'
import { NOW, withPeople } from './people.ts'

type Came = { headers: IncomingHttpHeaders; body: string; url: string }

/** What programs of participants are told, asked of a register. */
export function webhooksSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    let receiver: Server
    let port: number
    let came: Came[]
    /** What the receiver answers: a status, or nothing at all. */
    let answers: (came: Came) => { status: number; headers?: Record<string, string>; body?: string } | null
    let clock = Date.parse(NOW)
    const now = () => new Date(clock).toISOString()
    const sealing = new Seal(() => Buffer.alloc(32, 7))
    const PAM: Viewer = {
      ...{ person: 'pam', name: 'Pam', role: 'payer', purpose: 'payment', organization_id: 'summit' },
      ...{ practice_ids: [], administers: true },
    }
    const act = (by: Viewer = PAM) => ({ register, by, now: now() })
    const address = (path = '/hook') => `http://localhost:${port}${path}`
    const registered = (path?: string) =>
      registerWebhook(act(), { participant: 'summit', address: address(path) }, sealing)
    const tell = (about = 'ballot:12') =>
      register.engine((tx) =>
        notifyIn(tx, { to: { role: 'payer' }, kind: 'ballot-open', about, link: '/ballots/12', at: now() }),
      )
    const calling = (loopback = true) =>
      sendCalls({ register, settings: { public_url: 'https://panel.tide.example' }, sealing, loopback, now })
    const deliveries = () => register.engine((tx) => tx.selectFrom('webhook_delivery').selectAll().execute())
    const shown = () => register.engine((tx) => webhooksOf(tx, 'summit'))

    beforeAll(async () => {
      register = await open()
      await withPeople(register)
      receiver = createServer((request, answer) => {
        let body = ''
        request.on('data', (piece: Buffer) => {
          body += piece
        })
        request.on('end', () => {
          const one = { headers: request.headers, body, url: request.url ?? '' }
          came.push(one)
          const said = answers(one)
          if (said === null) request.socket.destroy()
          else answer.writeHead(said.status, said.headers).end(said.body)
        })
      })
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
      port = (receiver.address() as AddressInfo).port
    })
    afterAll(async () => {
      await new Promise((resolve) => receiver.close(resolve))
      await register.close()
    })
    beforeEach(async () => {
      clock = Date.parse(NOW)
      came = []
      answers = () => ({ status: 204 })
      await register.engine(async (tx) => {
        for (const table of ['webhook_delivery', 'webhook', 'notification', 'message'] as const)
          await tx.deleteFrom(table).execute()
      })
    })
    afterEach(() => vi.useRealTimers())

    /** As a receiver would, with the specification's own library; its clock is the test's. */
    function verified({ headers, body }: Came, secret: string): unknown {
      vi.useFakeTimers({ now: clock, toFake: ['Date'] })
      return new StandardWebhook(secret).verify(body, headers as Record<string, string>)
    }

    test('a call says what awaits and where, is signed, and comes once', async () => {
      const { secret } = await registered()
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
      await tell()
      expect(await calling()).toEqual({ sent: 1, again: 0, failed: 0 })
      expect(await calling()).toEqual({ sent: 0, again: 0, failed: 0 })
      const [first] = came
      if (!first) throw new Error('nothing came')
      expect(verified(first, secret)).toEqual({
        type: 'ballot.open',
        timestamp: '2026-01-05T10:00:00Z',
        data: { about: 'ballot:12', words: 'A vote awaits your voice.', link: 'https://panel.tide.example/ballots/12' },
      })
      expect(() => verified({ ...first, body: first.body.replace('ballot:12', 'ballot:13') }, secret)).toThrow()
      clock += 6 * 60_000
      expect(() => verified(first, secret)).toThrow('too old')
    })

    test('what awaits one person alone, or another participant, calls nobody', async () => {
      await registered()
      await register.engine(async (tx) => {
        const vote = { kind: 'ballot-open', about: 'ballot:1', link: '/', at: now() } as const
        await notifyIn(tx, { to: { account: 'pam' }, ...vote })
        await notifyIn(tx, { to: [{ role: 'convener' }, { participant: 'keystone' }], ...vote })
      })
      expect(await calling()).toMatchObject({ sent: 0 })
      expect(came).toEqual([])
    })

    test('a receiver that fails is called again, with the same id and a new time and signature', async () => {
      const { secret } = await registered()
      answers = () => ({ status: 500, body: 'Ann Lee has no coverage' })
      await tell()
      expect(await calling()).toEqual({ sent: 0, again: 1, failed: 0 })
      expect((await shown())[0]).toMatchObject({
        waiting: 1,
        last_problem: 'answered with status 500',
        state: 'active',
      })
      answers = () => ({ status: 200 })
      clock += 60_000
      expect(await calling()).toMatchObject({ sent: 1 })
      const [first, second] = came
      expect(first?.headers['webhook-id']).toBe(second?.headers['webhook-id'])
      expect(first?.headers['webhook-signature']).not.toBe(second?.headers['webhook-signature'])
      expect(first?.body).toBe(second?.body)
      if (second) verified(second, secret)
      expect((await shown())[0]).toMatchObject({ waiting: 0, failing_since: null })
    })

    test('one that hangs up is called again; a redirection is no answer and is not followed', async () => {
      await registered()
      await tell()
      answers = () => null
      expect(await calling()).toMatchObject({ again: 1 })
      expect((await deliveries())[0]?.last_problem).toBe('no connection (ECONNRESET)')
      answers = ({ url }) =>
        url === '/hook' ? { status: 307, headers: { location: address('/elsewhere') } } : { status: 200 }
      clock += 60_000
      expect(await calling()).toMatchObject({ again: 1 })
      expect(came.map((one) => one.url)).toEqual(['/hook', '/hook'])
    })

    test('of a long answer only the beginning is read', async () => {
      await registered()
      await tell()
      answers = () => ({ status: 200, body: 'x'.repeat(5_000_000) })
      expect(await calling()).toMatchObject({ sent: 1 })
    })

    test('one that does not answer is left alone for a minute, whatever else waits for it', async () => {
      await registered('/down')
      await registered('/up')
      answers = ({ url }) => (url === '/down' ? null : { status: 200 })
      for (const about of ['ballot:1', 'ballot:2', 'ballot:3']) await tell(about)
      expect(await calling()).toEqual({ sent: 3, again: 1, failed: 0 })
      expect(came.filter((one) => one.url === '/down')).toHaveLength(1)
    })

    test('one that failed for three days is switched off, its administrators are told, and they switch it on again', async () => {
      const { webhook } = await registered()
      answers = () => ({ status: 503 })
      await tell()
      await tell('ballot:13')
      for (let hours = 0; hours < 96 && (await shown())[0]?.state === 'active'; hours += 1, clock += 3_600_000)
        await calling()
      expect((await shown())[0]).toMatchObject({ state: 'disabled', waiting: 0 })
      expect((clock - Date.parse(NOW)) / 86_400_000).toBeGreaterThanOrEqual(3)
      const told = await register.engine((tx) =>
        tx.selectFrom('notification').select(['account', 'kind']).where('kind', '=', 'webhook-disabled').execute(),
      )
      expect(told).toEqual([{ account: 'pam', kind: 'webhook-disabled' }])
      await tell('ballot:14')
      const before = came.length
      await calling()
      expect(came).toHaveLength(before)
      await resumeWebhook(act(), webhook)
      answers = () => ({ status: 200 })
      await tryWebhook(act(), webhook)
      expect(await calling()).toMatchObject({ sent: 1 })
    })

    test('one that says it is gone is switched off at once', async () => {
      await registered()
      answers = () => ({ status: 410 })
      await tell()
      await calling()
      expect((await shown())[0]?.state).toBe('disabled')
    })

    test('for a day after a new secret calls are signed with both, then with the new one alone', async () => {
      const { webhook, secret: before } = await registered()
      const { secret } = await rotateSecret(act(), webhook, sealing)
      await tell()
      await calling()
      const [both] = came
      if (!both) throw new Error('nothing came')
      expect(verified(both, before)).toEqual(verified(both, secret))
      vi.useRealTimers()
      clock += 86_400_001
      await tell('ballot:13')
      await calling()
      const alone = came[1]
      if (!alone) throw new Error('nothing came')
      verified(alone, secret)
      expect(() => verified(alone, before)).toThrow('No matching signature')
    })

    test('secrets stand sealed in the register, are shown to nobody again, and go when it ends', async () => {
      const { webhook, secret } = await registered()
      const row = async () =>
        JSON.stringify(await register.engine((tx) => tx.selectFrom('webhook').selectAll().execute()))
      expect(await row()).not.toContain(secret.slice(6))
      expect(JSON.stringify(await shown())).not.toContain('secret')
      await tell()
      await endWebhook(act(), webhook)
      expect(await row()).toContain('"secret":""')
      expect(await calling()).toMatchObject({ sent: 0 })
      expect(came).toEqual([])
      await expect(rotateSecret(act(), webhook, sealing)).rejects.toThrow('has ended')
    })

    test('a sealed secret of another webhook is worth nothing', async () => {
      const { webhook } = await registered()
      const { webhook: other } = await registered('/other')
      const { secret } = await register.engine((tx) =>
        tx.selectFrom('webhook').select('secret').where('webhook', '=', other).executeTakeFirstOrThrow(),
      )
      await register.engine((tx) => tx.updateTable('webhook').set({ secret }).where('webhook', '=', webhook).execute())
      await tell()
      await calling()
      expect(came.map((one) => one.url)).toEqual(['/other'])
    })

    test('only who administers the participant does anything with its webhooks', async () => {
      const { webhook } = await registered()
      for (const by of [
        { ...PAM, administers: false },
        { ...PAM, organization_id: 'keystone' },
        { ...PAM, role: 'convener' as const, organization_id: 'tide' },
      ]) {
        for (const refused of [
          () => registerWebhook(act(by), { participant: 'summit', address: address() }, sealing),
          () => rotateSecret(act(by), webhook, sealing),
          () => resumeWebhook(act(by), webhook),
          () => tryWebhook(act(by), webhook),
          () => endWebhook(act(by), webhook),
        ])
          await expect(refused()).rejects.toMatchObject({ code: 'access-denied' })
      }
      await expect(endWebhook(act(), 'webhook-00000000')).rejects.toMatchObject({ code: 'access-denied' })
    })

    test.each([
      'ftp://summit.example',
      'summit.example',
      'https://ann:hush@summit.example',
      `https://s.example/${'x'.repeat(500)}`,
    ])('an address that is none is refused: %s', async (given) => {
      await expect(registerWebhook(act(), { participant: 'summit', address: given }, sealing)).rejects.toMatchObject({
        code: 'input-argument',
      })
    })

    test('nothing inside is called, whatever its name, and nothing without encryption', async () => {
      const signed = { headers: {}, body: '{}' }
      for (const [inside, problem] of [
        [address(), 'over https only'],
        ['http://summit.example/hook', 'over https only'],
        ['https://127.0.0.1/hook', 'inside'],
        ['https://0x7f.1/hook', 'inside'],
        ['https://2130706433/hook', 'inside'],
        ['https://[::1]/hook', 'inside'],
        ['https://[::ffff:127.0.0.1]/hook', 'inside'],
        ['https://10.0.0.8/hook', 'inside'],
        ['https://169.254.169.254/latest/meta-data', 'inside'],
        [`https://localhost:${port}/hook`, 'leads inside'],
      ] as const) {
        const called = await call(inside, signed, false)
        expect('problem' in called ? called.problem : 'called', inside).toContain(problem)
      }
      expect(came).toEqual([])
    })
  })
}
