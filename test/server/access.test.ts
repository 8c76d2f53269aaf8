import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAgreement } from '../../src/register/rights/agreements.ts'
import { disclosuresOf } from '../../src/register/rights/disclosure/disclosures.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { addAdministrators, ask } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
  for (const payer of ['amber', 'birch'])
    await recordSubmission(house.register, {
      ...{
        submission_id: `s-${payer}`,
        payer,
        layout: 'tuva',
        received_at: '2026-01-01T00:00:00Z',
        status: 'accepted',
      },
      ...{
        content_hash: payer,
        newest_service_date: null,
        because: null,
        mends: null,
        score: 'A',
        files: [],
        findings: [],
        uses: [],
      },
    } as never)
})
afterAll(() => house.close())

type Row = {
  who: string | null
  participant: string | null
  role: string
  opens: string[]
  sees: string[]
  does_not_see: { what: string; because: string }[]
  says: string
  granted_by: string | null
}
const rows = async (who: string, query: string): Promise<Row[]> =>
  (await ask(house, who, `/api/access?${query}`)).json()
const status = async (who: string, url: string) => (await ask(house, who, url)).status

test('an administrator reads in sentences who can see the practice, by which grant and why', async () => {
  const found = await rows('elm-admin', 'practice_id=elm')
  const own = found.find((one) => one.who === 'elm')
  expect(own?.says).toMatch(
    /because they treat the patients of the practice \(granted by .+, until it is ended\)\. Sees /,
  )
  expect(own?.sees).toContain('people by name, and what is open for them')
  expect(own?.does_not_see.map((one) => one.what)).toEqual(['what others paid and were paid'])
  const payer = found.find((one) => one.participant === 'amber')
  expect(payer?.sees).toContain('rates, rounded')
  expect(payer?.does_not_see.map((one) => one.what)).toContain('what the records of all payers say of them')
  const convener = found.find((one) => one.role === 'convener')
  expect(convener?.sees.some((one) => /^how many people there are, from 11 on$/.test(one))).toBe(true)
})

test('what it says is so: whoever can see a page opens it, and whoever cannot is refused', async () => {
  const accounts = ['elm', 'oak', 'amber', 'birch', 'cedar', 'convener', 'state', 'public', 'operator', 'elm-admin']
  const views = { panel: 'the panel', scorecard: 'the scorecard', payments: 'the payments' }
  const listed = await rows('operator', 'practice_id=elm')
  let opened = 0
  for (const account of accounts)
    for (const [page, words] of Object.entries(views)) {
      const says = listed.some((one) => one.who === account && one.opens.includes(words))
      const may = (await status(account, `/api/practices/elm/${page}`)) === 200
      if (may) opened += 1
      expect(says, `${account} ${page}`).toBe(may)
    }
  expect(opened).toBeGreaterThan(10)
})

test('names are for those who administer them; everybody else reads the organization and the role', async () => {
  const found = await rows('elm-admin', 'practice_id=elm')
  for (const one of found.filter((row) => row.participant !== 'elm-group')) {
    expect(one.who, one.says).toBe(null)
    expect(one.granted_by, one.says).toBe(null)
  }
  expect((await rows('operator', 'practice_id=elm')).every((one) => one.who !== null)).toBe(true)
})

test('a payer’s administrator hears of no other payer, whether it covers people here or not', async () => {
  const { text } = await ask(house, 'amber-admin', '/api/access?practice_id=elm')
  expect(text).toContain('"amber"')
  expect(text).not.toMatch(/birch|cedar/i)
  expect((await rows('elm-admin', 'practice_id=elm')).some((one) => one.participant === 'birch')).toBe(true)
})

test('of a statement those are named who see its amounts', async () => {
  const found = await rows('operator', 'practice_id=elm&payer=birch')
  expect(found.map((one) => one.who)).toEqual(expect.arrayContaining(['birch', 'elm']))
  for (const who of ['amber', 'convener', 'state']) expect(found.map((one) => one.who)).not.toContain(who)
})

