import { createHash } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../../src/lake/engine.ts'
import { Engine as Lake } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import { ingest } from '../../../src/sources/ingest.ts'
import { createEnding } from '../../../src/sources/staged.ts'
import { type ControlTotal, compareControlTotals } from '../../../src/sources/validate/control-totals.ts'
import { NOW, regionWith } from '../region-with.ts'
import { csvOf } from './send.ts'

const here = regionWith()
afterAll(() => here.remove())

describe('what a sender states is held against what came', () => {
  const compared = async (...totals: Partial<ControlTotal>[]) => {
    const engine: Engine = await Lake.open()
    try {
      await createEnding(engine)
      const of = {
        rule: 'control-total',
        file_id: 'f',
        record_number: 9,
        column: 'COUNT',
        where: 'the trailer',
      } as const
      const differ = await compareControlTotals(
        engine,
        totals.map((total) => ({ ...of, stated: '0', counted: '0', ...total })),
      )
      const rows = await engine.rows<{ rule: string; observed: string }>(sql`
        select n.rule, o.observed from noticed n join observation o on o.rule = n.rule order by n.rule`)
      return { differ, rows: rows.map(({ rule, observed }) => [rule, observed]) }
    } finally {
      engine.close()
    }
  }

  test('counts and amounts are compared as numbers, a hash without case', async () => {
    expect(
      await compared(
        { stated: '0012', counted: '12' },
        { rule: 'control-amount', stated: '12.50', counted: '12.5' },
        { rule: 'control-hash', stated: 'AB', counted: 'ab' },
      ),
    ).toEqual({ differ: 0, rows: [] })
  })

  test('what differs is told with both figures, and what is no number without it', async () => {
    expect(await compared({ stated: '12', counted: '11' })).toEqual({
      differ: 1,
      rows: [['control-total', 'the trailer states 12; 11 came']],
    })
    expect(await compared({ stated: 'Ann Oak', counted: '11' })).toEqual({
      differ: 1,
      rows: [['control-unreadable', 'the trailer states something that is no number']],
    })
  })
})

test('a side file states records, amount and hash of the files beside it, and is itself control', async () => {
  const claims = csvOf('medical_claim', 3)
  const hash = createHash('sha256').update(claims).digest('hex')
  const send = (statement: string) =>
    here.ingest('acme', [
      here.file('claims.csv', claims),
      here.file('acme.control.csv', `file_name,records,amount_usd,sha256\n${statement}\n`),
    ])
  const good = await send(`claims.csv,3,240.00,${hash}`)
  expect(good.findings).toEqual([])
  expect(good.files.map(({ file_name, received, control }) => [file_name, received, control])).toEqual([
    ['acme.control.csv', 2, 2],
    ['claims.csv', 4, 1],
  ])
  const other = regionWith()
  try {
    const report = await other.ingest('acme', [
      other.file('claims.csv', claims),
      other.file('acme.control.csv', 'file_name,records,amount_usd,sha256\nclaims.csv,4,241.00,00\nmore.csv,1,,\n'),
    ])
    expect(report.findings.map(({ rule, observed }) => [rule, observed])).toEqual([
      ['control-file-missing', null],
      ['control-amount', 'acme.control.csv, record 2 states 241.00; 240.00 came'],
      ['control-hash', 'acme.control.csv, record 2 states another hash'],
      ['control-total', 'acme.control.csv, record 2 states 4; 3 came'],
    ])
  } finally {
    other.remove()
  }
})

describe('a file of which more breaks a rule than may', () => {
  const broken = csvOf('medical_claim', 10, { 3: { hcpcs_code: 'X' }, 4: { hcpcs_code: 'X' } })
  const send = async (limits: { rule: string; most_share: string; source: string }[]) => {
    const other = regionWith()
    try {
      const store = { ...other.store, limits: async () => limits }
      return await ingest(
        other.region,
        { payer: 'acme', line_of_business: 'commercial', files: [other.file('claims.csv', broken)] },
        { register: store, now: () => NOW },
      )
    } finally {
      other.remove()
    }
  }

  test('is refused whole, and its records are still named', async () => {
    const report = await send([{ rule: 'hcpcs-form', most_share: '0.1', source: 'agreement, exhibit B' }])
    expect(report.status).toBe('refused')
    expect(report.score).toBe('F')
    expect(report.files[0]).toMatchObject({
      status: 'refused',
      because: 'over-threshold',
      received: 11,
      quarantined: 11,
    })
    expect(report.findings.map(({ rule, severity, records, observed }) => [rule, severity, records, observed])).toEqual(
      [
        ['hcpcs-form', 'warned', 2, null],
        ['over-threshold', 'refused', 1, '2 of 10 records break hcpcs-form; at most 10% may (agreement, exhibit B)'],
      ],
    )
  })

  test('at the threshold it is taken in', async () => {
    const report = await send([{ rule: 'hcpcs-form', most_share: '0.2', source: 'agreement' }])
    expect(report.files[0]).toMatchObject({ status: 'accepted', accepted: 8, warned: 2 })
  })

  test('with a waiver in force it is taken in, and the report says so', async () => {
    const report = await send([{ rule: 'hcpcs-form', most_share: '1', source: 'waiver 3, until 2026-03-31' }])
    expect(report.status).toBe('accepted')
    expect(report.findings.at(-1)).toMatchObject({
      rule: 'waived',
      severity: 'warned',
      observed: '2 of 10 records break hcpcs-form; waiver 3, until 2026-03-31',
    })
  })
})
