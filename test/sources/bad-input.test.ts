import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { counts, ELIGIBILITY, eligibilityOf, regionWith } from './region-with.ts'

let here: ReturnType<typeof regionWith>
beforeEach(() => {
  here = regionWith()
})
afterEach(() => here.remove())

const zipOf = (entries: Record<string, string>): Promise<Buffer> => {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(entries))
    zip.addBuffer(Buffer.from(content), name, { mtime: new Date(0) })
  zip.end()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)))
    zip.outputStream.on('error', reject)
  })
}
const rules = (report: Awaited<ReturnType<typeof here.ingest>>) =>
  report.findings.map(({ rule, severity, column, records, first_record }) => [
    rule,
    severity,
    column,
    records,
    first_record,
  ])
const CLAIM =
  'claim_id,claim_line_number,claim_type,member_id,claim_start_date,claim_end_date,paid_amount,allowed_amount,claim_status,place_of_service_code,diagnosis_code_1'

describe('archives', () => {
  test('a truncated zip is refused, its entry named, and nothing of it lands', async () => {
    const whole = await zipOf({ 'a/eligibility.csv': eligibilityOf('m1'), 'b.csv': 'x'.repeat(5000) })
    for (const cut of [whole.length - 10, Math.floor(whole.length / 2), 40])
      await expect(here.ingest('acme', [here.file('cut.zip', whole.subarray(0, cut))])).rejects.toMatchObject({
        code: 'input-archive',
      })
    expect(readdirSync(here.region.lake)).toEqual([])
    expect(readdirSync(here.region.received)).toEqual([])
    expect(here.recorded.size).toBe(0)
  })

  test('an entry whose bytes changed on the way is named', async () => {
    const whole = await zipOf({ 'eligibility.csv': eligibilityOf('m1') })
    const at = whole.indexOf(Buffer.from('eligibility.csv')) + 'eligibility.csv'.length + 5
    whole[at] = (whole[at] ?? 0) ^ 0xff
    const failure = await here.ingest('acme', [here.file('bent', whole)]).catch((error) => error)
    expect(failure.code).toBe('input-archive')
    expect(failure.detail.at).toContain('eligibility.csv')
  })

  test('a zip is known by its content, and one inside a folder or a zip is opened too', async () => {
    mkdirSync(join(here.folder, 'sent', 'inner'), { recursive: true })
    here.file(
      'sent/inner/no-ending',
      await zipOf({ 'deep.zip': (await zipOf({ 'e.csv': eligibilityOf('m1') })).toString('latin1') }).then(() =>
        zipOf({ 'one/e1.csv': eligibilityOf('m1') }),
      ),
    )
    here.file('sent/e2.csv', eligibilityOf('m2'))
    const report = await here.ingest('acme', [here.path('sent')])
    expect(report.files.map((file) => [file.file_name, file.accepted])).toEqual([
      ['e1.csv', 1],
      ['e2.csv', 1],
    ])
    expect(existsSync(join(here.region.received, report.submission_id, 'as-sent'))).toBe(true)
  })

  test('a name that climbs out of the archive is refused', async () => {
    const whole = await zipOf({ 'xx/evil.csv': eligibilityOf('m1') })
    for (let at = whole.indexOf('xx/evil'); at >= 0; at = whole.indexOf('xx/evil', at + 1)) whole.write('../evil', at)
    await expect(here.ingest('acme', [here.file('slip.zip', whole)])).rejects.toMatchObject({ code: 'input-archive' })
    expect(existsSync(here.path('evil.csv'))).toBe(false)
  })

  test('a file named zip that is none is refused', async () => {
    await expect(here.ingest('acme', [here.file('x.zip', 'hello\n')])).rejects.toMatchObject({ code: 'input-archive' })
  })
})

