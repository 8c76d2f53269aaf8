import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { sql } from '../../src/lake/sql.ts'
import { receive } from '../../src/sources/receive/receive.ts'
import { counts, eligibilityOf, regionWith } from './region-with.ts'

let here: ReturnType<typeof regionWith>
beforeEach(() => {
  here = regionWith()
})
afterEach(() => here.remove())

type Entries = Record<string, string | Buffer>
const zipOf = (entries: Entries, more: { mode?: number } = {}): Promise<Buffer> => {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(entries))
    zip.addBuffer(Buffer.from(content), name, { mtime: new Date(0), ...more })
  zip.end()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)))
    zip.outputStream.on('error', reject)
  })
}
const fates = (report: Awaited<ReturnType<typeof here.ingest>>) =>
  report.files.map((f) => [f.file_name, f.status, f.because, f.accepted, f.quarantined])
/** What is said of the one file that was refused, and how to mend it. */
const said = async (name: string, content: string | Buffer) => {
  const report = await here.ingest('acme', [here.file(name, content)])
  expect(report.status).toBe('refused')
  const [finding] = report.findings
  expect(finding?.fix).toBeTruthy()
  return `${finding?.expected} | ${finding?.fix}`
}
const nothingLanded = () => {
  for (const folder of [here.region.lake, here.region.received]) expect(readdirSync(folder)).toEqual([])
}

describe('bombs', () => {
  const blanks = Buffer.alloc(30 * 2 ** 20, ' ')

  test('a zip that unpacks to a thousand times its size stops the delivery before it is unpacked', async () => {
    const failure = await here.ingest('acme', [here.file('bomb.zip', await zipOf({ 'e.csv': blanks }))]).catch((e) => e)
    expect(failure.code).toBe('input-too-large')
    expect(failure.detail.fix).toContain('most_expansion')
    nothingLanded()
  })

  test('so does a gzip, while it is unpacked, and one inside the other', async () => {
    for (const bomb of [gzipSync(blanks), await zipOf({ 'e.csv.gz': gzipSync(blanks) })])
      await expect(here.ingest('acme', [here.file('bomb', bomb)])).rejects.toMatchObject({ code: 'input-too-large' })
    nothingLanded()
  })

  test('what all archives of a delivery unpack to is bounded, and so is the number of files', async () => {
    const limits = { most_files: 3, most_unpacked_gb: 1, most_expansion: 1e9 }
    const many = here.file('many.zip', await zipOf({ a: '1', b: '2', c: '3', d: '4' }))
    await expect(receive([many], here.path('r1'), limits)).rejects.toMatchObject({
      code: 'input-too-large',
      detail: { want: 'at most 3 files' },
    })
    const large = here.file('large.zip', await zipOf({ a: blanks, b: blanks }))
    await expect(receive([large], here.path('r2'), { ...limits, most_unpacked_gb: 0.05 })).rejects.toMatchObject({
      code: 'input-too-large',
      detail: { want: 'at most 0.05 GB' },
    })
  })

  test('archives deeper than three are refused', async () => {
    let packed: Buffer = Buffer.from(eligibilityOf('m1'))
    for (let depth = 0; depth < 5; depth++) packed = gzipSync(packed)
    await expect(here.ingest('acme', [here.file('deep', packed)])).rejects.toMatchObject({
      code: 'input-archive',
      message: expect.stringContaining('archives lie 3 deep'),
    })
  })

  test('blank-padded records, as mainframes send them, are no bomb', async () => {
    const padded = gzipSync(`${'x'.padEnd(300)}\n`.repeat(1000))
    expect((await receive([here.file('padded.gz', padded)], here.path('r'))).map((f) => f.lines)).toEqual([1000])
  })
})

describe('gzip', () => {
  test('is an archive of one file, named without its ending; several members are one file', async () => {
    const [header = '', ...rows] = eligibilityOf('m1', 'm2').split(/(?<=\n)/)
    const members = Buffer.concat([gzipSync(header), gzipSync(rows.join(''))])
    const report = await here.ingest('acme', [here.file('eligibility.csv.gz', members)])
    expect(report.files.map((f) => [f.file_name, counts(f)])).toEqual([
      ['eligibility.csv', expect.objectContaining({ received: 3, accepted: 2, control: 1 })],
    ])
    const kept = join(here.region.received, report.submission_id, 'as-sent')
    expect(readFileSync(join(kept, readdirSync(kept)[0] ?? '')).equals(members)).toBe(true)
  })

  test('one that ends too soon is refused, and nothing of it lands', async () => {
    const whole = gzipSync(eligibilityOf(...Array.from({ length: 200 }, (_, i) => `m${i}`)))
    for (const cut of [whole.length - 4, Math.floor(whole.length / 2), 15])
      await expect(here.ingest('acme', [here.file('cut.gz', whole.subarray(0, cut))])).rejects.toMatchObject({
        code: 'input-archive',
      })
    nothingLanded()
  })
})

