import { expect, test } from 'vitest'
import { cclf } from '../../../src/sources/cclf/layout.ts'

/** CCLF Information Packet 38.0, appendix B: the last end position and the number of elements of tables 14 to 24. */
const PACKET: Record<string, [length: number, elements: number]> = {
  cclf1: [437, 45],
  cclf2: [199, 23],
  cclf3: [114, 13],
  cclf4: [112, 14],
  cclf5: [388, 52],
  cclf6: [247, 27],
  cclf7: [195, 21],
  cclf8: [549, 31],
  cclf9: [55, 6],
  cclfa: [324, 33],
  cclfb: [128, 21],
}

test('all twelve files are declared', () => {
  expect(cclf.files.map((file) => file.name).sort()).toEqual(['cclf0', ...Object.keys(PACKET)])
})

test.each(Object.entries(PACKET))(
  '%s has the length and number of fields of the packet',
  (name, [length, elements]) => {
    const file = cclf.files.find((f) => f.name === name)!
    expect([file.recordLength, file.fields.length]).toEqual([length, elements])
  },
)

test.each(Object.keys(PACKET))('the fields of %s follow one another without gap or overlap', (name) => {
  const file = cclf.files.find((f) => f.name === name)!
  let next = 1
  for (const field of file.fields) {
    expect(field.start, field.name).toBe(next)
    next = field.end! + 1
  }
  expect(next - 1).toBe(file.recordLength)
  expect(new Set(file.fields.map((f) => f.name)).size).toBe(file.fields.length)
})

test('the fields of cclf0 stand between its bars', () => {
  const file = cclf.files.find((f) => f.name === 'cclf0')!
  const record = 'CCLF2  |Part A Claims Revenue Center Detail File   |          6|  179'
  expect(record.length).toBe(file.recordLength)
  expect(file.fields.map((f) => record.slice(f.start! - 1, f.end).trim())).toEqual([
    'CCLF2',
    'Part A Claims Revenue Center Detail File',
    '6',
    '179',
  ])
})

test('an earlier record ends where one of its fields ends', () => {
  for (const { name, fields, earlierLengths } of cclf.files) {
    const ends = fields.map((f) => f.end)
    for (const length of earlierLengths ?? []) expect(ends, `${name} ${length}`).toContain(length)
  }
})

test('dates are ten places long and amounts keep their cents', () => {
  for (const file of cclf.files)
    for (const field of file.fields) {
      if (field.type === 'date') expect(field.end! - field.start! + 1, field.name).toBe(10)
      if (field.name.endsWith('_AMT')) expect(field.type, field.name).toBe('usd')
    }
})