describe('layouts', () => {
  test('a file of another layout is refused and the rest of the delivery lands', async () => {
    const report = await here.ingest('acme', [
      here.file('other.csv', 'colour,shape,size,weight\nred,round,1,2\n'),
      here.file('eligibility.csv', eligibilityOf('m1')),
    ])
    expect(report.status).toBe('accepted')
    expect(report.files.map((f) => [f.file_name, f.status, f.because, f.accepted, f.quarantined])).toEqual([
      ['eligibility.csv', 'accepted', null, 1, 0],
      ['other.csv', 'refused', 'input-unknown-layout', 0, 2],
    ])
  })

  test('a file that names another payer is refused; a record that does is quarantined', async () => {
    const header = `payer,${ELIGIBILITY}`
    const row = (payer: string, member: string) => `${payer},${member},2025-01-01,2025-12-31,Ann,1970-01-01`
    const report = await here.ingest('acme', [
      here.file('theirs.csv', `${header}\n${row('Other Plan', 'm1')}\n${row('Other Plan', 'm2')}\n`),
      here.file('mixed.csv', `${header}\n${row('ACME', 'm3')}\n${row('Other Plan', 'm4')}\n`),
    ])
    expect(report.files.map((f) => [f.file_name, f.status, f.because, f.accepted, f.quarantined])).toEqual([
      ['mixed.csv', 'accepted', null, 1, 1],
      ['theirs.csv', 'refused', 'input-wrong-payer', 0, 3],
    ])
  })

  test('a missing required column refuses the file and names the column most like it', async () => {
    const report = await here.ingest('acme', [
      here.file(
        'eligibility.csv',
        'member_id,enrolment_start,enrollment_end_date,first_name\nm1,2025-01-01,2025-12-31,Ann\n',
      ),
    ])
    expect(report.status).toBe('refused')
    expect(report.findings[0]).toMatchObject({
      rule: 'input-header',
      severity: 'refused',
      expected: expect.stringContaining('enrollment_start_date (is it the column enrolment_start?)'),
    })
    expect(await here.content()).toEqual([])
  })

  test('columns may stand in any order and case; an extra one is a note', async () => {
    const report = await here.ingest('acme', [
      here.file(
        'e.csv',
        'Birth_Date,MEMBER_ID,shoe_size,enrollment_end_date,enrollment_start_date\n1970-01-01,m1,42,2025-12-31,2025-01-01\n',
      ),
    ])
    expect(rules(report)).toEqual([['extra-column', 'note', 'shoe_size', 1, null]])
    const rows = await here.lake((e) => e.rows(sql`select member_id, birth_date, enrollment_end_date from eligibility`))
    expect(rows).toEqual([{ member_id: 'm1', birth_date: '1970-01-01', enrollment_end_date: '2025-12-31' }])
  })

  test('a header whose names differ is not read by position', async () => {
    const report = await here.ingest('acme', [
      here.file('e.csv', 'enrollment_end_date,enrollment_start_date,member_id\n2025-12-31,2025-01-01,m1\n'),
    ])
    expect(report.files[0]?.accepted).toBe(1)
    const rows = await here.lake((e) => e.rows(sql`select member_id, enrollment_start_date from eligibility`))
    expect(rows).toEqual([{ member_id: 'm1', enrollment_start_date: '2025-01-01' }])
  })

  test('an empty file and a binary file are refused with their records', async () => {
    const report = await here.ingest('acme', [
      here.file('empty.csv', ''),
      here.file('photo.png', Buffer.from([0x89, 0x50, 0, 10, 0, 1])),
    ])
    expect(report.files.map((f) => [f.status, f.received, f.quarantined])).toEqual([
      ['refused', 0, 0],
      ['refused', 2, 2],
    ])
  })
})