describe('what holds no records', () => {
  test.each([
    ['a tar', tarOf('e.csv'), 'a tar archive', 'zip or gzip'],
    ['a tar.gz', gzipSync(tarOf('e.csv')), 'a tar archive', 'zip or gzip'],
    ['a 7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), 'a 7z archive', 'zip or gzip'],
    ['a rar', Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), 'a rar archive', 'zip or gzip'],
    ['a bzip2', Buffer.from('BZh91AY&SY'), 'a bzip2 archive', 'zip or gzip'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ\n', 'a PDF document', 'fixed width, CSV'],
    ['an error page', '\n<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'a web page', 'download the file again'],
    ['a rich text', '{\\rtf1\\ansi hello}', 'a rich text document', 'CSV'],
    ['an xls', oleOf('Workbook'), 'a spreadsheet of Excel 97', 'save the sheet'],
    ['a doc', oleOf('WordDocument'), 'a Word document', 'CSV'],
    ['an encrypted message', '-----BEGIN PGP MESSAGE-----\n\nhQEMA', 'an encrypted file (PGP)', 'decrypt it'],
    ['a mainframe file', ebcdicOf('ZQ1234X    19570314 DOE JOHN           '.repeat(5)), 'EBCDIC', 'iconv -f IBM037'],
  ])('%s named as CSV is refused by what it is', async (_, content, got, fix) => {
    const told = await said('claims.csv', content)
    expect(told).toContain(got)
    expect(told).toContain(fix)
  })

  test('workbooks and documents are not unpacked: the largest sheet is named by its place', async () => {
    const xlsx = await zipOf({
      '[Content_Types].xml': '<Types/>',
      'xl/workbook.xml': '<workbook/>',
      'xl/worksheets/sheet1.xml': '<s/>',
      'xl/worksheets/sheet2.xml': `<s>${'x'.repeat(90)}</s>`,
    })
    const told = await said('members.csv', xlsx)
    expect(told).toContain('an Excel workbook of 2 sheets, of which sheet 2 is the largest')
    expect(told).toContain('save the sheet that holds the records as CSV')
    for (const [entries, got] of [
      [{ 'word/document.xml': '<w/>' }, 'a Word document'],
      [{ mimetype: 'x', 'content.xml': '<o/>', 'META-INF/manifest.xml': '<m/>' }, 'an OpenDocument spreadsheet'],
      [{ 'Index/Document.iwa': 'x' }, 'an Apple iWork document'],
    ] as const)
      expect(await said('members.csv', await zipOf(entries))).toContain(got)
  })

  test('they stop neither the files beside them nor the archive they came in', async () => {
    const archive = await zipOf({ 'a.csv': eligibilityOf('m1'), 'b.pdf': '%PDF-1.4', 'c.csv': '' })
    const report = await here.ingest('acme', [here.file('sent.zip', archive)])
    expect(fates(report)).toEqual([
      ['a.csv', 'accepted', null, 1, 0],
      ['b.pdf', 'refused', 'unsupported-file', 0, 1],
      ['c.csv', 'refused', 'input-unknown-layout', 0, 0],
    ])
  })

  test('an encrypted zip says so', async () => {
    const whole = await zipOf({ 'e.csv': eligibilityOf('m1') })
    for (const [mark, at] of [
      ['PK\x03\x04', 6],
      ['PK\x01\x02', 8],
    ] as const)
      whole.writeUInt16LE(1, whole.indexOf(mark, 0, 'latin1') + at)
    await expect(here.ingest('acme', [here.file('secret.zip', whole)])).rejects.toMatchObject({
      code: 'unsupported-archive',
      detail: { fix: expect.stringContaining('password') },
    })
  })
})

describe('names and links', () => {
  test('names that climb out of an archive or begin at the root become no path', async () => {
    for (const name of ['../evil.csv', '/etc/evil.csv', '..\\evil.csv', 'C:\\evil.csv']) {
      const whole = await zipOf({ ['x'.repeat(name.length)]: eligibilityOf('m1') })
      for (let at = whole.indexOf('xxxx'); at >= 0; at = whole.indexOf('xxxx', at + 1)) whole.write(name, at, 'latin1')
      const failure = await here.ingest('acme', [here.file('slip.zip', whole)]).catch((e) => e)
      expect([name, failure.code, failure.detail.got]).toEqual([
        name,
        'input-archive',
        'the name of an entry leads out of the archive',
      ])
    }
    nothingLanded()
  })

  test('links and pipes in a folder are refused by name, and never followed', async () => {
    mkdirSync(here.path('sent'))
    here.file('outside.csv', eligibilityOf('secret'))
    here.file('sent/inside.csv', eligibilityOf('m1'))
    symlinkSync(here.path('outside.csv'), here.path('sent/link.csv'))
    symlinkSync('/', here.path('sent/root'))
    execFileSync('mkfifo', [here.path('sent/pipe')])
    const report = await here.ingest('acme', [here.path('sent')])
    expect(fates(report)).toEqual([
      ['inside.csv', 'accepted', null, 1, 0],
      ['link.csv', 'refused', 'unsupported-file', 0, 0],
      ['pipe', 'refused', 'unsupported-file', 0, 0],
      ['root', 'refused', 'unsupported-file', 0, 0],
    ])
    expect(report.findings.map((f) => f.expected).join()).toContain('a symbolic link: links are not followed')
    await expect(here.ingest('acme', ['/dev/null'])).rejects.toMatchObject({ code: 'input-file' })
    await expect(here.ingest('acme', [here.path('sent/pipe')])).rejects.toMatchObject({ code: 'input-file' })
  })

  test('a link in an archive is refused by name', async () => {
    const archive = await zipOf({ 'link.csv': '/etc/passwd' }, { mode: 0o120777 })
    const report = await here.ingest('acme', [here.file('sent.zip', archive)])
    expect(fates(report)).toEqual([['link.csv', 'refused', 'unsupported-file', 0, 0]])
  })

  test('strange names are kept as names: they are neither paths, options nor commands, and end no line', async () => {
    mkdirSync(here.path('sent'))
    const names = [
      'a\nb\u001b[31m.csv',
      '-rf.csv',
      '$(touch x);`id`.csv',
      'Überweisung 保険.csv',
      `${'n'.repeat(240)}.csv`,
      '%00\'".csv',
    ]
    for (const [i, name] of names.entries()) writeFileSync(join(here.path('sent'), name), eligibilityOf(`m${i}`))
    const archive = await zipOf({ [`${'f/'.repeat(400)}${'z'.repeat(300)}.csv`]: eligibilityOf('m99') })
    const report = await here.ingest('acme', [here.path('sent'), here.file('long.zip', archive)])
    expect(report.files.map((f) => f.status)).toEqual(Array.from({ length: 7 }, () => 'accepted'))
    for (const { file_name } of report.files) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
      expect(file_name).not.toMatch(/[\u0000-\u001f]/)
      expect(file_name.length).toBeLessThan(420)
    }
    const stored = readdirSync(join(here.region.received, report.submission_id)).filter((name) => name !== 'as-sent')
    for (const name of stored) expect(name).toMatch(/^\d{4}-[\w.#-]+$/)
  })
})

describe('text', () => {
  const rows = (...members: string[]) => eligibilityOf(...members)
  const line = (member: string) => `${member},2025-01-01,2025-12-31,Ann,1970-01-01`
  const header = rows().trimEnd()

  test('a line longer than any record is refused with its number, and is not held in memory', async () => {
    const path = here.path('long.csv')
    const out = createWriteStream(path)
    out.write(`${header}\n${line('m1')}\n`)
    for (let mb = 0; mb < 200; mb++) out.write(Buffer.alloc(2 ** 20, 'x'))
    await new Promise<void>((done) => out.end(done))
    const before = process.memoryUsage.rss()
    const report = await here.ingest('acme', [path])
    expect(report.findings[0]).toMatchObject({ rule: 'input-file', severity: 'refused' })
    expect(report.findings[0]?.expected).toContain(`a line of ${200 * 2 ** 20} bytes`)
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 2 ** 20)
  })

  test.each([
    ['a NUL', 'm2\0x', 'odd-character'],
    ['a carriage return', 'm2\rx', 'odd-character'],
    ['the mark of our reader', 'm2\u0001x', 'odd-character'],
  ])('%s inside a record quarantines that record alone', async (_, member, rule) => {
    const report = await here.ingest('acme', [
      here.file('e.csv', `${header}\n${line('m1')}\n${line(member)}\n${line('m3')}\n`),
    ])
    expect(counts(report.files[0]!)).toMatchObject({ received: 4, accepted: 2, quarantined: 1, control: 1 })
    expect(report.findings.map((f) => [f.rule, f.severity, f.first_record])).toEqual([[rule, 'quarantined', 3]])
  })

  test('a broken character in UTF-8 quarantines its record and leaves the accents of the others', async () => {
    const text = (member: string, name: string) => `${member},2025-01-01,2025-12-31,${name},1970-01-01\n`
    const bytes = Buffer.concat([
      Buffer.from(`${header}\n${text('m1', 'José')}${text('m2', 'Ann')}`.replace('m2', 'm2X')),
      Buffer.from(text('m3', 'Zoë')),
    ])
    bytes[bytes.indexOf('X')] = 0xff
    const report = await here.ingest('acme', [here.file('e.csv', bytes)])
    expect(report.findings.map((f) => [f.rule, f.first_record])).toContainEqual(['odd-character', 3])
    const names = await here.lake((e) => e.rows(sql`select first_name from eligibility order by 1`))
    expect(names).toEqual([{ first_name: 'José' }, { first_name: 'Zoë' }])
  })

  test.each([
    ['UTF-16 without a mark', Buffer.from(rows('m1', 'm2'), 'utf16le')],
    ['UTF-16 of the other order without a mark', Buffer.from(rows('m1', 'm2'), 'utf16le').swap16()],
    ['lines that end in a return', Buffer.from(rows('m1', 'm2').replaceAll('\n', '\r'))],
    ['lines that end in both', Buffer.from(rows('m1', 'm2').replaceAll('\n', '\r\n'))],
    ['lines that end now in one, now in both', Buffer.from(rows('m1', 'm2').replace('\n', '\r\n'))],
    ['a byte order mark', Buffer.from(`\ufeff${rows('m1', 'm2')}`)],
  ])('%s: the same records', async (_, bytes) => {
    const report = await here.ingest('acme', [here.file('e.csv', bytes)])
    expect(counts(report.files[0]!)).toMatchObject({ received: 3, accepted: 2, control: 1 })
    const members = await here.lake((e) => e.rows(sql`select member_id from eligibility order by 1`))
    expect(members).toEqual([{ member_id: 'm1' }, { member_id: 'm2' }])
  })

  test('a return in place of a line end joins two records: that one line is quarantined', async () => {
    const text = `${header}\n${line('m1')}\r${line('m2')}\n${line('m3')}\n`
    const report = await here.ingest('acme', [here.file('e.csv', text)])
    expect(counts(report.files[0]!)).toMatchObject({ received: 3, accepted: 1, quarantined: 1, control: 1 })
  })

  test('an empty file is refused, one that is all header is taken, and a file without a header tells no value', async () => {
    expect(await said('empty.csv', '')).toContain('an empty file')
    const report = await here.ingest('acme', [here.file('header.csv', `${header}\n`)])
    expect(counts(report.files[0]!)).toMatchObject({ received: 1, control: 1 })
    expect(await said('eligibility-bare.csv', `${line('m12345678')}\n${line('m2')}\n`)).not.toContain('m12345678')
  })

  test('a formula is text: it is neither evaluated nor changed', async () => {
    const formula = '=cmd|calc!A1'
    await here.ingest('acme', [here.file('e.csv', rows(formula, '@SUM(A1)', '+1', '-1'))])
    const members = await here.lake((e) =>
      e.rows<{ m: string }>(sql`select member_id as m from eligibility order by 1`),
    )
    expect(members.map(({ m }) => m)).toEqual(['+1', '-1', formula, '@SUM(A1)'])
  })
})

function tarOf(name: string): Buffer {
  const tar = Buffer.alloc(1024)
  tar.write(name)
  tar.write('ustar', 257)
  return tar
}

function oleOf(stream: string): Buffer {
  const file = Buffer.alloc(1024)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file)
  file.write(stream, 512, 'utf16le')
  return file
}

/** Capitals, digits and blanks of code page 037. */
function ebcdicOf(text: string): Buffer {
  const rows: readonly (readonly [string, number])[] = [
    ['ABCDEFGHI', 0xc1],
    ['JKLMNOPQR', 0xd1],
    ['STUVWXYZ', 0xe2],
    ['0123456789', 0xf0],
    [' ', 0x40],
  ]
  const code = new Map(rows.flatMap(([letters, first]) => [...letters].map((c, i): [string, number] => [c, first + i])))
  return Buffer.from(Array.from(text, (c) => code.get(c) ?? 0x6f))
}
