import { afterAll, expect, test } from 'vitest'
import { check } from '../../src/sources/check.ts'
import { ELIGIBILITY, eligibilityOf, regionWith } from './region-with.ts'

const here = regionWith()
afterAll(() => here.remove())

test('a file is named and its records are held against the layout, and nothing is taken in', async () => {
  const path = here.file(
    'e.csv',
    `${ELIGIBILITY}\nm1,2025-01-01,2025-12-31,"Ann,1970-01-01\nm2,2025-01-01,never,Bo,1970-01-01\nm3,2025-01-01,2025-12-31,Cy,19700101\n`,
  )
  const [report] = await check(path)
  expect(report).toMatchObject({
    layout: 'tuva',
    layout_file: 'eligibility',
    records: 4,
    readable: 1,
    quarantined: 2,
    control: 1,
  })
  expect(report?.findings.map((f) => [f.rule, f.first_record])).toEqual([
    ['date-unreadable', 3],
    ['open-quote', 2],
    ['date-form', 4],
  ])
})

test('with a payer, records of another are found; without one they are not looked for', async () => {
  const path = here.file('p.csv', `payer,${ELIGIBILITY}\nOther,m1,2025-01-01,2025-12-31,Ann,1970-01-01\n`)
  expect((await check(path))[0]?.findings).toEqual([])
  expect((await check(path, { payer: 'acme' }))[0]?.findings.map((f) => f.rule)).toEqual(['input-wrong-payer'])
})

test('a file that no layout knows is refused with all its records', async () => {
  const [report] = await check(here.file('odd.csv', 'colour,shape\nred,round\n'))
  expect(report).toMatchObject({ layout: null, records: 2, readable: 0, quarantined: 2 })
  expect(report?.findings[0]).toMatchObject({ rule: 'input-unknown-layout', severity: 'refused' })
  expect((await check(here.file('e.csv', eligibilityOf('m1'))))[0]?.quarantined).toBe(0)
})
