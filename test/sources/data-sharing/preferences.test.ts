import { afterEach, expect, test } from 'vitest'
import { sql } from '../../../src/lake/sql.ts'
import { counts, regionWith } from '../region-with.ts'

const NAME = 'P#EFT.ON.ACO.NGD1800.DPRF.D250120.T1000009'
let area: ReturnType<typeof regionWith>
afterEach(() => area.remove())

type Said = { mbi?: string; key?: string; day?: string; word?: string; part2?: string; part2_day?: string }

/** A record as CMS writes it: what is not read is left blank. */
const record = ({ mbi = '1AB2CD3EF45', key = '', day = '', word = ' ', part2 = ' ', part2_day = '' }: Said) =>
  [
    mbi.padEnd(11),
    key.padEnd(10),
    ' '.repeat(333),
    `${day.padEnd(8)}1-800T${word}`,
    `${part2_day.padEnd(8)}1-800T${part2}`,
    'A9999'.padEnd(75),
  ].join('')
const header = 'HDR_BENEDATASHR20250120'
const trailer = (count: string) => `TRL_BENEDATASHR20250120${count.padEnd(10)}`
const sent = (records: readonly string[], last = trailer(String(records.length))) =>
  `${[header, ...records, last].join('\n')}\n`

async function taken(content: string, name = NAME) {
  area = regionWith()
  const report = await area.ingest('medicare', [area.file(name, content)], { line_of_business: 'medicare-ffs' })
  const [file] = report.files
  const findings = [...area.recorded.values()].flatMap((one) => one.findings)
  return {
    status: file?.status,
    because: file?.because,
    counts: file && counts(file),
    findings: findings.map((one) => `${one.severity} ${one.rule} ${one.column}`),
    rows: await area.lake((engine) =>
      engine.rows(sql`
        select member_id, category, decision, effective_date, mechanism, data_source, line_of_business, record_number
        from consent order by record_number, category`),
    ),
  }
}

test('each preference is a statement of its category; a blank one says nothing', async () => {
  const {
    status,
    counts: outcomes,
    rows,
  } = await taken(
    sent([
      record({ mbi: 'BOTH', day: '20250102', word: 'N', part2: 'Y', part2_day: '20250103' }),
      record({ mbi: 'PART2', part2: 'N', part2_day: '20250104' }),
      record({ mbi: 'SILENT' }),
      record({ mbi: 'UNDATED', word: 'N' }),
    ]),
  )
  expect({ status, outcomes }).toEqual({
    status: 'accepted',
    outcomes: { received: 6, accepted: 4, warned: 0, quarantined: 0, superseded: 0, duplicate: 0, control: 2 },
  })
  const from = { mechanism: '1-800 T', data_source: 'cms-data-sharing/A9999', line_of_business: 'medicare-ffs' }
  expect(rows).toEqual([
    { member_id: 'BOTH', category: 'all', decision: 'deny', effective_date: '2025-01-02', ...from, record_number: 2 },
    {
      member_id: 'BOTH',
      category: 'part-2-substance-use',
      decision: 'permit',
      effective_date: '2025-01-03',
      ...from,
      record_number: 2,
    },
    {
      member_id: 'PART2',
      category: 'part-2-substance-use',
      decision: 'deny',
      effective_date: '2025-01-04',
      ...from,
      record_number: 3,
    },
    {
      member_id: 'UNDATED',
      category: 'all',
      decision: 'deny',
      effective_date: '2025-01-20',
      ...from,
      record_number: 5,
    },
  ])
})

test.each([
  [
    'whose header is another',
    sent([record({ word: 'N' })]).replace(header, 'HDR_BLAHDATASHR20250120'),
    NAME,
    'input-header',
  ],
  [
    'whose header has no day',
    sent([record({ word: 'N' })]).replace(header, 'HDR_BENEDATASHR        '),
    NAME,
    'input-header',
  ],
  ['whose trailer counts more than came', sent([record({ word: 'N' })], trailer('2')), NAME, 'input-record-count'],
  ['whose trailer counts nothing', sent([record({ word: 'N' })], trailer('')), NAME, 'input-record-count'],
  ['misnamed', sent([record({ word: 'N' })]), NAME.replace('DPRF', 'FRPD'), 'input-file'],
  ['of no time of day', sent([record({ word: 'N' })]), NAME.replace('T1000009', 'T9909420'), 'input-file'],
])('a file %s is refused, and nothing it states is known', async (_name, content, name, because) => {
  const report = await taken(content, name)
  expect({ status: report.status, because: report.because, rows: report.rows }).toEqual({
    status: 'refused',
    because,
    rows: [],
  })
  expect(report.counts?.quarantined).toBe(report.counts?.received)
})

test('a file without a trailer is taken in and says so', async () => {
  const report = await taken(`${header}\n${record({ word: 'N' })}\n`)
  expect(report.status).toBe('accepted')
  expect(report.findings).toEqual(['warned control-file-missing -'])
})

test.each([
  ['day', { word: 'N', day: '20251301' }, 'quarantined date-unreadable EFFECTIVE_DT'],
  [
    'day of the other preference',
    { part2: 'Y', part2_day: '20251301' },
    'quarantined date-unreadable SAMHSA_EFFECTIVE_DT',
  ],
  ['key', { word: 'N', key: '18e7800005' }, 'quarantined number-unreadable BENE_LINK_KEY'],
  ['word', { word: 'X' }, 'quarantined not-listed PREF_IND'],
  ['number', { mbi: '', word: 'N' }, 'quarantined required-missing MBI'],
])('a record whose %s cannot be read is quarantined, the others are taken in', async (_name, wrong, finding) => {
  const report = await taken(sent([record(wrong), record({ mbi: 'GOOD', word: 'N', day: '20250102' })]))
  expect(report.findings).toEqual([finding])
  expect(report.rows.map((row) => (row as { member_id: string }).member_id)).toEqual(['GOOD'])
  expect(report.counts).toMatchObject({ received: 4, accepted: 1, quarantined: 1, control: 2 })
})

test('it is known by its header too, whatever its name', async () => {
  expect((await taken(sent([record({ word: 'N' })]), 'preferences.txt')).rows).toHaveLength(1)
})
