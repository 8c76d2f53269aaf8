import { saveArrangements } from '../../../src/register/arrangements.ts'
import { registerPayer } from '../../../src/register/payers.ts'
import { saveAccessGrant } from '../../../src/register/people/access-grants.ts'
import { saveAccount } from '../../../src/register/people/accounts.ts'
import { saveParticipant } from '../../../src/register/people/participants.ts'
import { recordAgreement } from '../../../src/register/rights/agreements.ts'
import { ROWS } from '../../disclosure/small-region.ts'
import type { Rows } from '../../disclosure/tables.ts'
import { addAdministrators, cookieOfAccount } from '../../server/administrators.ts'
import { type TestHouse, testHouse } from '../../server/house.ts'
import { LOOKERS, type SecretName, type World } from './secrets.ts'

const BEGUN = '2025-01-01T00:00:00Z'

/** Who does things in the world that is attacked, by the same addresses as anybody. */
export type Hand = {
  house: TestHouse
  words: Readonly<Record<SecretName, string>>
  /** Ids that an attacker may try, by the name that a route has for them. */
  ids: Record<string, (string | number)[]>
  on: (day: string) => void
  /** Sends, and demands that it was taken. */
  post: <Result = Record<string, never>>(who: string | null, url: string, body?: object) => Promise<Result>
  /** Sends, and demands that it was refused with this code. */
  refused: (who: string, code: string, url: string, body?: object) => Promise<{ refusal?: string }>
}

export function handOf(house: TestHouse, words: Hand['words']): Hand {
  const send = async (who: string | null, url: string, payload: object) => {
    const cookie = who === null ? {} : { cookie: await cookieOfAccount(house, who) }
    return house.server.inject({ method: 'POST', url, headers: { 'x-wholepanel': '1', ...cookie }, payload })
  }
  return {
    ...{ house, words, ids: {} },
    on: (day) => {
      house.clock.now = Date.parse(`${day}T12:00:00Z`)
    },
    post: async (who, url, body = {}) => {
      const { statusCode, body: said } = await send(who, url, body)
      if (statusCode !== 200) throw new Error(`${who} ${url}: ${statusCode} ${said}`)
      return JSON.parse(said)
    },
    refused: async (who, code, url, body = {}) => {
      const { body: said } = await send(who, url, body)
      if (JSON.parse(said).code !== code) throw new Error(`${who} ${url}: no ${code} but ${said}`)
      return JSON.parse(said)
    },
  }
}

const CROWD = { elm: 320, oak: 310, ash: 330, fir: 60 } as const
/** Of a hundred at each practice: how many are with amber, birch and cedar; the others are with nobody who takes part. */
const SHARES = { one: [40, 4, 26], other: [28, 4, 38] } as const

/** The small region, and at each of three practices some hundred more, at a fourth some dozen, so that criteria of recruitment find them. */
function rowsOf(world: World): Rows {
  const [amber, birch, cedar] = SHARES[world]
  const people = Object.entries(CROWD).flatMap(([practice_id, many]) =>
    Array.from({ length: many }, (_, i) => {
      const place = i % 100
      const payers = [...Array(amber).fill('amber'), ...Array(birch).fill('birch'), ...Array(cedar).fill('cedar')]
      const payer: string | null = payers[place] ?? null
      return { person_id: `${practice_id}-crowd-${i}`, practice_id, payer }
    }),
  )
  const [attribution, month] = [ROWS.attribution?.[0] ?? {}, ROWS.member_month?.[0] ?? {}]
  const [, practice] = ROWS.practice ?? []
  return {
    ...ROWS,
    practice: [
      ...(ROWS.practice ?? []),
      { ...practice, practice_id: 'ash', practice_name: 'Ash Lane', tin: '3' },
      { ...practice, practice_id: 'fir', practice_name: 'Fir Way', tin: '4' },
    ],
    attribution: [
      ...(ROWS.attribution ?? []),
      ...people.map(({ person_id, practice_id }) => ({
        ...{
          ...attribution,
          person_id,
          practice_id,
          organization_id: `${practice_id === 'elm' ? 'elm' : 'oak'}-group`,
        },
      })),
    ],
    member_month: [
      ...(ROWS.member_month ?? []),
      ...people
        .filter(({ payer }) => payer !== null)
        .map(({ person_id, payer }) => ({
          ...{ ...month, person_id, payer, member_id: `${payer}-${person_id}`, month_start: '2025-01-01' },
          year_month: '202501',
        })),
    ],
  }
}

/** A house with people of every kind, and contracts whose amounts are the payers' own. */
export async function peopled(world: World, words: Hand['words']): Promise<TestHouse> {
  const house = await testHouse({ demonstration: true }, rowsOf(world))
  const { register } = house
  await addAdministrators(house)
  await registerPayer(register, { payer: 'cedar' }, BEGUN)
  const purposes = ['treatment', 'payment', 'operations'] as const
  const agreed = { title: 'Test', purposes: [...purposes], start_date: '2020-01-01', on_end: 'keep', document: 'test' }
  await recordAgreement(register, { ...agreed, payer: 'cedar' } as never, BEGUN)
  const other = { participant: 'bluff', participant_name: 'Bluff Coaching', kind: 'coach' } as const
  await saveParticipant(register, other, BEGUN)
  for (const [account, grant] of Object.entries({
    'birch-admin': { role: 'payer', purpose: 'payment', participant: 'birch', administers: true },
    carla: { role: 'purchaser', purpose: 'oversight', participant: 'employers' },
    rival: { role: 'coach', purpose: 'convening', participant: 'bluff', practice_ids: ['oak'] },
  })) {
    await saveAccount(register, { account, name: account }, 'operator', BEGUN)
    await saveAccessGrant(register, { ...grant, account, start_date: '2025-01-01' }, 'operator', BEGUN)
  }
  await register.engine(async (tx) => {
    for (const account of LOOKERS)
      await tx
        .updateTable('account')
        .set({ email: `${account}@tide.example` })
        .where('account', '=', account)
        .execute()
  })
  await saveArrangements(
    register,
    ['amber', 'birch', 'cedar'].flatMap((payer) =>
      ['elm', 'oak'].map((at) => ({
        ...{ arrangement: `${payer}-${at}`, payer, organization_id: `${at}-group`, model: 'demo/common-model' },
        ...{ track: 'ffs-plus', start_date: '2024-01-01', end_date: null },
        amounts: {
          base_pmpm: { value: payer === 'amber' ? words.contract : '3333.31', unit: 'usd', source: 'contract' },
        },
      })),
    ) as never,
  )
  return house
}
