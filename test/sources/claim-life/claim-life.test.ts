import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLake } from '../../../src/lake/lake.ts'
import { literal, sql } from '../../../src/lake/sql.ts'
import { regionWith } from '../region-with.ts'
import { claimsCsv, inForce, type Line } from './sent.ts'

/**
 * What happens to claims over deliveries: each delivery is one file, or two, of lines. All stories share the deliveries,
 * each with numbers of its own. A fate is how a record stands after the last delivery, in the order sent.
 */
type Story = {
  deliveries: (Line[] | { files: [Line[], Line[]] })[]
  inForce: string[]
  fates: string[]
  found?: string[]
}

const A = (line: number, paid_on: string, paid: string, more: Partial<Line> = {}): Line => ({
  claim_id: 'A',
  line,
  paid_on,
  paid,
  ...more,
})
const [FEB, MAR, APR] = ['2025-02-03', '2025-03-01', '2025-04-01']
const C1: Line = { claim_id: 'C1', control: 'K', paid_on: FEB, paid: '100.00' }
const VOID: Line = { claim_id: 'C2', control: 'K', status: 'cancellation', paid_on: MAR, paid: '-100.00' }
const ANEW: Line = { claim_id: 'C3', control: 'K', status: 'adjustment', paid_on: MAR, paid: '80.00' }
const OTHER: Line = { claim_id: 'Z', paid_on: FEB, paid: '1.00' }
const reversed = (paid: string): Story => ({
  deliveries: [[C1], [{ ...VOID, paid }]],
  inForce: [],
  fates: ['claim-voided', 'void-applied'],
})

