import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type EventCase, eventCasesOf } from '../../src/attribution/events/event-cases.ts'
import { readEventRule } from '../../src/attribution/events/event-rule.ts'
import { type ExplainContext, explainId, type Row } from '../../src/explain/context.ts'
import { explain } from '../../src/explain/explain.ts'
import type { Explained } from '../../src/explain/explained.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { exact } from '../../src/money.ts'
import { eventFile, eventFolder, eventLake, given, type RuleText, sharesIn } from '../attribution/events/event-lake.ts'

const TEXT: RuleText = {
  event: `services: [colonoscopy], again: begins, days: ${given('15', 'count')}`,
  who: 'unit: clinician, counted_by: allowed_usd',
  roles: [
    `started: true, takes: first, share: ${given('0.6')}`,
    `modifiers: [X1], least_share: ${given('0.01')}, share: ${given('0.1')}`,
    `share: ${given('0.3')}`,
  ],
  unfilled: 'others',
}
const VISITS = [
  'oak 2025-03-03 900.00 surgery G0121',
  'oak 2025-03-05 90.55 surgery',
  'oak 2025-03-05 -90.55 surgery',
  'elm 2025-03-06 70.01 X1',
  'fir 2025-03-07 cardiology',
  'fir 2025-03-08 33.33 cardiology',
  'oak 2025-03-10 800.00 surgery G0105',
  'elm 2025-12-24 500.00 surgery G0121',
]

const contextOf = (engine: Engine, models: readonly string[]): ExplainContext => ({
  ...{ engine, models, limit: 1000 },
  records: async () => [],
})
const sum = ({ terms }: Explained) => terms.reduce((all, { value }) => all.plus(value ?? 0), exact(0)).toFixed(2)
const termOf = (found: Explained, name: string) => found.terms.find((term) => term.name === name)

/** Each number of the row is the number explained, and the claim lines behind it add up to it. */
async function expectExplained(context: ExplainContext, row: Row): Promise<void> {
  const keys = [row.rule, row.person_id, row.event_start, row.role, row.held_by]
  const found = await explain(context, explainId('event_share', ...keys))
  expect([found.value, found.reason, found.says]).toEqual([row.share, row.reason, null])
  expect(found.steps.every(({ source }) => Boolean(source))).toBe(true)
  expect(found.steps.find(({ component }) => component === row.role)?.value?.split(', ')).toContain(row.held_by)
  const whole = await explain(context, termOf(found, 'event_allowed_usd')?.explain_id ?? '')
  expect([whole.value, sum(whole)]).toEqual([row.event_allowed_usd, row.event_allowed_usd])
  if (row.held_by === 'nobody') return
  const visits = await explain(context, termOf(found, 'visits')?.explain_id ?? '')
  expect(visits.value).toBe(String(row.visits))
  expect(new Set(visits.terms.map(({ value }) => value)).size).toBe(Number(row.visits))
  const own = await explain(context, termOf(found, 'allowed_usd')?.explain_id ?? '')
  expect([own.value, sum(own)]).toEqual([row.allowed_usd, row.allowed_usd])
  expect(own.terms.every(({ explain_id }) => explain_id?.startsWith('person_line:'))).toBe(true)
}

test('each row of a rule is told as it is, down to the claim lines', async () => {
  const folder = eventFolder({ ours: eventFile(TEXT) })
  const engine = await eventLake({ p: VISITS })
  const rows = await sharesIn(engine, readEventRule('ours', [folder, LIBRARY]))
  expect(rows.map(({ event_start, role, held_by, share }) => `${event_start} ${role} ${held_by} ${share}`)).toEqual([
    '2025-03-03 r1 dr-oak-surgery 0.600000000',
    '2025-03-03 r2 dr-elm-primary-care 0.100000000',
    '2025-03-03 r3 dr-fir-cardiology 0.300000000',
    '2025-03-10 r1 dr-oak-surgery 1.000000000',
    '2025-03-10 r2 nobody 0.000000000',
    '2025-03-10 r3 nobody 0.000000000',
  ])
  for (const row of rows) await expectExplained(contextOf(engine, [folder, LIBRARY]), row)
  engine.close()
})

test('a rule that was changed since the run says so', async () => {
  const folder = eventFolder({ ours: eventFile(TEXT) })
  const engine = await eventLake({ p: VISITS })
  await sharesIn(engine, readEventRule('ours', [folder, LIBRARY]))
  const changed = eventFolder({ ours: eventFile({ ...TEXT, roles: [`share: ${given('1')}`] }) })
  const id = 'event_share:ours:p:2025-03-03:r1:dr-oak-surgery'
  expect((await explain(contextOf(engine, [changed, LIBRARY]), id)).says).toMatch(/changed since the run/)
  await expect(explain(contextOf(engine, [LIBRARY]), id)).rejects.toMatchObject({ code: 'input-explain-id' })
  for (const wrong of ['', ':p', ':p:2025-03-03', ':p:soon:r1:x', ':p:2025-03-04:r1:dr-oak-surgery'])
    await expect(explain(contextOf(engine, [folder, LIBRARY]), `event_share:ours${wrong}`)).rejects.toMatchObject({
      code: 'input-explain-id',
    })
  engine.close()
})

describe('patient-relationship', () => {
  const { directory, cases } = eventCasesOf(readEventRule('patient-relationship'))
  const filled = readFilled()
  for (const one of cases.slice(0, 3))
    test(`${one.case}: the explanation is the row`, async () => {
      const engine = await lakeOf(one)
      for (const row of await sharesIn(engine, readEventRule('patient-relationship', [filled, LIBRARY]), one.period))
        await expectExplained(contextOf(engine, [filled, LIBRARY]), row)
      engine.close()
    })

  const lakeOf = (one: EventCase) => eventLake({ p: one.visits }, { directory, line: 'medicare-ffs' })
})

/** The library's file, as a region would copy it, with shares. */
function readFilled(): string {
  const { file } = readEventRule('patient-relationship')
  const text = readFileSync(file, 'utf8').replaceAll(
    'required: true',
    'values: [{ from: 2019-01-01, value: 0.2, source: the parties }]',
  )
  return eventFolder({ 'patient-relationship': text })
}
