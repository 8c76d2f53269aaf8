import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { raw, sql } from '../../src/lake/sql.ts'
import { checkCclf } from '../../src/sources/cclf/check.ts'
import { cclfFileName } from '../../src/sources/cclf/file-name.ts'
import { type ReceivedFile, receive } from '../../src/sources/receive/receive.ts'
import { emptyHistory, fileOf, inForce, stageFiles, takeIn } from '../sources/cclf/stage.ts'

const REAL = process.env.WHOLEPANEL_REAL_FILES
const SET = 'cclf-v38/cclf-v38-synthetic-240801.zip'

if (!REAL) test.skip(`not tested, WHOLEPANEL_REAL_FILES is not set: ${SET} (CCLF, version 38)`, () => {})

/** The reading of the packet in plain JavaScript, over the text of the files: the engine takes no part in it. */
type Line = (name: string) => string
const cents = (amount: string) => BigInt(Math.round(Number(amount || '0') * 100))

function* linesOf(file: string, path: string): Generator<Line> {
  const fields = new Map(fileOf(file).fields.map((field) => [field.name, field]))
  for (const text of readFileSync(path, 'utf8').split('\n')) {
    if (text === '') continue
    yield (name) => {
      const field = fields.get(name)
      if (!field?.start || !field.end) throw new Error(`${file} has no ${name}`)
      return text.slice(field.start - 1, field.end).trim()
    }
  }
}