test('of a delivery: its sender, those who oversee, and what each sees of it', async () => {
  const found = await rows('amber-admin', 'submission_id=s-amber')
  expect(found.find((one) => one.who === 'amber')?.sees).toContain('what was found in it')
  const convener = found.find((one) => one.role === 'convener')
  expect(convener?.sees).toEqual(['when it came, its state and how many records it has'])
  expect(await status('convener', '/api/access?submission_id=s-birch')).toBe(200)
})

test('who does not administer, or asks about what is another’s or not there, is refused in the same words', async () => {
  const refusals = [
    ['elm', 'practice_id=elm'],
    ['oak-admin', 'practice_id=elm'],
    ['elm-admin', 'practice_id=nowhere'],
    ['amber-admin', 'submission_id=s-birch'],
    ['amber-admin', 'submission_id=nothing'],
    ['state', 'practice_id=elm'],
    ['operator', 'practice_id=nowhere'],
  ] as const
  const bodies = new Set<string>()
  for (const [who, query] of refusals) {
    const answer = await ask(house, who, `/api/access?${query}`)
    expect(answer.status, query).toBe(403)
    bodies.add(answer.text)
  }
  expect(bodies.size).toBe(1)
  expect(await status('operator', '/api/access')).toBe(400)
  expect(await status('operator', '/api/access?practice_id=elm&submission_id=s-amber')).toBe(400)
})

test('the same as a table to take away', async () => {
  const { text } = await ask(house, 'elm-admin', '/api/access?practice_id=elm&format=csv')
  expect(text.split('\r\n')[0]).toMatch(/^who,program,participant/)
})

type About = {
  name: string
  sent: { payer: string; what: string; records: number }[]
  seers: { participant_name: string | null; sees: string[]; because: string }[]
  disclosures: { what: string; participant_name: string | null; times: number }[]
}
const about = async (who: string, person: string): Promise<About> =>
  (await ask(house, who, `/api/practices/elm/panel/${person}/access`)).json()

test('a practice prints for a person who sent records, who can see them and why, and who was shown them', async () => {
  await ask(house, 'amber', '/api/practices/elm/panel/both')
  const found = await about('elm', 'both')
  expect(found.sent.map((one) => `${one.payer} ${one.what}`)).toEqual([
    'amber bills of doctors and clinics',
    'amber coverage by month',
    'birch bills of doctors and clinics',
    'birch coverage by month',
  ])
  expect(found.seers.map((one) => one.because)).toContain('they cover people there, or pay for their care')
  expect(found.disclosures.map((one) => one.what)).toContain('your page')
  expect((await about('elm', 'both')).disclosures.map((one) => one.what)).toContain('this letter')
  expect((await disclosuresOf(house.register, 'both')).some((one) => one.path.endsWith('/both/access'))).toBe(true)
})

test('it names organizations and no one who works there', async () => {
  const { text } = await ask(house, 'elm', '/api/practices/elm/panel/both/access')
  expect(text).not.toMatch(/"who"|granted_by|elm-admin/)
})

test('no payer, no convener and no other practice prints it, and of nobody there is a letter', async () => {
  for (const who of ['amber', 'amber-admin', 'convener', 'state', 'oak', 'public', 'coach'])
    expect(await status(who, '/api/practices/elm/panel/both/access'), who).toBe(403)
  const nobody = await ask(house, 'elm', '/api/practices/elm/panel/nobody/access')
  const another = await ask(house, 'elm', '/api/practices/oak/panel/o1/access')
  expect(nobody.status).toBe(403)
  expect(nobody.text).toBe(another.text)
  expect(await status('operator', '/api/practices/elm/panel/both/access')).toBe(200)
})

test('where an agreement does not let a payer’s records be used for treatment, the practice’s letter is without them', async () => {
  await recordAgreement(
    house.register,
    {
      ...{ agreement: 'birch-2020-01-01', payer: 'birch', title: 'Test', purposes: ['payment', 'operations'] },
      ...{ start_date: '2020-01-01', on_end: 'keep', document: 'test' },
    },
    '2025-01-01T00:00:00Z',
  )
  const found = await about('elm', 'both')
  expect(new Set(found.sent.map((one) => one.payer))).toEqual(new Set(['amber']))
  expect(JSON.stringify(found)).not.toMatch(/birch/i)
})
