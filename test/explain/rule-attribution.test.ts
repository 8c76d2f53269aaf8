import { describe, expect, test } from 'vitest'
import { type AttributionCase, casesOf } from '../../src/attribution/cases.ts'
import { laboratory } from '../../src/attribution/laboratory.ts'
import { type AttributionRule, isClaims, readRules } from '../../src/attribution/rule.ts'
import { type ExplainContext, explainId, type Row } from '../../src/explain/context.ts'
import { explain } from '../../src/explain/explain.ts'
import type { Explained, Term } from '../../src/explain/explained.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'
import { type Directory, lakeWith } from '../attribution/case-lake.ts'
import { claims, engineOf, fileOf, folderOf, number, visits } from '../attribution/rule-lake.ts'
import { fill } from '../run/small-lake.ts'

/** Every row that a worked example makes, with its explanation. */
async function explainedRows(rule: AttributionRule, directory: Directory, one: AttributionCase) {
  const engine = await lakeWith(rule, directory, one)
  await fill(engine, [laboratory([rule], period(one.period))])
  const rows = await engine.rows<Row>(sql`select * from rule_attribution order by list`)
  return { engine, rows, context: contextOf(engine) }
}

const contextOf = (engine: Engine): ExplainContext => ({
  ...{ engine, models: [LIBRARY], limit: 1000 },
  records: async (references) =>
    references.map((one) => ({ ...one, submission_id: 's', file_name: 'f', payer: 'p', layout: 'tuva/x', fields: [] })),
})

const cents = (amounts: readonly (string | null)[]) =>
  amounts.reduce((sum, one) => sum + Math.round(Number(one ?? 0) * 100), 0)
const linesOf = ({ terms }: Explained) => terms.filter(({ explain_id }) => explain_id?.startsWith('person_line:'))

/** The lines of each practice compared, counted and added up, are what was compared. */
async function expectLines(context: ExplainContext, compared: readonly Term[]): Promise<void> {
  for (const { name, value, explain_id } of compared) {
    if (explain_id === null) continue
    const found = await explain(context, explain_id)
    expect(found.value, explain_id).toBe(value)
    const lines = linesOf(found)
    expect(lines.length, explain_id).toBeGreaterThan(0)
    if (name.startsWith('visits')) expect(String(new Set(lines.map((line) => line.value)).size), explain_id).toBe(value)
    else if (value !== null) expect(cents(lines.map((line) => line.value)), explain_id).toBe(cents([value]))
    else expect(lines.every((line) => line.value === null)).toBe(true)
  }
}

async function expectExplained(rule: AttributionRule, context: ExplainContext, row: Row): Promise<void> {
  const where = `${row.rule} ${row.list}`
  const found = await explain(context, explainId('rule_attribution', row.rule, row.list, row.person_id))
  expect([found.value, found.says], where).toEqual([row.practice_id, null])
  expect(found.steps.map(({ source }) => source).every(Boolean), where).toBe(true)
  const said = found.steps.map(({ value }) => value)
  expect(
    said.slice(0, -1).every((one) => one === 'nobody'),
    where,
  ).toBe(true)
  expect(said.at(-1), where).toBe(row.practice_id ?? 'nobody')
  expect(found.steps.length, where).toBe(row.step ?? rule.steps.length)
  const compared = found.terms.filter(({ explain_id }) => explain_id?.startsWith('rule_attribution.'))
  await expectLines(context, compared)
  const step = rule.steps[Number(row.step) - 1]
  if (step && isClaims(step)) {
    const of = (name: string) =>
      found.terms.find((term) => term.name === `${name}_${row.step}` && term.label.startsWith(`${row.practice_id}:`))
    expect(of('visits')?.value, where).toBe(String(row.visits))
    expect(of('allowed_usd')?.value, where).toBe(row.allowed_usd)
    expect(of('share')?.value ?? null, where).toBe(row.share)
    expect(
      compared.filter(({ name }) => name === `visits_${row.step}`),
      where,
    ).toHaveLength(Number(row.candidates))
  }
  expect(found.records, where).toHaveLength(row.file_id === null ? 0 : 1)
}

