import { expect, test } from 'vitest'
import type { Arrangement } from '../../src/model/arrangement.ts'
import { LIBRARY, models, readModel } from '../../src/model/read-model.ts'
import type { PrintedDocument } from '../../src/payment/print/document.ts'
import { documentHtml } from '../../src/payment/print/document-html.ts'
import { documentPdf } from '../../src/payment/print/document-pdf.ts'
import { exhibitOf } from '../../src/payment/print/exhibit.ts'
import { guideOf } from '../../src/payment/print/guide.ts'
import { figure, scheduleText } from '../../src/payment/print/values.ts'
import { addMonths, period } from '../../src/period.ts'

const model = readModel('demo/common-model')
const year2025 = period('2025')
const own = (value: string, unit: 'usd' | 'share' = 'usd') => ({ value, unit, source: 'contract, clause 4' })
const arrangement = (amounts: Arrangement['amounts'], more: Partial<Arrangement> = {}): Arrangement => ({
  arrangement: 'summit/elm',
  payer: 'summit',
  organization_id: 'elm',
  model: model.id,
  track: 'hybrid',
  start_date: '2025-01-01',
  end_date: null,
  amounts,
  ...more,
})
const WHOLE = { base_pmpm: own('30'), direct_services_pmpm: own('26.50') }

const exhibit = (amounts: Arrangement['amounts'], more: Partial<Arrangement> = {}) =>
  exhibitOf(arrangement(amounts, more), model, year2025, [LIBRARY])

const headings = ({ blocks }: PrintedDocument) =>
  blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
const rows = ({ blocks }: PrintedDocument, caption: RegExp) =>
  blocks.flatMap((block) => (block.kind === 'table' && caption.test(block.caption) ? block.rows : []))
const whole = (document: PrintedDocument) => JSON.stringify(document)

test('an exhibit names its parties, what is paid, every figure with whose it is, and works an example with its own amounts', () => {
  const document = exhibit(WHOLE)
  expect(rows(document, /^Parties/).slice(0, 2)).toEqual([
    ['Payer', 'summit'],
    ['Provider organization', 'elm'],
  ])
  expect(rows(document, /^Every figure/)).toContainEqual([
    'Base payment per member per month',
    '$30.00',
    'own',
    'contract, clause 4',
  ])
  expect(rows(document, /^Every figure/)).toContainEqual([
    'Value-based incentive, largest share of base',
    '15 %',
    'recommended',
    expect.stringContaining('IHA response to PTAC'),
  ])
  expect(rows(document, /^Measures/)[0]).toEqual(['hba1c-control', '55 %', '80 %', '2'])
  expect(rows(document, /^What follows/).at(-1)).toEqual(['Total', 'sum of the lines', '$141,067.50'])
  expect(headings(document)).not.toContain('What is missing')
})

test("a payer's own share stands in the place of the recommended one, and the example follows it", () => {
  const document = exhibit({ ...WHOLE, incentive_share: own('0.10', 'share') })
  expect(rows(document, /^Every figure/)).toContainEqual([
    'Value-based incentive, largest share of base',
    '10 %',
    'own',
    'contract, clause 4',
  ])
  expect(
    rows(document, /^What follows/)
      .find(([label]) => label === 'Value-based incentive')
      ?.at(-1),
  ).toBe('$7,245.00')
})

test('one that lacks a required amount says exactly which and who gives it, before anything else', () => {
  const document = exhibit({ base_pmpm: own('30') })
  expect(headings(document).slice(0, 2)).toEqual(['The contract', 'What is missing'])
  expect(document.blocks).toContainEqual({
    kind: 'list',
    items: [
      'Prospective payment for direct services, per member per month (direct_services_pmpm): the payer, in the arrangement',
    ],
  })
  expect(rows(document, /^What follows/).at(-1)).toEqual(['Total', 'sum of the lines', 'not known'])
})

test('a contract that its model does not allow is not printed', () => {
  expect(() => exhibit(WHOLE, { track: 'none' })).toThrow('has no track none')
})

test('a guide is public: what a payer sets is named, and no amount of anybody stands in it', () => {
  const document = guideOf(model, year2025, 'hybrid', [LIBRARY])
  expect(rows(document, /figures in force/)).toContainEqual([
    'Base payment per member per month',
    'set by each payer in its contract; private to the two',
    'own',
    '',
  ])
  expect(whole(document)).toContain('Made up for the example, as a contract would give them: Base payment')
  expect(headings(document)).toEqual(
    expect.arrayContaining(['How it pays', 'What is measured', 'Dates', 'Worked examples', 'What is not published']),
  )
})

test('a guide holds the tracks in force in its period, and figures of that period', () => {
  const mssp = readModel('cms/mssp')
  expect(guideOf(mssp, period('2014'), undefined, [LIBRARY]).about).toBe('Track 1, Track 2')
  expect(() => guideOf(mssp, period('2014'), 'enhanced', [LIBRARY])).toThrow('--track enhanced')
  expect(rows(guideOf(mssp, period('2024'), 'enhanced', [LIBRARY]), /figures in force/)).toContainEqual(
    expect.arrayContaining(['Largest sharing rate', '75 %', 'recommended']),
  )
})

test.each(
  models().flatMap((one) =>
    one.tracks.map(({ track, from }) => [one.id, track, addMonths(from ?? '2025-01-01', 1).slice(0, 7)] as const),
  ),
)('every model has a guide: %s, %s, %s', (id, track, month) => {
  const one = readModel(id)
  if (one.readiness === 'card') return
  expect(headings(guideOf(one, period(month), track, [LIBRARY]))).toContain('How it pays')
})

test('as HTML it is a page of its own, its headings in order, and what a contract says is text', () => {
  const html = documentHtml(
    exhibit({ ...WHOLE, base_pmpm: { ...own('30'), source: '<script>alert("x")</script> & more' } }),
  )
  expect(html).not.toContain('<script>')
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more')
  expect(html).toContain('<html lang="en">')
  expect(html.match(/<h1>/g)).toHaveLength(1)
  expect(html.match(/<table>/g)?.length).toBe(html.match(/<caption>/g)?.length)
  expect(html).not.toMatch(/(src|href)=/)
})

test('as PDF it is one document', async () => {
  const pdf = await documentPdf(exhibit(WHOLE))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.length).toBeGreaterThan(20_000)
})

test.each([
  ['1234567.5', 'usd', '$1,234,567.50'],
  ['-12.345', 'usd', '−$12.345'],
  ['0.075', 'share', '7.5 %'],
  ['4200', 'months', '4,200'],
  ['1.05', 'factor', '1.05'],
  ['yes', 'flag', 'yes'],
] as const)('%s in %s is written %s', (text, unit, written) => {
  expect(figure(text, unit)).toBe(written)
})

test('a table is written line by line, of the track alone where it goes by track', () => {
  expect(scheduleText({ low: '0.1', high: '0.2' }, 'share', 'from')).toBe('low: 10 %\nhigh: 20 %')
  expect(scheduleText({ low: '0.1', high: '0.2' }, 'share', 'from', 'high')).toBe('20 %')
  expect(
    scheduleText(
      [
        { at: '0', value: '1' },
        { at: '5000', value: '2' },
      ],
      'usd',
      'line',
    ),
  ).toBe('at 0: $1.00\nat 5,000: $2.00\nand on a straight line between')
})
