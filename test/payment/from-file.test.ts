import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { LIBRARY, readModel } from '../../src/model/read-model.ts'
import { usd } from '../../src/money.ts'
import { openFacts } from '../../src/payment/from-file/facts-file.ts'
import { readLayout } from '../../src/payment/from-file/layout.ts'
import { settleFile, type Wanted } from '../../src/payment/from-file/settle-file.ts'
import { linesOf, totalOf } from '../../src/payment/settle-rows.ts'

/** Savings under a rate for each track; one of them ended. Small, so that what a file needs stands here. */
const POOL = `
title: Pool
family: total-cost-of-care
readiness: settles-from-facts
about: Shared savings
sources: [{ title: Made up, by: Us }]
tracks:
  - { track: track-1, label: Track 1, about: One-sided, from: 2012-01-01, until: 2021-12-31 }
  - { track: basic-a, label: "BASIC, level A", about: One-sided }
  - { track: enhanced, label: ENHANCED, about: Two-sided }
facts:
  benchmark_usd: { label: Benchmark, unit: usd, least: 0, definition: Updated benchmark }
  expenditure_usd: { label: Expenditure, unit: usd, least: 0, definition: Total expenditure }
  assigned_beneficiaries: { label: People, unit: count, definition: Beneficiaries assigned }
  met_quality_standard: { label: Quality standard met, unit: flag, definition: Whether it was met }
  quality_score: { label: Quality score, unit: share, least: 0, most: 1, optional: true, definition: The year's score }
parameters:
  rate:
    label: Sharing rate
    kind: recommended
    unit: share
    by: track
    values: [{ from: 2012-01-01, value: { track-1: 0.49, basic-a: 0.392, enhanced: 0.735 }, source: made up }]
components:
  - component: earned
    part: formula
    label: Earned
    unit: usd
    pays: provider
    takes: { value: "if(met_quality_standard and assigned_beneficiaries > 0, rate * otherwise(quality_score, 1) * greater(benchmark_usd - expenditure_usd, 0), 0)" }
`

const layout = readLayout('cms-mssp-puf')
const mssp = readModel('cms/mssp')

let engine: Engine
let folder: string
let pool: typeof mssp
beforeAll(async () => {
  engine = await Engine.open()
  folder = mkdtempSync(join(tmpdir(), 'facts-'))
  mkdirSync(join(folder, 'test'))
  writeFileSync(join(folder, 'test', 'pool.yaml'), POOL)
  pool = readModel('test/pool', [folder, LIBRARY])
})
afterAll(() => {
  engine.close()
  rmSync(folder, { recursive: true, force: true })
})

type Given = Wanted & { name?: string; model?: typeof mssp }

/** `entity: total` of each row. */
async function settled(content: string | Uint8Array, { name = 'aco-2022.csv', ...wanted }: Given = {}) {
  const path = join(folder, name)
  const model = wanted.model ?? (wanted.layout ? mssp : pool)
  writeFileSync(path, content)
  const file = await openFacts(engine, path)
  try {
    return await settleFile(file, model, wanted, {
      keep: (row) => {
        const total = totalOf(linesOf(row))
        return `${row.entity}: ${total === null ? 'unknown' : usd(total)}`
      },
    })
  } finally {
    file.close()
  }
}

/** Every fault that the file is refused with, one to an element. */
async function refused(content: string | Uint8Array, given: Given = {}): Promise<string[]> {
  try {
    await settled(content, given)
  } catch (error) {
    const { code, detail } = error as { code: string; detail: Record<string, string> }
    return `${code === 'input-facts' ? '' : `${code} `}${detail.at}: ${detail.got}`
      .split('\n')
      .map((line) => line.trim())
  }
  throw new Error('it was settled')
}