const STORIES: Record<string, Story> = {
  'a replacement with fewer lines takes away the lines that it does not have, and says so': {
    deliveries: [
      [A(1, FEB, '10.00'), A(2, FEB, '20.00'), A(3, FEB, '30.00')],
      [A(1, FEB, '10.00'), A(2, APR, '25.00')],
    ],
    inForce: ['A 1 original 10.00', 'A 2 original 25.00'],
    fates: ['claim-replaced', 'claim-replaced', 'claim-replaced', 'accepted', 'accepted'],
    found: ['lines-gone'],
  },
  'fewer lines of the same day and content are the claim as it is now': {
    deliveries: [
      [A(1, FEB, '1.00'), A(2, FEB, '1.00'), A(3, FEB, '1.00')],
      [A(1, FEB, '1.00'), A(2, FEB, '1.00')],
    ],
    inForce: ['A 1 original 1.00', 'A 2 original 1.00'],
    fates: ['claim-replaced', 'claim-replaced', 'claim-replaced', 'accepted', 'accepted'],
    found: ['lines-gone'],
  },
  'an older version that comes late does not replace the newer one': {
    deliveries: [[A(1, APR, '25.00')], [A(1, FEB, '10.00')]],
    inForce: ['A 1 original 25.00'],
    fates: ['accepted', 'claim-replaced'],
  },
  'original, reversal and rebill leave what was billed anew': {
    deliveries: [[C1], [VOID], [ANEW]],
    inForce: ['C3 1 adjustment 80.00'],
    fates: ['claim-voided', 'void-applied', 'accepted'],
  },
  'original, reversal and rebill: the void first': {
    deliveries: [[VOID], [C1], [ANEW]],
    inForce: ['C3 1 adjustment 80.00'],
    fates: ['void-without-claim', 'claim-voided', 'accepted'],
    found: ['void-without-claim'],
  },
  'original, reversal and rebill: the original last': {
    deliveries: [[ANEW], [VOID], [C1]],
    inForce: ['C3 1 adjustment 80.00'],
    fates: ['accepted', 'void-without-claim', 'claim-voided'],
    found: ['void-without-claim'],
  },
  'original, reversal and rebill in one file': {
    deliveries: [[ANEW, C1, VOID]],
    inForce: ['C3 1 adjustment 80.00'],
    fates: ['accepted', 'claim-voided', 'void-applied'],
  },
  'original, reversal and rebill under one claim id': {
    deliveries: [
      [A(1, FEB, '9.00'), A(1, MAR, '-9.00', { status: 'cancellation' }), A(1, MAR, '8.00', { status: 'adjustment' })],
    ],
    inForce: ['A 1 adjustment 8.00'],
    fates: ['claim-voided', 'void-applied', 'accepted'],
  },
  'a void takes its claim back when its amount is negative': reversed('-100.00'),
  'a void takes its claim back when its amount is zero': reversed('0.00'),
  'a void takes its claim back when it says the amount again': reversed('100.00'),
  'a void without its claim counts nothing and is warned of; the claim is void when it comes': {
    deliveries: [[VOID], [C1]],
    inForce: [],
    fates: ['void-without-claim', 'claim-voided'],
    found: ['void-without-claim'],
  },
  'a void of the claim id, without a day, takes back what had come': {
    deliveries: [
      [A(1, FEB, '10.00')],
      [A(1, '', '0.00', { status: 'cancellation' })],
      [A(1, APR, '9.00', { status: 'adjustment' })],
    ],
    inForce: ['A 1 adjustment 9.00'],
    fates: ['claim-voided', 'void-applied', 'accepted'],
  },
  'a void on the day of the adjustment that it names takes that back': {
    deliveries: [[C1], [ANEW], [{ ...ANEW, status: 'cancellation', paid: '-80.00' }]],
    inForce: [],
    fates: ['claim-replaced', 'claim-voided', 'void-applied'],
  },
  'what is billed anew on the day of the reversal stands, although it calls itself an original': {
    deliveries: [[C1], [VOID, { ...ANEW, status: 'original', paid: '100.00' }]],
    inForce: ['C3 1 original 100.00'],
    fates: ['claim-voided', 'void-applied', 'accepted'],
  },
  'a void that has the number of a version takes that one back': {
    deliveries: [
      [A(1, '', '10.00', { version: 1 })],
      [
        A(1, '', '12.00', { version: 2, status: 'adjustment' }),
        A(1, '', '-12.00', { version: 2, status: 'cancellation' }),
      ],
    ],
    inForce: [],
    fates: ['claim-replaced', 'claim-voided', 'void-applied'],
  },
  'what is paid and taken back on one day is void': {
    deliveries: [[{ ...C1, paid_on: MAR }, VOID]],
    inForce: [],
    fates: ['claim-voided', 'void-applied'],
  },
  'a control number that is the id of an earlier claim of the member links them': {
    deliveries: [[A(1, FEB, '10.00')], [A(1, MAR, '11.00', { claim_id: 'A9', control: 'A', status: 'adjustment' })]],
    inForce: ['A9 1 adjustment 11.00'],
    fates: ['claim-replaced', 'accepted'],
  },
  'a control number that is the id of another member’s claim links nothing': {
    deliveries: [
      [A(1, FEB, '10.00')],
      [A(1, MAR, '11.00', { claim_id: 'A9', control: 'A', status: 'adjustment', member: 'm2' })],
    ],
    inForce: ['A 1 original 10.00', 'A9 1 adjustment 11.00'],
    fates: ['accepted', 'accepted'],
  },
  'each version may name the one before it': {
    deliveries: [
      [{ claim_id: 'A3', control: 'A2', status: 'adjustment', paid_on: APR, paid: '12.00' }],
      [{ claim_id: 'A1', paid_on: FEB, paid: '10.00' }],
      [{ claim_id: 'A2', control: 'A1', status: 'adjustment', paid_on: MAR, paid: '11.00' }],
    ],
    inForce: ['A3 1 adjustment 12.00'],
    fates: ['accepted', 'claim-replaced', 'claim-replaced'],
  },
  'a control number on claims of many members is a stand-in and links none': {
    deliveries: [
      ['m1', 'm2', 'm3'].map((member, i) => ({
        claim_id: `N${i}`,
        control: 'NONE',
        member,
        paid_on: FEB,
        paid: '1.00',
      })),
      [{ claim_id: 'N3', control: 'NONE', member: 'm1', paid_on: APR, paid: '2.00' }],
    ],
    inForce: ['N0 1 original 1.00', 'N1 1 original 1.00', 'N2 1 original 1.00', 'N3 1 original 2.00'],
    fates: ['accepted', 'accepted', 'accepted', 'accepted'],
  },
  'what is paid after a denial is in force': {
    deliveries: [[A(1, FEB, '0.00', { status: 'denied' })], [A(1, MAR, '10.00', { status: 'adjustment' })]],
    inForce: ['A 1 adjustment 10.00'],
    fates: ['claim-replaced', 'accepted'],
  },
  'what is denied after payment is kept as denied': {
    deliveries: [[A(1, FEB, '10.00')], [A(1, MAR, '0.00', { status: 'denied' })]],
    inForce: ['A 1 denied 0.00'],
    fates: ['claim-replaced', 'accepted'],
  },
  'a claim in the run-out file and the new year’s file of later deliveries is one claim': {
    deliveries: [
      [C1, { ...C1, line: 2, paid: '5.00' }],
      [C1, { ...C1, line: 2, paid: '5.00' }, OTHER],
    ],
    inForce: ['C1 1 original 100.00', 'C1 2 original 5.00', 'Z 1 original 1.00'],
    fates: ['accepted', 'accepted', 'duplicate', 'duplicate', 'accepted'],
  },
  'a claim in two files of one delivery is one claim': {
    deliveries: [
      {
        files: [
          [C1, { ...C1, line: 2, paid: '5.00' }],
          [C1, { ...C1, line: 2, paid: '5.00' }],
        ],
      },
    ],
    inForce: ['C1 1 original 100.00', 'C1 2 original 5.00'],
    fates: ['duplicate', 'duplicate', 'accepted', 'accepted'],
  },
  'two files of one delivery hold parts of one version': {
    deliveries: [{ files: [[A(1, FEB, '10.00')], [A(2, FEB, '20.00')]] }],
    inForce: ['A 1 original 10.00', 'A 2 original 20.00'],
    fates: ['accepted', 'accepted'],
  },
  'an adjustment delivered twice is a duplicate': {
    deliveries: [[C1], [ANEW], [ANEW]],
    inForce: ['C3 1 adjustment 80.00'],
    fates: ['claim-replaced', 'accepted', 'duplicate'],
  },
  'a void delivered twice voids once': {
    deliveries: [[C1], [VOID], [VOID]],
    inForce: [],
    fates: ['claim-voided', 'void-applied', 'void-applied'],
  },
  'versions that the payer counts follow their number, however their lines are split': {
    deliveries: [
      [A(1, '', '12.00', { version: 2 })],
      [A(1, '', '10.00', { version: 1 }), A(2, '', '20.00', { version: 1 }), A(3, '', '30.00', { version: 1 })],
      [A(2, '', '22.00', { version: 2 })],
    ],
    inForce: ['A 1 original 12.00', 'A 2 original 22.00'],
    fates: ['accepted', 'claim-replaced', 'claim-replaced', 'claim-replaced', 'accepted'],
  },
  'a file that holds two versions of a claim keeps the one paid last, whole': {
    deliveries: [[A(1, MAR, '11.00'), A(1, FEB, '10.00'), A(2, FEB, '20.00'), A(4, MAR, '4.00')]],
    inForce: ['A 1 original 11.00', 'A 4 original 4.00'],
    fates: ['accepted', 'claim-replaced', 'claim-replaced', 'accepted'],
    found: ['lines-gone'],
  },
  'a line twice in one version of one file: the later record counts, and is warned of': {
    deliveries: [[A(1, FEB, '10.00'), A(1, FEB, '11.00')]],
    inForce: ['A 1 original 11.00'],
    fates: ['same-line-twice', 'warned'],
    found: ['same-key-twice'],
  },
}

