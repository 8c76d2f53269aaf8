import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { counts, eligibilityOf, regionWith } from './region-with.ts'

let here: ReturnType<typeof regionWith>
beforeEach(() => {
  here = regionWith()
})
afterEach(() => here.remove())

test('a file lands with one outcome for each of its records, header included', async () => {
  const report = await here.ingest('acme', [here.file('eligibility.csv', eligibilityOf('m1', 'm2'))])
  expect(report.status).toBe('accepted')
  expect(counts(report.files[0]!)).toEqual({
    received: 3,
    accepted: 2,
    warned: 0,
    quarantined: 0,
    superseded: 0,
    duplicate: 0,
    control: 1,
  })
  expect(await here.content()).toEqual([
    expect.stringContaining('=tuva/acme|=acme|=-|=commercial|=m1'),
    expect.stringContaining('=m2'),
  ])
})

test('what came is kept byte for byte, and only its owner may read it', async () => {
  const text = eligibilityOf('m1').replaceAll('\n', '\r\n')
  const report = await here.ingest('acme', [here.file('e.csv', text)])
  const received = join(here.region.received, report.submission_id)
  const landed = join(here.region.lake, 'acme', report.submission_id)
  expect(readFileSync(join(received, '0001-e.csv'), 'utf8')).toBe(text)
  for (const folder of [received, landed]) {
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  }
  expect(readdirSync(landed).sort()).toEqual([
    'code_use.parquet',
    'eligibility.parquet',
    'file.parquet',
    'fill.parquet',
    'finding.parquet',
    'profile.parquet',
    'record.parquet',
  ])
})

test('a submission is named by its turn and its content', async () => {
  const ids = []
  for (const member of ['m1', 'm2'])
    ids.push((await here.ingest('acme', [here.file(`${member}.csv`, eligibilityOf(member))])).submission_id)
  expect(ids).toEqual([expect.stringMatching(/^s000001-[0-9a-f]{8}$/), expect.stringMatching(/^s000002-[0-9a-f]{8}$/)])
})