const PAID_TO = new Set(['', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B'])
const ALLOWED = new Set(['', 'A', 'R', 'S'])
const isDeniedPartA = (line: Line) => !['', 'P'].includes(line('CLM_MDCR_NPMT_RSN_CD'))
const isDeniedPartB = (line: Line) =>
  !PAID_TO.has(line('CLM_CARR_PMT_DNL_CD')) || !ALLOWED.has(line('CLM_PRCSG_IND_CD'))

/** Debits minus credits of what Medicare did not deny. */
function debitsMinusCredits(lines: Iterable<Line>, amount: string, isDenied: (line: Line) => boolean): bigint {
  let total = 0n
  for (const line of lines) {
    if (isDenied(line)) continue
    total += line('CLM_ADJSMT_TYPE_CD') === '1' ? -cents(line(amount)) : cents(line(amount))
  }
  return total
}

describe.runIf(REAL)('the CCLF set of version 38', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cclf-real-'))
  let engine: Engine
  let received: ReceivedFile[]
  const paths = new Map<string, string>()

  beforeAll(async () => {
    received = await receive([join(REAL ?? '', SET)], folder)
    engine = await Engine.open()
    await emptyHistory(engine)
    const named = received.flatMap((file) => {
      const name = cclfFileName(file.file_name)
      return name ? [[name.file, file.path, name.aco_id] as const] : []
    })
    for (const [name, path] of named) paths.set(name, path)
    await stageFiles(engine, named, 's1')
    await takeIn(engine, 's1')
  })
  afterAll(() => {
    engine.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const pathOf = (file: string) => paths.get(file) ?? ''
  const count = async (relation: string) =>
    (await engine.one<{ n: number }>(sql`select count(*) as n from ${raw(relation)}`))?.n

  test('every file of the package is recognised by its name', () => {
    expect(received.length).toBe(22)
    expect(received.filter((file) => !cclfFileName(file.file_name))).toEqual([])
    expect([...paths.keys()].sort()).toEqual('0123456789ab'.split('').map((k) => `cclf${k}`))
  })

  test('every record has the length that the layout declares', () => {
    const odd: string[] = []
    for (const [file, path] of [...paths].filter(([name]) => name !== 'cclf0'))
      for (const text of readFileSync(path, 'utf8').split('\n'))
        if (text !== '' && text.length !== fileOf(file).recordLength) odd.push(`${file} ${text.length}`)
    expect(odd).toEqual([])
  })

  test('every record lies in its table', async () => {
    for (const file of received) {
      const name = cclfFileName(file.file_name)?.file ?? ''
      if (name !== 'cclf0') expect(await count(name), name).toBe(file.lines)
    }
  })

  test('every claim record is a row of the common data model, or the header of one', async () => {
    const rows = await engine.rows(sql`
      select substr(claim_id, 1, 5) as file, count(*) as n, count(distinct claim_id) as claims,
        count(distinct header_record_number) as headers
      from medical_claim_history group by 1 order by 1`)
    const headersOnly = 10000 - 7928
    expect(rows).toEqual([
      { file: 'cclf1', n: 20003 + headersOnly, claims: 10000, headers: 10000 },
      { file: 'cclf5', n: 20003, claims: 7928, headers: 0 },
      { file: 'cclf6', n: 20003, claims: 7928, headers: 0 },
    ])
    expect(await count('pharmacy_claim_history')).toBe(10000)
    expect(await count('member_crosswalk_history')).toBe(1000)
    let entitled = 0
    for (const line of linesOf('cclf8', pathOf('cclf8'))) if (line('BENE_ENTLMT_BUYIN_IND') !== '0') entitled++
    expect(await count('eligibility_history')).toBe(entitled)
    const states = ['dates-out-of-order', 'not-entitled', 'control-total']
    const files = received.map((f) => ({
      file_id: `s1/${f.path.split('/').pop()}`,
      file_name: f.file_name,
      records: f.lines,
      path: f.path,
      is_repeated: false,
    }))
    const found = await engine.rows<{ rule: string; n: number }>(
      sql`select rule, count(*) as n from (${checkCclf(files)}) c group by rule`,
    )
    expect(found.map((f) => f.rule).sort()).toEqual(states.sort())
    expect(found.find((f) => f.rule === 'not-entitled')?.n).toBe(1000 - entitled)
    expect(found.find((f) => f.rule === 'control-total')?.n).toBe(11)
  })

  test('a claim has its principal diagnosis, then the others of CCLF4, though each file is named for another entity', async () => {
    const listed = new Map<string, Set<string>>()
    for (const [file, field] of [
      ['cclf1', 'PRNCPL_DGNS_CD'],
      ['cclf4', 'CLM_DGNS_CD'],
    ] as const)
      for (const line of linesOf(file, pathOf(file))) {
        const claim = line('CUR_CLM_UNIQ_ID')
        listed.set(claim, (listed.get(claim) ?? new Set()).add(line(field)))
      }
    const rows = await engine.rows<{ claim_id: string; one: string; two: string | null }>(sql`
      select distinct claim_id, diagnosis_code_1 as one, diagnosis_code_2 as two
      from medical_claim_history where claim_type = 'institutional'`)
    expect(rows.length).toBe(10000)
    expect(rows.map((r) => `${r.claim_id} ${[r.one, r.two].filter(Boolean).join(' ')}`).sort()).toEqual(
      [...listed].map(([claim, codes]) => `cclf1-${claim} ${[...codes].join(' ')}`).sort(),
    )
  })

  test('what is in force and not denied adds up to debits minus credits, read from the text of the files', async () => {
    const expected = {
      cclf1: debitsMinusCredits(linesOf('cclf1', pathOf('cclf1')), 'CLM_PMT_AMT', isDeniedPartA),
      cclf5: debitsMinusCredits(linesOf('cclf5', pathOf('cclf5')), 'CLM_LINE_CVRD_PD_AMT', isDeniedPartB),
      cclf6: debitsMinusCredits(linesOf('cclf6', pathOf('cclf6')), 'CLM_LINE_CVRD_PD_AMT', isDeniedPartB),
    }
    for (const [file, total] of Object.entries(expected)) {
      const row = await engine.one<{ usd: string }>(
        sql`select sum(paid_amount) as usd from ${inForce('medical_claim')} where claim_id like ${`${file}-%`} and coalesce(claim_status, '') <> 'denied'`,
      )
      expect(cents(row?.usd ?? ''), file).toBe(total)
    }
  })

  test('before denials, history adds up to all debits minus all credits', async () => {
    const total =
      debitsMinusCredits(linesOf('cclf1', pathOf('cclf1')), 'CLM_PMT_AMT', () => false) +
      debitsMinusCredits(linesOf('cclf5', pathOf('cclf5')), 'CLM_LINE_CVRD_PD_AMT', () => false) +
      debitsMinusCredits(linesOf('cclf6', pathOf('cclf6')), 'CLM_LINE_CVRD_PD_AMT', () => false)
    const row = await engine.one<{ usd: string }>(sql`select sum(paid_amount) as usd from medical_claim_history`)
    expect(cents(row?.usd ?? '')).toBe(total)
  })
})