describe('records of a delimited file', () => {
  const line = (member: string, name = 'Ann') => `${member},2025-01-01,2025-12-31,${name},1970-01-01`
  const members = () =>
    here
      .lake((e) => e.rows<{ m: string }>(sql`select member_id as m from eligibility order by 1`))
      .then((r) => r.map((x) => x.m))

  test('an unclosed quote takes only its own record along', async () => {
    const text = [
      ELIGIBILITY,
      line('m1'),
      line('m2', '"Ann'),
      line('m3'),
      line('m4', '"Bo "" b"'),
      line('m5', '"C'),
      line('m6'),
    ]
    const report = await here.ingest('acme', [here.file('e.csv', `${text.join('\n')}\n`)])
    expect(counts(report.files[0]!)).toMatchObject({ received: 7, accepted: 4, quarantined: 2, control: 1 })
    expect(rules(report)).toEqual([['open-quote', 'quarantined', '-', 2, 3]])
    expect(await members()).toEqual(['m1', 'm3', 'm4', 'm6'])
  })

  test('a quoted field may hold a line end: one record of two lines', async () => {
    const text = [ELIGIBILITY, line('m1', '"Ann\nMaria, ""A"""'), line('m2')]
    const report = await here.ingest('acme', [here.file('e.csv', `${text.join('\n')}\n`)])
    expect(counts(report.files[0]!)).toMatchObject({ received: 3, accepted: 2, control: 1 })
    const rows = await here.lake((e) =>
      e.rows(sql`select first_name, record_number from eligibility order by member_id`),
    )
    expect(rows).toEqual([
      { first_name: 'Ann\nMaria, "A"', record_number: 2 },
      { first_name: 'Ann', record_number: 3 },
    ])
  })

  test('a record with too few or too many fields is quarantined alone', async () => {
    const text = [ELIGIBILITY, line('m1'), 'm2,2025-01-01', `${line('m3')},more`, line('m4')]
    const report = await here.ingest('acme', [here.file('e.csv', `${text.join('\n')}\n`)])
    expect(rules(report)).toEqual([['field-count', 'quarantined', '-', 2, 3]])
    expect(await members()).toEqual(['m1', 'm4'])
  })

  test.each([
    ['lines end in CRLF', '\r\n', ','],
    ['fields stand between bars', '\n', '|'],
    ['fields stand between tabs', '\n', '\t'],
  ])('%s: the same records', async (_, end, delimiter) => {
    const text = [ELIGIBILITY, line('m1'), '', line('m2')].map((l) => l.replaceAll(',', delimiter)).join(end)
    const report = await here.ingest('acme', [here.file('e.csv', text)])
    expect(counts(report.files[0]!)).toMatchObject({ received: 4, accepted: 2, control: 2 })
    expect(await members()).toEqual(['m1', 'm2'])
  })

  test('a byte order mark, Windows-1252 and UTF-16 are read as what they are', async () => {
    const text = `${ELIGIBILITY}\n${line('m1', 'José')}\n`
    const report = await here.ingest('acme', [
      here.file('a.csv', `\ufeff${text}`),
      here.file('b.csv', Buffer.from(text.replace('m1', 'm2'), 'latin1')),
      here.file('c.csv', Buffer.from(`\ufeff${text.replace('m1', 'm3')}`, 'utf16le')),
    ])
    expect(report.files.map((f) => f.accepted)).toEqual([1, 1, 1])
    expect(rules(report).map(([rule]) => rule)).toEqual(['other-encoding', 'other-encoding'])
    const rows = await here.lake((e) => e.rows(sql`select distinct first_name from eligibility`))
    expect(rows).toEqual([{ first_name: 'José' }])
  })

  test('a Parquet file that ends too soon is refused', async () => {
    const engine = await Engine.open()
    await engine.writeParquet(
      sql`select 'm1' as member_id, date '2025-01-01' as enrollment_start_date, timestamp '2025-12-31 00:00:00' as enrollment_end_date`,
      here.path('whole.parquet'),
    )
    engine.close()
    const bytes = readFileSync(here.path('whole.parquet'))
    const report = await here.ingest('acme', [
      here.path('whole.parquet'),
      here.file('cut.parquet', bytes.subarray(0, bytes.length - 20)),
    ])
    expect(report.files.map((f) => [f.file_name, f.status, f.received, f.accepted])).toEqual([
      ['cut.parquet', 'refused', expect.any(Number), 0],
      ['whole.parquet', 'accepted', 1, 1],
    ])
  })
})