for (const rule of readRules())
  describe(rule.rule, () => {
    const { directory, cases } = casesOf(rule)
    // A third of them: each makes a lake of its own.
    for (const one of cases.filter((_, i) => i % 3 === 0))
      test(`${one.case}: the explanation is the row`, async () => {
        const { engine, rows, context } = await explainedRows(rule, directory, one)
        const asked = rows.filter(({ list }) => one.expect.some((expected) => expected.list === list))
        for (const row of asked) await expectExplained(rule, context, row)
        engine.close()
      })
  })

/** One person's explanation by the rule `ours` of a folder, on the list of the year. */
async function toldBy(files: Record<string, string>, tables: Parameters<typeof engineOf>[1], ...seen: string[]) {
  const folder = folderOf(files)
  const engine = await engineOf(visits('p', ...seen), tables)
  await fill(engine, [laboratory(readRules([folder]), period('2025'))])
  const found = await explain({ ...contextOf(engine), models: [folder] }, 'rule_attribution:ours:2025:p')
  return { engine, folder, found }
}
const says = ({ steps }: Explained) => steps.map((step) => step.says)

test('a step that found somebody says which of its conditions failed', async () => {
  const steps =
    claims({ wins: 'majority' }) +
    claims({ seen: '[{ clinician_types: [nurse-practitioner] }]' }) +
    claims({ wins: 'minimum-share', least_share: number('0.5') }) +
    claims({ when: `{ clinicians: specialists, least_share: ${number('0.5')} }` })
  const { engine, found } = await toldBy(
    { ours: fileOf(steps) },
    {},
    'elm 2025-01-01',
    'oak 2025-01-02',
    'fir 2025-01-03',
  )
  const first = 'of the practice that comes first from 2024-01-01 up to 2026-01-01: '
  expect(found.reason).toBe('below-share')
  expect(says(found)).toEqual([
    `${first}it has not more than half`,
    `${first}no nurse practitioner was seen there`,
    `${first}its share is below the least that the step asks for`,
    `${first}the clinicians whom the step is for have too small a share of all`,
  ])
  engine.close()
})

test('a statement that was taken back is not the same as none', async () => {
  const steps = `  - { step: attested, source: s }\n${claims()}`
  const stated = { member_id: 'p', practice_id: 'oak', attested_on: '2025-02-01', withdrawn_on: '2025-03-01' }
  const taken = await toldBy({ ours: fileOf(steps) }, { attestation: [stated] }, 'elm 2025-01-01')
  expect(says(taken.found)[0]).toMatch(/^there is a statement, but none/)
  const none = await toldBy({ ours: fileOf(steps) }, {}, 'elm 2025-01-01')
  expect(says(none.found)).toEqual(['there is no statement', 'from 2024-01-01 up to 2026-01-01'])
  for (const { engine } of [taken, none]) engine.close()
})

test("another rule's decision leads to that rule's row", async () => {
  const ours = fileOf('  - { step: rule, rule: theirs, source: s }\n')
  const { engine, folder, found } = await toldBy({ ours, theirs: fileOf(claims()) }, {}, 'elm 2025-01-01')
  expect(found.terms.find(({ name }) => name === 'taken')).toMatchObject({
    ...{ value: 'plurality', explain_id: 'rule_attribution:theirs:2025:p' },
  })
  const taken = await explain({ ...contextOf(engine), models: [folder] }, 'rule_attribution:theirs:2025:p')
  expect(taken.value).toBe(found.value)
  engine.close()
})

test('a rule that changed or went since the run is not passed off as the one that decided', async () => {
  const { engine } = await toldBy({ ours: fileOf(claims()) }, {}, 'elm 2025-01-01')
  const now = (models: string) => explain({ ...contextOf(engine), models: [models] }, 'rule_attribution:ours:2025:p')
  const changed = await now(folderOf({ ours: fileOf(claims({ clinicians: 'specialists' })) }))
  expect([changed.value, changed.says]).toEqual(['elm', expect.stringContaining('has changed since the run')])
  const gone = await now(folderOf({ other: fileOf(claims()) }))
  expect([gone.value, gone.steps, gone.says]).toEqual(['elm', [], expect.stringContaining('no longer')])
  engine.close()
})
