import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mailerOf } from '../../../src/server/outgoing/mailer.ts'
import { sendCalls } from '../../../src/server/outgoing/send-calls.ts'
import { sendMessages } from '../../../src/server/outgoing/send-messages.ts'
import { mailServer, textOf } from '../../convening/smtp.ts'
import type { TestHouse } from '../../server/house.ts'
import { convene, recommend } from './committee.ts'
import { type Hand, handOf, peopled } from './hand.ts'
import { meet } from './meetings.ts'
import { coach, recruit } from './practices.ts'
import { type World, wordsOf } from './secrets.ts'

/** What left by itself, and to whom: e-mails by account, calls by participant. */
export type Left = { to: string; text: string }

export type Attacked = {
  house: TestHouse
  ids: Hand['ids']
  /** Secrets of the world's own making: of webhooks and of calendars. They are shown once, to nobody again. */
  keys: Readonly<Record<string, string>>
  left: readonly Left[]
  close: () => Promise<void>
}

/** An initiative in the middle of its work, made by the addresses that everybody uses; the day is 2026-01-03. */
export async function attacked(world: World): Promise<Attacked> {
  const words = wordsOf(world)
  const house = await peopled(world, words)
  const hand = handOf(house, words)
  await convene(hand)
  const post = await postOffice(hand)
  await recommend(hand)
  await meet(hand)
  await coach(hand)
  await recruit(hand)
  const keys = { ...post.keys, ...(await subscribe(hand)) }
  hand.on('2026-01-03')
  const left = await post.left()
  hand.ids.practice_id = ['elm', 'oak', 'ash']
  Object.assign(hand.ids, {
    initiative: ['tidewell'],
    committee: ['payment'],
    goal: [1],
    plan_step: [1],
    seat_term: [1, 2],
  })
  return { house, ids: hand.ids, keys, left, close: () => house.close() }
}

/** Two payers and a practice have calls come to them, and everybody has an address. */
async function postOffice({ house, post, words, ids }: Hand) {
  const calls: Left[] = []
  const receiver: Server = createServer((request, answer) => {
    let body = ''
    request.on('data', (piece: Buffer) => {
      body += piece
    })
    request.on('end', () => {
      calls.push({ to: request.url?.slice(1) ?? '', text: JSON.stringify(request.headers) + body })
      answer.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  const hook = (who: string, path: string) =>
    post<{ webhook: string; secret: string }>(who, '/api/webhooks', { address: `http://localhost:${port}/${path}` })
  const made = [await hook('amber-admin', words.webhookAddress), await hook('birch-admin', words.webhookOfBirch)]
  ids.webhook = made.map(({ webhook }) => webhook)
  const now = () => house.house.now()
  return {
    keys: { webhookOfAmber: made[0]?.secret ?? '', webhookOfBirch: made[1]?.secret ?? '' },
    left: async (): Promise<Left[]> => {
      const server = await mailServer()
      const mailer = mailerOf('panel@tide.example', { WHOLEPANEL_SMTP_URL: `smtp://127.0.0.1:${server.port}` })
      if (!mailer) throw new Error('no mailer')
      const { register } = house
      const settings = { region: 'Tidewell', public_url: 'https://panel.tide.example' }
      await sendMessages({ register, settings, mailer, now })
      await sendCalls({ register, settings, sealing: house.house.signIn.seal, loopback: true, now })
      mailer.close()
      await server.close()
      await new Promise((resolve) => receiver.close(resolve))
      const mails = server.received.map((one) => ({
        ...{ to: (one.to[0] ?? '').split('@')[0] ?? '', text: `${one.raw}\n${textOf(one)}` },
      }))
      return [...mails, ...calls]
    },
  }
}

/** Calendars of two people for their programs, and a date for payers alone. */
async function subscribe({ post, words, on, ids }: Hand): Promise<Record<string, string>> {
  on('2025-12-06')
  const date = { title: `For payers, ${words.dateForPayers}`, day: '2026-01-20', audience: 'payer' }
  await post('convener', '/api/calendar/dates', date)
  const tokenOf = async (who: string) => {
    const { address } = await post<{ address: string }>(who, '/api/calendar/subscription')
    return new URL(address).pathname.replace(/^\/calendar\/|\.ics$/g, '')
  }
  const keys = { calendarOfAmber: await tokenOf('amber'), calendarOfElm: await tokenOf('elm') }
  ids.calendar_date = [1]
  return keys
}
