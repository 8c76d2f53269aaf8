import { afterAll, beforeAll, expect, test } from 'vitest'
import { listEvents } from '../../src/register/events.ts'
import { listStatements } from '../../src/register/rights/attestation/statements.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { addAdministrators, ask } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
let code: string
type Code = { attestation_code: string; practice_id: string | null; link: string; withdrawn_at: string | null }
beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
  const made = await ask(house, 'elm', '/api/attestation-codes', { practice_id: 'elm', label: 'Front desk' })
  code = (made.json() as { codes: Code[] }).codes[0]?.attestation_code ?? ''
})
afterAll(() => house.close())

let forms = 0
const newForm = () => (++forms).toString(16).padStart(32, '0')
const said = (given: object = {}) => ({
  ...{ form: newForm(), practice_id: 'elm', first_name: 'Quillan', last_name: 'Zephyrine', birth_date: '1960-06-15' },
  ...{ member_number: 'amber-a1', zip_code: null, phone_last_four: null, clinician: null, stated_by: 'self' },
  ...{ proxy_name: null, consent_words: 'en 2026-11', agreed: true },
  ...given,
})
const send = (url: string, payload: object | string, headers: Record<string, string> = {}) =>
  house.server.inject({
    method: 'POST',
    url,
    headers: { 'x-wholepanel': '1', 'content-type': 'application/json', ...headers },
    payload,
    remoteAddress: headers['x-from'] ?? '10.0.0.1',
  })
let network = 0
/** From another household each time, so that no test meets another's limit. */
const say = (given: object = {}, at = code) =>
  send(`/api/attest/${at}`, said(given), { 'x-from': `10.1.${Math.floor(++network / 250)}.${network % 250}` })
const kept = () => listStatements(house.register)

test('the page asks without an account, and names the practice of the link', async () => {
  const form = await house.server.inject({ url: `/api/attest/${code}` })
  expect(form.statusCode).toBe(200)
  expect(form.json()).toEqual({
    form: expect.stringMatching(/^[0-9a-f]{32}$/),
    practice_id: 'elm',
    practices: [
      { practice_id: 'elm', practice_name: 'Elm Street' },
      { practice_id: 'oak', practice_name: 'Oak Hill' },
    ],
  })
})

test('a link that was never made and one that was withdrawn are told apart by nothing', async () => {
  const made = await ask(house, 'elm', '/api/attestation-codes', {
    practice_id: 'elm',
    label: 'Old',
    attestation_code: 'old-link',
  })
  expect(made.status).toBe(200)
  expect((await ask(house, 'elm', '/api/attestation-codes/old-link/withdrawal', {})).status).toBe(200)
  for (const method of ['GET', 'POST'] as const) {
    const [gone, never] = await Promise.all(
      ['old-link', 'no-such-link'].map((one) =>
        method === 'GET' ? house.server.inject({ url: `/api/attest/${one}` }) : say({}, one),
      ),
    )
    expect(gone?.statusCode).toBe(404)
    expect(gone?.body).toBe(never?.body)
  }
})

test('whoever it is, the answer is the same: nothing is looked up', async () => {
  const known = await say({ first_name: 'First-a1', last_name: 'Last-a1' })
  const unknown = await say({ first_name: 'Nobody', last_name: 'Atall', member_number: 'X' })
  for (const one of [known, unknown]) {
    expect(one.statusCode).toBe(200)
    expect(Object.keys(one.json())).toEqual(['receipt'])
    expect(one.json().receipt).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)
  }
  expect(known.headers['content-length']).toBe(unknown.headers['content-length'])
  expect((await kept()).map((one) => one.state)).toEqual(['waiting', 'waiting'])
})

test('the same form twice, also at once, is one statement with one receipt', async () => {
  const form = newForm()
  const before = (await kept()).length
  const answers = await Promise.all([say({ form }), say({ form, practice_id: 'oak' })])
  const again = await say({ form, first_name: 'Other' })
  const receipts = [...answers, again].map((one) => one.json().receipt)
  expect(new Set(receipts).size).toBe(1)
  expect(await kept()).toHaveLength(before + 1)
  const events = await listEvents(house.register, { act: 'make-statement', limit: 100 }, VIEWERS.operator)
  expect(new Set(events.map((one) => one.about)).size).toBe(events.length)
})