describe('values', () => {
  const claim = (
    id: string,
    more: Partial<Record<'start' | 'end' | 'paid' | 'allowed' | 'status' | 'member', string>> = {},
  ) =>
    [
      id,
      '1',
      'professional',
      more.member ?? 'm1',
      more.start ?? '2025-03-01',
      more.end ?? '2025-03-02',
      more.paid ?? '10.00',
      more.allowed ?? '12.00',
      more.status ?? 'original',
      '11',
      'Z0000',
    ].join(',')
  const send = (...claims: string[]) => here.ingest('acme', [here.file('c.csv', `${[CLAIM, ...claims].join('\n')}\n`)])

  test('amounts with separators, a currency sign or parentheses are read, with a warning', async () => {
    const report = await send(
      claim('plain'),
      claim('comma', { paid: '"1,234.50"', allowed: '1300.00' }),
      claim('sign', { paid: '$99.00', allowed: '99.00' }),
      claim('bracket', { paid: '(5.00)', status: 'adjustment' }),
      claim('european', { paid: '"1.234,56"' }),
    )
    const rows = await here.lake((e) =>
      e.rows(sql`select claim_id, paid_amount from medical_claim order by record_number`),
    )
    expect(rows).toEqual([
      { claim_id: 'plain', paid_amount: '10.00' },
      { claim_id: 'comma', paid_amount: '1234.50' },
      { claim_id: 'sign', paid_amount: '99.00' },
      { claim_id: 'bracket', paid_amount: '-5.00' },
    ])
    expect(rules(report)).toEqual([
      ['amount-form', 'warned', 'paid_amount', 3, 3],
      ['amount-unreadable', 'quarantined', 'paid_amount', 1, 6],
    ])
  })

  test('a column of amounts without a decimal point that are all large is noted as perhaps cents', async () => {
    const report = await send(...Array.from({ length: 25 }, (_, i) => claim(`c${i}`, { paid: String(123_400 + i) })))
    expect(rules(report)).toContainEqual(['amount-in-cents', 'note', 'paid_amount', 1, null])
  })

  test('a negative amount on an original, days out of order and days to come are warned of', async () => {
    const report = await send(
      claim('negative', { paid: '-3.00' }),
      claim('reversed', { start: '2025-03-05' }),
      claim('future', { start: '2030-01-01', end: '2030-01-01' }),
      claim('compact', { start: '20250301' }),
      claim('unreadable', { start: '03/01/2025' }),
    )
    expect(rules(report)).toEqual([
      ['amount-negative', 'warned', 'paid_amount', 1, 2],
      ['date-form', 'warned', 'claim_start_date', 1, 5],
      ['date-in-future', 'warned', 'claim_start_date', 1, 4],
      ['date-unreadable', 'warned', 'claim_start_date', 1, 6],
      ['dates-out-of-order', 'warned', 'claim_end_date', 1, 3],
    ])
    expect(counts(report.files[0]!)).toMatchObject({ received: 6, warned: 5, control: 1 })
  })

  test('a record without a required value, or with one that is not listed, is quarantined', async () => {
    const report = await send(claim('', {}), claim('c2', { status: 'maybe' }), claim('c3'))
    expect(rules(report)).toEqual([
      ['not-listed', 'quarantined', 'claim_status', 1, 3],
      ['required-missing', 'quarantined', 'claim_id', 1, 2],
    ])
    expect(report.files[0]?.accepted).toBe(1)
  })

  test('overlapping coverage, a claim without coverage and a number of two people are findings, not refusals', async () => {
    const eligibility = [
      ELIGIBILITY,
      'overlap,2025-01-01,2025-06-30,Ann,1970-01-01',
      'overlap,2025-06-01,2025-12-31,Ann,1970-01-01',
      'shared,2025-01-01,2025-06-30,Ann,1970-01-01',
      'shared,2025-07-01,2025-12-31,Bob,1980-01-01',
      'm1,2025-01-01,2025-12-31,Cid,1990-01-01',
    ]
    const report = await here.ingest('acme', [
      here.file('eligibility.csv', `${eligibility.join('\n')}\n`),
      here.file('claims.csv', `${[CLAIM, claim('covered'), claim('bare', { member: 'nobody' })].join('\n')}\n`),
    ])
    expect(rules(report)).toEqual([
      ['claim-without-coverage', 'warned', 'claim_start_date', 1, 3],
      ['coverage-overlap', 'warned', 'enrollment_start_date', 1, 3],
      ['member-number-shared', 'warned', 'member_id', 2, 4],
    ])
    expect(report.files.map((f) => f.quarantined)).toEqual([0, 0])
  })

  test('no finding holds a value that was sent', async () => {
    const report = await send(
      claim('SECRET-CLAIM', { start: 'SECRET-DAY', paid: 'SECRET-AMOUNT', member: 'SECRET-MEMBER' }),
    )
    expect(JSON.stringify(report)).not.toContain('SECRET')
  })
})

test('of two ingests at once one is refused, and the other lands whole', async () => {
  const files = [here.file('e.csv', eligibilityOf('m1'))]
  const both = await Promise.allSettled([here.ingest('acme', files), here.ingest('acme', files)])
  expect(both.map((one) => one.status)).toEqual(['fulfilled', 'rejected'])
  expect(both[1]).toMatchObject({ reason: { code: 'state-locked' } })
  expect((await here.content()).length).toBe(1)
  expect(existsSync(join(here.region.path, 'lock'))).toBe(false)
})
