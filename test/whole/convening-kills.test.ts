import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as http } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { notifyIn } from '../../src/convening/notify/notify.ts'
import { LEASE_SECONDS, later } from '../../src/convening/notify/sending.ts'
import { registerWebhook } from '../../src/convening/notify/webhooks.ts'
import { Region } from '../../src/region.ts'
import { choose } from '../../src/register/convening/notify/notifications.ts'
import { openRegister, type Register } from '../../src/register/open.ts'
import { Outgoing } from '../../src/server/outgoing/outgoing.ts'
import { regionSeal } from '../../src/server/sign-in/seal.ts'
import { NOW, seat, withPeople } from '../convening/people.ts'
import { headerOf, mailServer } from '../convening/smtp.ts'
import { type DemonstrationRegion, demonstrationRegion } from './region.ts'

/** The program is killed in the middle of telling people, with no chance to tidy up; the next run makes it whole. */
const STEPS = 400
const VOTES = 20

/** The same moments each time the test runs. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

describe('killed in the middle', () => {
  let folder: string
  let path: string
  const environment: Record<string, string> = {}
  const begin = (...args: string[]) =>
    spawn(process.execPath, ['bin/wholepanel.js', '--region', path, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...environment },
    })
  /** Null where it was killed. */
  const ended = (child: ChildProcess) =>
    new Promise<number | null>((resolve) => child.on('close', (code, signal) => resolve(signal ? null : code)))
  const looking = async <Result>(work: (register: Register) => Promise<Result>): Promise<Result> => {
    const register = await openRegister(Region.open(path), undefined)
    return work(register).finally(() => register.close())
  }
  const rows = (register: Register, statement: string) =>
    register.engine(async (tx) => (await sql.raw<Record<string, unknown>>(statement).execute(tx)).rows)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'convening-kills-'))
    path = join(folder, 'region')
    Region.create(path, { region: 'Tidewell' })
    writeFileSync(
      join(path, 'wholepanel.yaml'),
      'region: Tidewell\ndemonstration: true\nmail_from: panel@tide.example\n',
    )
    await looking(async (register) => {
      await withPeople(register)
      await seat(register, 'kay')
      await register.engine((tx) => choose(tx, 'pam', 'step-late', 'at-once'))
      await register.engine((tx) =>
        sql
          .raw(`insert into wholepanel.plan_step (initiative, title, owner, due_date, recorded_at, recorded_by)
            select 'tide', 'Ask ' || n, 'pam', '2026-05-31', '${NOW}', 'ann' from generate_series(1, ${STEPS}) n`)
          .execute(tx),
      )
    })
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('of what a day brings each person is told once, however often the telling was killed', async () => {
    const pick = random(11)
    const remind = ['remind', '--day', '2026-06-01']
    /** Each step is told to both or to neither, and an e-mail goes with what is told at once. */
    const halves = (register: Register) =>
      rows(
        register,
        `select r.about, count(n.*)::int as told, count(n.message)::int as mails
           from wholepanel.reminder r left join wholepanel.notification n on n.about = r.about and n.kind = r.kind
           where r.kind = 'step-late' group by r.about having count(n.*) <> 2 or count(n.message) <> 1`,
      )
    const marked = (register: Register) =>
      rows(register, `select count(*)::int as n from wholepanel.reminder`).then(([row]) => Number(row?.n))
    let before = 0
    let midway = 0
    let wait = 1200
    while (midway < 4) {
      const child = begin(...remind)
      const end = ended(child)
      const timer = setTimeout(() => child.kill('SIGKILL'), wait + pick() * 300)
      const code = await end
      clearTimeout(timer)
      if (code !== null) break
      const now = await looking(async (register) => {
        expect(await halves(register)).toEqual([])
        return marked(register)
      })
      expect(now).toBeGreaterThanOrEqual(before)
      // How fast the machine is nobody knows before: a kill that came too early is followed by a later one.
      if (now > before) midway++
      else wait += 300
      before = now
    }
    expect(midway, 'kills that fell while people were told').toBeGreaterThan(0)
    expect(await ended(begin(...remind))).toBe(0)
    expect(await ended(begin(...remind))).toBe(0)
    await looking(async (register) => {
      expect(await marked(register)).toBe(STEPS)
      expect(await halves(register)).toEqual([])
      expect(
        await rows(
          register,
          `select account, count(*)::int as n, count(distinct about)::int as things from wholepanel.notification
             group by account order by account`,
        ),
      ).toEqual(['ann', 'pam'].map((account) => ({ account, n: STEPS, things: STEPS })))
    })
  })

  test('every e-mail and call arrives, and what comes twice after a kill comes under the same name', async () => {
    let running: ChildProcess | undefined
    let kills = 0
    /** Killed once so many have come: before it is answered or right after, in turn. */
    const killAt = (moments: number[], came: number, answer: () => void) => {
      const due = moments[0] !== undefined && came >= moments[0]
      if (!due) return answer()
      moments.shift()
      kills++
      if (kills % 2 === 0) answer()
      running?.kill('SIGKILL')
      if (kills % 2 === 1) answer()
    }
    const mailsCame: string[] = []
    const mailMoments = [5, 17, 30]
    const mails = await mailServer({
      onData(stream, session, done) {
        let raw = ''
        stream.on('data', (piece: Buffer) => {
          raw += piece.toString('utf8')
        })
        stream.on('end', () => {
          const one = { from: '', to: [], raw, secure: session.secure, user: undefined }
          mailsCame.push(headerOf(one, 'Message-ID') ?? 'without a name')
          killAt(mailMoments, mailsCame.length, done)
        })
      },
    })
    const callsCame: string[] = []
    const callMoments = [4, 11]
    const receiver = createServer((request, answer) => {
      request.resume().on('end', () => {
        callsCame.push(String(request.headers['webhook-id']))
        killAt(callMoments, callsCame.length, () => answer.writeHead(204).end())
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    environment.WHOLEPANEL_SMTP_URL = `smtp://127.0.0.1:${mails.port}`
    await looking(async (register) => {
      const now = new Date().toISOString()
      const sealing = regionSeal(Region.open(path), {})
      const by = { person: 'pam', name: 'Pam', role: 'payer', purpose: 'payment', organization_id: 'summit' } as const
      const address = `http://localhost:${(receiver.address() as AddressInfo).port}/hook`
      const act = { register, by: { ...by, practice_ids: [], administers: true }, now }
      await registerWebhook(act, { participant: 'summit', address }, sealing)
      await register.engine(async (tx) => {
        for (const table of ['notification', 'message'] as const) await tx.deleteFrom(table).execute()
        for (let vote = 1; vote <= VOTES; vote++)
          await notifyIn(tx, {
            ...{ to: { role: 'payer' }, kind: 'ballot-open', about: `ballot:${vote}`, link: '/convening', at: now },
          })
      })
    })
    const send = () => {
      running = begin('notify', '--send')
      return ended(running)
    }
    let codes = 0
    while ((await send()) === null) codes++
    expect(codes, 'runs that were killed').toBeGreaterThan(1)

    await looking(async (register) => {
      // Nobody else sends what was being sent until its time is over: then it is sent again.
      const region = Region.open(path)
      const now = () => later(new Date().toISOString(), LEASE_SECONDS)
      const outgoing = new Outgoing({ region, register, now, environment })
      await outgoing.sendAll()
      outgoing.close()
      const states = 'select state, count(*)::int as n from wholepanel.'
      expect(await rows(register, `${states}message group by state`)).toEqual([{ state: 'sent', n: 2 * VOTES }])
      expect(await rows(register, `${states}webhook_delivery group by state`)).toEqual([{ state: 'sent', n: VOTES }])
      const named = await rows(register, `select '<' || message_id || '@tide.example>' as id from wholepanel.message`)
      expect([...new Set(mailsCame)].sort()).toEqual(named.map(({ id }) => String(id)).sort())
      expect(new Set(callsCame).size).toBe(VOTES)
    })
    for (const came of [mailsCame, callsCame]) expect(came.length - new Set(came).size).toBeLessThanOrEqual(codes)
    await mails.close()
    receiver.closeAllConnections()
    await new Promise((resolve) => receiver.close(resolve))
  })
})

describe('a server killed in the middle of an upload', () => {
  let region: DemonstrationRegion
  beforeAll(() => {
    region = demonstrationRegion()
  })
  afterAll(() => region.remove())
  const bytes = Buffer.from(`${'Lists come each month from one place.\n'.repeat(200)}Measures come each year.\n`)
  const paper = Buffer.from(
    JSON.stringify({
      ...{ title: 'Where lists come from', file_name: 'lists.txt', content: bytes.toString('base64') },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }),
  )

  /** What Priya Raman does: she comes in, looks what is there, and sends the paper, or so much of it. */
  async function entered(address: string) {
    const headers = { 'x-wholepanel': '1', 'content-type': 'application/json' }
    const body = JSON.stringify({ person: 'priya-raman' })
    const came = await fetch(`${address}/api/session`, { method: 'POST', headers, body })
    const cookie = String(came.headers.get('set-cookie')?.split(';')[0])
    const read = (path: string) => fetch(address + path, { headers: { cookie } })
    const all = (await (await read('/api/meetings')).json()) as { meeting: number; title: string }[]
    const one = all.find(({ title }) => title === 'How payment works')
    if (!one) throw new Error('no such meeting')
    const [shown] = (await (await read(`/api/meetings/${one.meeting}`)).json()) as {
      texts: { title: string; meeting_text: number; state: string }[]
    }[]
    const send = (share: number) =>
      new Promise<{ over: Promise<number | null> }>((resolve) => {
        const given = { method: 'POST', headers: { ...headers, cookie, 'content-length': String(paper.length) } }
        const request = http(`${address}/api/meetings/${one.meeting}/documents`, given)
        const over = new Promise<number | null>((done) => {
          request.on('response', (answer) => answer.resume().on('close', () => done(answer.statusCode ?? null)))
          request.on('error', () => done(null))
        })
        request.write(paper.subarray(0, paper.length * share), () => resolve({ over }))
        if (share === 1) request.end()
      })
    const document = async (meeting_text: number) =>
      Buffer.from(await (await read(`/api/meeting-texts/${meeting_text}/document`)).arrayBuffer())
    return { send, document, papers: shown?.texts.filter(({ title }) => title === 'Where lists come from') ?? [] }
  }

  test('the document is there whole or not at all, and sent again it is there once', async () => {
    const pick = random(5)
    let landed = 0
    let wait = 150
    for (let kills = 0; kills < 10 && landed < 1; kills++) {
      const server = await region.serve()
      const { send, document, papers } = await entered(server.address)
      expect(papers.length).toBeLessThanOrEqual(1)
      for (const { meeting_text, state } of papers) {
        expect(state).toBe('passed')
        expect(await document(meeting_text)).toEqual(bytes)
        landed++
      }
      // How long it takes nobody knows before: a kill that came too early is followed by a later one.
      if (papers.length === 0 && kills > 1) wait *= 2
      // The first time half of it is on its way; then all of it came, and how far it is nobody knows.
      const { over } = await send(kills === 0 ? 0.5 : 1)
      await new Promise((resolve) => setTimeout(resolve, wait + pick() * 100))
      await server.kill()
      await over
    }
    expect(landed, 'kills after which it was there').toBe(1)
    const server = await region.serve()
    const { send, papers } = await entered(server.address)
    expect(papers.length).toBe(1)
    expect(await (await send(1)).over).toBe(200)
    expect((await entered(server.address)).papers).toEqual(papers)
    await server.close()
  })
})