test('what cannot be is turned away before it is kept, and never said back', async () => {
  const before = (await kept()).length
  const faulty: [object, number][] = [
    [{ first_name: '<script>alert(1)</script>' }, 400],
    [{ last_name: 'Lee\u0000' }, 400],
    [{ last_name: 'Q'.repeat(81) }, 400],
    [{ last_name: '=HYPERLINK("x")' }, 400],
    [{ clinician: '<img src=x onerror=alert(1)>' }, 400],
    [{ birth_date: '1960-02-30' }, 400],
    [{ birth_date: '2999-01-01' }, 400],
    [{ birth_date: '1800-01-01' }, 400],
    [{ member_number: null, zip_code: null }, 400],
    [{ member_number: "x' or 1=1" }, 400],
    [{ phone_last_four: '12345' }, 400],
    [{ stated_by: 'parent' }, 400],
    [{ stated_by: 'self', proxy_name: 'Ann Lee' }, 400],
    [{ agreed: false }, 400],
    [{ form: 'abc' }, 400],
    [{ practice_id: 'nowhere' }, 400],
    [{ statement: 'a-1' }, 400],
    [{ clinician: 'Q'.repeat(5_000) }, 413],
  ]
  for (const [given, status] of faulty) {
    const answer = await say(given)
    expect({ given, status: answer.statusCode }).toEqual({ given, status })
    expect(answer.body).not.toMatch(/Zephyrine|script|Quillan|1960|HYPERLINK|onerror/)
  }
  expect((await send(`/api/attest/${code}`, '{"form":', { 'x-from': '10.9.9.9' })).statusCode).toBe(400)
  expect(await kept()).toHaveLength(before)
})

test('names of every kind of letter are taken as they are', async () => {
  const names = ["O'Brien-Nuñez", 'Nguyễn', '陳', 'de la Cruz', 'Lee Jr.']
  for (const last_name of names) expect((await say({ last_name })).statusCode).toBe(200)
  expect((await kept()).map((one) => one.last_name)).toEqual(expect.arrayContaining(names))
})

test('another site sends nothing in a patient’s name, and no form without the page’s header', async () => {
  const url = `/api/attest/${code}`
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect((await send(url, said(), { ...elsewhere, 'x-from': '10.8.0.1' })).statusCode).toBe(403)
  const bare = await house.server.inject({ method: 'POST', url, payload: said() })
  expect(bare.statusCode).toBe(403)
  const form = await house.server.inject({
    ...{ method: 'POST', url, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=b' },
  })
  expect(form.statusCode).toBe(403)
})

test('one network sends thirty forms in ten minutes and no more; ten withdrawals', async () => {
  const from = { 'x-from': '10.7.7.7' }
  const answers = []
  for (let i = 0; i < 31; i++) answers.push((await send(`/api/attest/${code}`, said(), from)).statusCode)
  expect(answers.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 200))
  expect(answers[30]).toBe(429)
  const back = []
  for (let i = 0; i < 11; i++)
    back.push((await send('/api/attest/withdrawal', { receipt: 'nonsense' }, from)).statusCode)
  expect(back).toEqual([...Array.from({ length: 10 }, () => 400), 429])
  house.clock.now += 10 * 60_000
  expect((await send(`/api/attest/${code}`, said(), from)).statusCode).toBe(200)
})

test('a receipt takes back its statement, and one that never was gets the same answer', async () => {
  const { receipt } = (await say()).json()
  const never = '0123456789ABCDEFGHJ'
  const [wrong] = await Promise.all([send('/api/attest/withdrawal', { receipt: `${receipt}`.slice(0, -1) })])
  expect(wrong?.json().code).toBe('input-receipt')
  const taken = await send('/api/attest/withdrawal', { receipt: receipt.toLowerCase().replaceAll('-', ' ') })
  const check = await import('../../src/register/rights/attestation/receipt.ts')
  const other = check.receiptOf(never)
  const not = await send('/api/attest/withdrawal', { receipt: other })
  expect([taken.statusCode, taken.body]).toEqual([not.statusCode, not.body])
  expect((await kept()).filter((one) => one.withdrawn_on !== null)).toMatchObject([
    { withdrawn_on: '2026-01-03', withdrawn_by: 'receipt' },
  ])
})