const HEADER = 'entity,track,benchmark_usd,expenditure_usd,assigned_beneficiaries,met_quality_standard'
const GOOD = 'A1,enhanced,100000000,90000000,20000,yes'
const rows = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`
const A1 = 'A1: 7350000.00'

test('a row for each provider and a column for each fact is a file that settles', async () => {
  expect(await settled(rows(GOOD, 'B2,basic-a,100000000,100000000,20000,no'))).toEqual([A1, 'B2: 0.00'])
})

describe('columns', () => {
  test('one that the model does not know is named, with the one that was meant', async () => {
    expect(await refused(rows(GOOD).replace('benchmark_usd', 'benchmark_us'))).toEqual([
      'aco-2022.csv:1: unknown column benchmark_us; did you mean benchmark_usd?; put # before the name of a column that is not read',
    ])
  })

  test('one with # before its name is not read', async () => {
    expect(
      await settled(
        '#note,entity,track,benchmark_usd,expenditure_usd,assigned_beneficiaries,met_quality_standard\nJane Doe,' +
          GOOD,
      ),
    ).toEqual([A1])
  })

  test('all that are missing are listed, each with what it should hold', async () => {
    expect(await refused('entity,track,benchmark_usd\nA1,enhanced,1\n')).toEqual([
      'aco-2022.csv:1: no column met_quality_standard (Whether it was met)',
      'aco-2022.csv:1: no column assigned_beneficiaries (Beneficiaries assigned)',
      'aco-2022.csv:1: no column expenditure_usd (Total expenditure)',
    ])
  })

  test('without entity nobody is paid, and the other faults are told too', async () => {
    expect(
      await refused(
        'track,benchmark_usd,expenditure_usd,assigned_beneficiaries,met_quality_standard\nenhanced,x,1,1,yes\n',
      ),
    ).toEqual([
      'aco-2022.csv:1: no column entity: it says whom a row is about',
      'aco-2022.csv:2:10: benchmark_usd: not a number such as 1234.5',
    ])
  })

  test('two of one name, and one without, are refused by their places', async () => {
    expect(await refused('entity,track,track,,\nA1,enhanced,enhanced,1,2\n')).toEqual([
      'aco-2022.csv:1: columns 2 and 3 are both named track; column 4 has no name; column 5 has no name',
    ])
  })

  test('a file without a header does not show its first row', async () => {
    expect(await refused('Jane Doe,1959-03-01,22\nJohn Roe,1961-05-09,30\n')).toEqual([
      'aco-2022.csv:1: no header that test/pool knows; want entity, and a column for each fact',
    ])
  })
})

describe('cells', () => {
  test('text in a number is named by line and column, and never shown', async () => {
    const faults = await refused(rows(GOOD, 'B2,enhanced,about 5 million,90000000,20000,yes'))
    expect(faults).toEqual(['aco-2022.csv:3:13: benchmark_usd: not a number such as 1234.5'])
  })

  test.each(['1e9', 'NaN', 'Infinity', '0x10', '1.2.3', '1,5', '--5', '٣'])('%s is no number', async (text) => {
    expect(await refused(rows(`A1,enhanced,"${text}",90000000,20000,yes`))).toEqual([
      'aco-2022.csv:2:13: benchmark_usd: not a number such as 1234.5',
    ])
  })

  test('fewer people than none are refused, and a share of 75', async () => {
    const header = `${HEADER},quality_score`
    expect(await refused(`${header}\nA1,enhanced,1,1,-20000,yes,0.75\nB2,enhanced,1,1,1,yes,75\n`)).toEqual([
      'aco-2022.csv:2:17: assigned_beneficiaries: want 0 or more',
      'aco-2022.csv:3:23: quality_score: want 1 or less',
    ])
    expect(await settled(`${header}\nA1,enhanced,100000000,90000000,20000,yes,100%\n`)).toEqual([A1])
  })

  test('a flag is yes or no', async () => {
    expect(await refused(rows('A1,enhanced,1,1,1,perhaps'))).toEqual([
      'aco-2022.csv:2:19: met_quality_standard: not yes or no',
    ])
  })

  test('blank is unknown and not zero: the row has no total, the others have theirs', async () => {
    expect(await settled(rows('A0,enhanced,,90000000,20000,yes', GOOD))).toEqual(['A0: unknown', A1])
  })

  test('a row without an entity is refused', async () => {
    expect(await refused(rows(' ,enhanced,1,1,1,yes'))).toEqual(['aco-2022.csv:2:1: no entity; want one in every row'])
  })
})

describe('tracks and periods', () => {
  test('an unknown track is answered with the one that was meant, and not shown', async () => {
    const [fault] = await refused(rows(GOOD, 'B2,enhanaced,1,1,1,yes', 'C3,Jane Doe,1,1,1,yes'))
    expect(fault).toMatch(
      /^aco-2022.csv:3:4: a track that the model does not have; did you mean enhanced\?; want track-1 or/,
    )
    expect((await refused(rows('C3,Jane Doe,1,1,1,yes'))).join()).not.toContain('Jane')
  })

  test('a track that was not there in the period is refused, in a row and on the command line', async () => {
    expect(await refused(rows('A1,track-1,1,1,1,yes'))).toEqual([
      'aco-2022.csv:2:4: track track-1 was not there in 2022; it began 2012-01-01 and ended 2021-12-31',
    ])
    await expect(settled(rows(GOOD), { track: 'track-1' })).rejects.toThrow(
      '--track track-1: track track-1 was not there',
    )
    await expect(settled(rows(GOOD), { track: 'enhaced' })).rejects.toThrow('--track enhaced; did you mean enhanced?')
  })

  test('a row without a track is refused where the model has several; a file without them, once', async () => {
    const without = rows(GOOD, GOOD.replace('A1', 'A2')).replaceAll(',enhanced', '').replace(',track', '')
    expect(await refused(without)).toEqual([
      expect.stringMatching(/^aco-2022.csv:1: no column track; want one, or --track/),
    ])
    expect(await settled(without, { track: 'enhanced' })).toEqual([A1, 'A2: 7350000.00'])
    expect(await refused(rows('A1,,1,1,1,yes'))).toEqual([
      expect.stringMatching(/^aco-2022.csv:2:4: no track; want track-1 or/),
    ])
  })

  test('the period is asked for, else a column, else the one year in the name', async () => {
    const long = `${HEADER},period\n${GOOD},2021\n${GOOD},2022\n`
    expect(await settled(long, { name: 'aco.csv' })).toEqual([A1, A1])
    expect(await settled(rows(GOOD), { name: 'aco-2022.csv', period: '2019' })).toEqual([A1])
    expect(await refused(rows(GOOD), { name: 'aco.csv' })).toEqual([
      'input-period aco.csv: no year in the name of the file',
    ])
    expect(await refused(rows(GOOD), { name: '2021-2022.csv' })).toEqual([
      'input-period 2021-2022.csv: several years in the name of the file: 2021, 2022',
    ])
  })

  test('a period that is none, or is blank, is named by its place', async () => {
    expect(await refused(`${HEADER},period\n${GOOD},last year\n${GOOD},\n`, { name: 'aco.csv' })).toEqual([
      'aco.csv:2:42: not a period; want one such as 2025, 2025-Q2, 2025-07',
      'aco.csv:3:42: no period; want one such as 2025, 2025-Q2, 2025-07',
    ])
  })

  test('a second row of an entity in one track and period is refused: it would be paid twice', async () => {
    expect(await refused(rows(GOOD, 'B2,enhanced,1,1,1,yes', GOOD))).toEqual([
      'aco-2022.csv:4:1: the same entity, period and track as aco-2022.csv:2:1',
    ])
    expect(await settled(rows(GOOD, GOOD.replace('enhanced', 'basic-a')))).toEqual([A1, 'A1: 3920000.00'])
  })
})

describe('the file', () => {
  test.each([
    ['', 'an empty file; want a header and a row for each provider'],
    ['\ufeff', 'an empty file; want a header and a row for each provider'],
    [' \r\n\r\n', 'an empty file; want a header and a row for each provider'],
    [`\n${rows(GOOD)}`, 'an empty line; want the header here'],
    [rows(), 'no rows after the header'],
    [rows(GOOD).replaceAll('\n', '\r'), 'lines that end in CR alone'],
    ['PK\u0003\u0004xl/workbook.xml', 'no text'],
  ])('%j is refused', async (text, why) => {
    expect(await refused(text)).toEqual([`aco-2022.csv:1: ${why}`])
  })

  test('a folder, and a file that is not there', async () => {
    mkdirSync(join(folder, 'folder.csv'))
    await expect(openFacts(engine, join(folder, 'folder.csv'))).rejects.toThrow('a folder; want a file')
    await expect(openFacts(engine, join(folder, 'none.csv'))).rejects.toThrow('no file that can be read')
  })

  test('rows that are not of the shape of the header are all named, by the line in which each begins', async () => {
    const ragged = rows(
      '"A\n0",enhanced,1,1,1,yes',
      'A1,enhanced',
      '',
      'A2,enhanced,1,1,1,yes,7,8',
      'A3,enhanced,1,1,x,yes',
      ' ',
    )
    expect(await refused(ragged)).toEqual([
      'aco-2022.csv:4: 2 fields; the header has 6',
      'aco-2022.csv:6: 8 fields; the header has 6',
      'aco-2022.csv:8: 1 field; the header has 6',
    ])
  })

  test('a quoted field that is never closed, or goes on after its quote', async () => {
    expect(await refused(rows('A0,enhanced,1,1,1,yes', '"A1,enhanced,1,1,1,yes', 'A2,enhanced,1,1,1,yes'))).toEqual([
      'aco-2022.csv:3: a quoted field that is never closed',
    ])
    expect(await refused(rows('"A1"x,enhanced,1,1,1,yes'))).toEqual([
      'aco-2022.csv:2: text after the closing quote of a field',
    ])
  })

  test('line ends inside quotes, and empty lines, leave the line of a fault right', async () => {
    const quoted = rows('"Elm\nand\r\nOak",enhanced,1,1,1,yes', '', '"say ""hi""",enhanced, "x",1,1,yes')
    expect(await refused(quoted)).toEqual(['aco-2022.csv:6:23: benchmark_usd: not a number such as 1234.5'])
  })

  test.each([
    ['CR LF', rows(GOOD).replaceAll('\n', '\r\n')],
    ['no line end at the end', rows(GOOD).trimEnd()],
    ['a comma at the end of every row', rows(`${GOOD},`)],
    ['a byte order mark', `\ufeff${rows(GOOD)}`],
    ['tabs', rows(GOOD).replaceAll(',', '\t')],
    ['semicolons', rows(GOOD).replaceAll(',', ';')],
    ['spaces around cells', rows(GOOD).replaceAll(',', ' , ')],
    ['thousands with commas, in quotes', rows(GOOD.replace('100000000', '"100,000,000"'))],
    ['UTF-16, little end first', new Uint8Array(Buffer.from(`\ufeff${rows(GOOD)}`, 'utf16le'))],
    ['UTF-16, big end first', new Uint8Array(Buffer.from(`\ufeff${rows(GOOD)}`, 'utf16le').swap16())],
  ])('%s: read as it is', async (_, content) => {
    expect(await settled(content)).toEqual([A1])
  })

  test('the older encoding of Windows', async () => {
    expect(await settled(new Uint8Array(Buffer.from(rows(GOOD.replace('A1', 'M\xfcller')), 'latin1')))).toEqual([
      'Müller: 7350000.00',
    ])
  })

  test('where semicolons part the cells a comma in a number is refused, since nobody can tell which it is', async () => {
    const text = rows(GOOD).replaceAll(',', ';').replace('20000', '20,000')
    expect(await refused(text)).toEqual([
      'aco-2022.csv:2:32: assigned_beneficiaries: a comma in a number; want a point for decimals, and nothing between thousands',
    ])
  })

  test('line ends of two kinds are refused', async () => {
    expect(await refused(`${HEADER}\n${GOOD}\r\nB2,enhanced,1,1,1,yes\nC3,enhanced,1,1,1,yes\r\n`)).toEqual([
      'aco-2022.csv:1: line ends of two kinds, LF and CR LF; want one kind',
    ])
  })

  test('a cell of a million characters is read, and is no number', async () => {
    const long = 'x'.repeat(1_000_000)
    expect(await settled(rows(GOOD.replace('A1', long)))).toEqual([`${long}: 7350000.00`])
    expect(await refused(rows(GOOD.replace('100000000', long)))).toEqual([
      'aco-2022.csv:2:13: benchmark_usd: not a number such as 1234.5',
    ])
  })

  test('of many faults twenty are shown and the rest are counted', async () => {
    const many = rows(...Array.from({ length: 3000 }, (_, i) => `A${i},enhanced,x,1,1,yes`)).replace('track', 'trak')
    const faults = await refused(many, { track: 'enhanced' })
    expect(faults).toHaveLength(21)
    expect(faults[0]).toContain('unknown column trak; did you mean track?')
    expect(faults[20]).toBe('and 2,981 more faults')
  })
})

describe('a published file', () => {
  const PUBLISHED = 'ACO_ID,Current_Track,ABtotBnchmk,ABtotExp,N_AB,Met_QPS,QualScore,FinalShareRate'

  test('its own headers and forms: percent, dollars, thousands, what stands for nothing', async () => {
    const text = `${PUBLISHED}\nA1,EN,"$100,000,000","90,000,000",20000,1,85.5%,75.00%\nA2,E,100000000,90000000,20000,1,75,-\n`
    expect(await settled(text, { layout })).toEqual([A1, 'A2: 4900000.00'])
  })

  test('a code that the layout does not know, and a share in a column of percents out of bounds', async () => {
    const text = `${PUBLISHED}\nA1,ENH,1,1,1,1,85%,-\nA2,EN,1,1,1,1,185,-\n`
    expect(await refused(text, { layout })).toEqual([
      'aco-2022.csv:2:4: track: a code the layout does not know; did you mean EN?',
      'aco-2022.csv:3:15: quality_score: want 1 or less',
    ])
  })

  test('two organizations that bear one name are two rows', async () => {
    const text = `${PUBLISHED.replace('ACO_ID', 'ACO_Name')}\nMercy,EN,100,100,20000,1,-,-\nMercy,EN,100,100,20000,1,-,-\n`
    expect(await settled(text, { layout })).toEqual(['Mercy: 0.00', 'Mercy: 0.00'])
  })

  test('a column that it lacks leaves rows unsettled; the track may be asked for', async () => {
    const text = 'ACO_ID,ABtotBnchmk\nA1,100\n'
    expect(await refused(text, { layout })).toEqual([
      'aco-2022.csv:1: no column that says the track; want one, or --track',
    ])
    expect(await settled(text, { layout, track: 'enhanced' })).toEqual(['A1: unknown'])
  })
})
