import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPglite, type Register } from '../../src/register/open.ts'
import { listFindings, listSubmissions, submissionFiles } from '../../src/register/submissions.ts'
import { ingest } from '../../src/sources/ingest.ts'
import { counts, eligibilityOf, NOW, regionWith } from '../sources/region-with.ts'

let register: Register
const here = regionWith()
beforeAll(async () => {
  register = await openPglite()
})
afterAll(async () => {
  await register.close()
  here.remove()
})

test('the register says of each delivery and file what the lake says, later corrections included', async () => {
  const send = (name: string, text: string) =>
    ingest(
      here.region,
      { payer: 'acme', line_of_business: 'commercial', files: [here.file(name, text)] },
      { register, now: () => NOW },
    )
  const first = await send('e.csv', eligibilityOf('m1', 'm2'))
  await send('e.csv', eligibilityOf('m1'))
  await send('odd.csv', 'colour,shape\nred,round\n')
  const rows = await listSubmissions(register)
  expect(rows.map((row) => [row.status, row.layout, row.because, counts(row)])).toEqual([
    [
      'accepted',
      'tuva',
      null,
      { received: 3, accepted: 0, warned: 0, quarantined: 0, superseded: 2, duplicate: 0, control: 1 },
    ],
    [
      'accepted',
      'tuva',
      null,
      { received: 2, accepted: 1, warned: 0, quarantined: 0, superseded: 0, duplicate: 0, control: 1 },
    ],
    [
      'refused',
      null,
      'input-unknown-layout',
      { received: 2, accepted: 0, warned: 0, quarantined: 2, superseded: 0, duplicate: 0, control: 0 },
    ],
  ])
  const [file] = await submissionFiles(register, first.submission_id)
  expect(file).toMatchObject({
    file_name: 'e.csv',
    layout_file: 'eligibility',
    data_source: 'tuva/acme',
    superseded: 2,
  })
  expect((await listFindings(register)).map((f) => [f.rule, f.severity])).toEqual([
    ['corrects-file', 'note'],
    ['input-unknown-layout', 'refused'],
  ])
})