test('neither the log nor the terminal holds a person', async () => {
  const events = await listEvents(house.register, { limit: 500 }, VIEWERS.operator)
  const text = JSON.stringify([events, house.lines])
  expect(text).not.toMatch(/Quillan|Zephyrine|1960-06-15|amber-a1|First-a1/)
  expect(events.map((one) => one.act)).toEqual(expect.arrayContaining(['make-statement', 'withdraw-statement']))
  expect(house.lines).toEqual(
    expect.arrayContaining([expect.stringContaining('POST /api/attest/:attestation_code 200')]),
  )
})

const AT_ELM = '/api/practices/elm/attestations'
type Row = { statement: string; standing: string; last_name: string; withdrawn_on: string | null }

test('staff of the practice and the operator see its statements; nobody else does, and is told the same of none', async () => {
  const rows = (await ask(house, 'elm', AT_ELM)).json() as Row[]
  expect(rows.length).toBeGreaterThan(10)
  expect(JSON.stringify(rows)).not.toMatch(/receipt_hash|line_of_business|person_id/)
  expect((await ask(house, 'operator', AT_ELM)).status).toBe(200)
  for (const who of ['oak', 'amber', 'birch', 'convener', 'state', 'public', 'coach', 'purchaser', 'oak-admin']) {
    const refused = await ask(house, who, AT_ELM)
    expect({ who, code: refused.code }).toEqual({ who, code: 'access-denied' })
    expect(refused.text).toBe((await ask(house, who, '/api/practices/nowhere/attestations')).text)
  }
  const csv = await house.get(VIEWERS.elm, `${AT_ELM}?format=csv`)
  expect(csv.body.split('\r\n')[0]).toMatch(/^statement,standing,because,first_name/)
})

test('staff mend and take back statements of their own practice, each with its event', async () => {
  const { form } = said()
  await say({ form, last_name: 'Mendable' })
  const one = ((await ask(house, 'elm', AT_ELM)).json() as Row[]).find((row) => row.last_name === 'Mendable')
  const at = `/${one?.statement}`
  expect((await ask(house, 'oak', `/api/practices/elm/attestations${at}/mended`, { last_name: 'X' })).code).toBe(
    'access-denied',
  )
  expect((await ask(house, 'oak', `/api/practices/oak/attestations${at}/mended`, { last_name: 'X' })).code).toBe(
    'input-argument',
  )
  expect((await ask(house, 'elm', `${AT_ELM}${at}/mended`, {})).status).toBe(400)
  expect((await ask(house, 'elm', `${AT_ELM}${at}/mended`, { last_name: '<b>' })).status).toBe(400)
  const mended = await ask(house, 'elm', `${AT_ELM}${at}/mended`, {
    last_name: 'Mended',
    member_number: null,
    zip_code: '04101',
  })
  expect(mended.json()).toContainEqual(
    expect.objectContaining({
      last_name: 'Mended',
      zip_code: '04101',
      member_number: null,
      mended_by: 'elm',
      standing: 'waiting',
    }),
  )
  expect((await ask(house, 'elm', `${AT_ELM}${at}/withdrawal`, { withdrawn_on: '2027-01-01' })).code).toBe(
    'input-argument',
  )
  const back = await ask(house, 'elm', `${AT_ELM}${at}/withdrawal`, {})
  expect(back.json()).toContainEqual(
    expect.objectContaining({ standing: 'withdrawn', withdrawn_on: '2026-01-03', withdrawn_by: 'elm' }),
  )
  expect((await ask(house, 'elm', `${AT_ELM}${at}/withdrawal`, {})).code).toBe('input-argument')
  const events = await listEvents(house.register, { act: 'mend-attestation', limit: 50 }, VIEWERS.operator)
  expect(events.map((event) => event.about)).toContain(`practice:elm statement:${one?.statement}`)
  expect(JSON.stringify(events)).not.toMatch(/Mended|04101/)
})