let here: ReturnType<typeof regionWith>
const sent = new Map<string, { file: string; record: number }[]>()
const told: { file_id: string; record_number: number; fate: string }[] = []
const found: { file_id: string; record_number: number; rule: string }[] = []
let standing: string[] = []

/** Numbers of its own for each story: `7-A`. */
const own = (story: number, line: Line): Line => ({
  ...line,
  claim_id: `${story}-${line.claim_id}`,
  ...(line.control ? { control: `${story}-${line.control}` } : {}),
  member: `${story}-${line.member ?? 'm1'}`,
})

beforeAll(async () => {
  here = regionWith()
  for (const turn of [0, 1, 2]) {
    const files: Line[][] = [[], []]
    const places: { name: string; file: number; record: number }[] = []
    for (const [story, [name, { deliveries }]] of Object.entries(STORIES).entries()) {
      const delivery = deliveries[turn] ?? []
      for (const [file, lines] of (Array.isArray(delivery) ? [delivery] : delivery.files).entries())
        for (const line of lines) places.push({ name, file, record: (files[file]?.push(own(story, line)) ?? 0) + 1 })
    }
    const report = await here.ingest(
      'acme',
      files.flatMap((lines, i) => (lines.length > 0 ? here.file(`d${turn}-${i}.csv`, claimsCsv(lines)) : [])),
    )
    for (const { name, file, record } of places)
      sent.set(name, [...(sent.get(name) ?? []), { file: report.files[file]!.file_id, record }])
  }
  const engine = await openLake(here.region)
  const all = (table: string) => sql`read_parquet(${literal(`${here.region.lake}/acme/*/${table}.parquet`)})`
  told.push(
    ...(await engine.rows<(typeof told)[0]>(sql`
      select r.file_id, r.record_number, coalesce(s.rule, r.outcome) as fate
      from ${all('record')} r left join ${all('superseded')} s on s.file_id = r.file_id and s.record_number = r.record_number`)),
  )
  found.push(...(await engine.rows<(typeof found)[0]>(sql`select file_id, record_number, rule from ${all('finding')}`)))
  engine.close()
  standing = await inForce(here, 'acme')
})
afterAll(() => here.remove())

describe('claims over deliveries', () => {
  for (const [story, [name, { inForce: wanted, fates, found: rules = [] }]] of Object.entries(STORIES).entries())
    test(name, () => {
      const mine = standing.filter((row) => row.startsWith(`${story}-`)).map((row) => row.slice(`${story}-`.length))
      expect(mine).toEqual(wanted)
      const records = sent.get(name) ?? []
      const of = <Row extends { file_id: string; record_number: number }>(rows: Row[]) =>
        records.flatMap(({ file, record }) => rows.filter((r) => r.file_id === file && r.record_number === record))
      expect(of(told).map(({ fate }) => fate)).toEqual(fates)
      expect(of(found).flatMap(({ rule }) => (LIFE.has(rule) ? rule : []))).toEqual(rules)
    })
})

const LIFE = new Set(['void-without-claim', 'lines-gone', 'same-key-twice', 'void-amount'])
