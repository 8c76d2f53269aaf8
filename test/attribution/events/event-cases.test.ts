import { describe, expect, test } from 'vitest'
import { type EventCase, eventCasesOf } from '../../../src/attribution/events/event-cases.ts'
import { type EventRule, readEventRules } from '../../../src/attribution/events/event-rule.ts'
import { exact } from '../../../src/money.ts'
import { type Directory, eventLake, sharesIn } from './event-lake.ts'

async function worked(rule: EventRule, directory: Directory, one: EventCase) {
  const line = rule.population?.lines_of_business[0] ?? 'commercial'
  const engine = await eventLake({ p: one.visits }, { directory, line })
  const rows = await sharesIn(engine, rule, one.period)
  engine.close()
  return rows.map(({ event_start, role, practice_id, reason, share }) => ({
    ...{ start: event_start, role, practice: practice_id, reason, share: exact(String(share)).toFixed() },
  }))
}

const byWords = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

for (const read of readEventRules())
  describe(read.rule, () => {
    const { directory, rule, cases } = eventCasesOf(read)
    test('has worked examples', () => expect(cases.length).toBeGreaterThan(0))
    for (const one of cases)
      test(one.case, async () => {
        const found = await worked(rule, directory, one)
        expect(found.toSorted(byWords)).toEqual(one.expect.toSorted(byWords))
      })
  })