test('a practice makes and withdraws links of its own; who convenes also those of a campaign; a payer none', async () => {
  const cases: [string, string | null, string | undefined][] = [
    ['elm', 'elm', undefined],
    ['elm', 'oak', 'access-denied'],
    ['elm', null, 'access-denied'],
    ['elm', 'nowhere', 'access-denied'],
    ['convener', 'oak', undefined],
    ['convener', null, undefined],
    ['convener', 'nowhere', 'access-denied'],
    ['operator', null, undefined],
    ['amber', 'elm', 'access-denied'],
    ['state', null, 'access-denied'],
    ['coach', 'elm', 'access-denied'],
  ]
  for (const [who, practice_id, refused] of cases)
    expect({
      ...{ who, practice_id },
      code: (await ask(house, who, '/api/attestation-codes', { practice_id, label: 'Desk' })).code,
    }).toEqual({ who, practice_id, code: refused })
  const codes = async (who: string) =>
    ((await ask(house, who, '/api/attestation-codes')).json() as { codes: Code[] }).codes
  expect(new Set((await codes('elm')).map((one) => one.practice_id))).toEqual(new Set(['elm']))
  expect(new Set((await codes('convener')).map((one) => one.practice_id))).toEqual(new Set(['elm', 'oak', null]))
  expect(await codes('oak')).toMatchObject([{ practice_id: 'oak' }])
  const [campaign] = (await codes('convener')).filter((one) => one.practice_id === null)
  const end = (who: string, key: string | undefined) => ask(house, who, `/api/attestation-codes/${key}/withdrawal`, {})
  expect((await end('elm', campaign?.attestation_code)).text).toBe((await end('elm', 'not-there')).text)
  expect((await end('oak', code)).code).toBe('access-denied')
  expect((await end('convener', campaign?.attestation_code)).status).toBe(200)
})

type Notice = { person_id: string; name: string; text: string; reason: string | null; link: string | null }
const notices = async (who: string, asked = '?limit=100') =>
  (await ask(house, who, `/api/practices/elm/notices${asked}`)).json() as { total: number; rows: Notice[] }

test('a notice says who is accountable, since when, why and how to change it, in English and in Spanish', async () => {
  const { total, rows } = await notices('elm')
  expect(rows).toHaveLength(total)
  const one = rows.find((row) => row.person_id === 'a1')
  expect(one?.text).toMatch(
    /^Dear First-a1 Last-a1,\n\nOur records show Elm Street as your primary care practice since January 1, 202/,
  )
  expect(one?.text).toContain('Why:')
  expect(one?.text).toContain('/attest/')
  expect(one?.text).toContain('1-800-MEDICARE')
  const spanish = await notices('elm', '?person_id=a1&language=es')
  expect(spanish).toMatchObject({ total: 1, rows: [{ person_id: 'a1', text: expect.stringContaining('Por qué:') }] })
  for (const { text } of rows) expect(text).not.toMatch(/\$|HbA1c|diagnos|claim|\{/)
})

test('a payer writes to its own members by its own spelling, and to nobody else’s', async () => {
  const amber = await notices('amber')
  expect(amber.rows.map((row) => row.person_id)).not.toContain('b1')
  const birch = await notices('birch')
  expect(birch.rows.map((row) => row.person_id).sort()).toEqual(['b1', 'b2', 'b3', 'both'])
  expect(amber.rows.find((row) => row.person_id === 'both')?.name).toContain('Amberspelled')
  expect(JSON.stringify(amber)).not.toMatch(/Birchspelled|Last-b1/)
  expect(await notices('amber', '?person_id=b1')).toEqual({ total: 0, rows: [] })
  for (const who of ['oak', 'cedar', 'convener', 'state', 'public', 'coach'])
    expect({ who, code: (await ask(house, who, '/api/practices/elm/notices')).code }).toEqual({
      who,
      code: 'access-denied',
    })
  const csv = await house.get(VIEWERS.elm, '/api/practices/elm/notices?format=csv')
  expect(csv.body.split('\r\n')[0]).toBe(
    'person_id,name,address,city,state,zip_code,practice_name,organization_name,since,since_or_before,reason,attested_on,link,title,text,withheld',
  )
})
