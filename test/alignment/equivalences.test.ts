import { expect, test } from 'vitest'
import { compare } from '../../src/alignment/degree/compare.ts'
import { elementOf } from '../../src/alignment/elements/elements.ts'
import { idleSteps } from '../../src/alignment/idle/idle-steps.ts'
import { type StepOfRule, withIdleSteps } from '../../src/alignment/idle/without-idle.ts'
import { understand } from '../../src/alignment/profile/answer.ts'
import { ELEMENTS_OF_RULE } from '../../src/alignment/profile/of-rule.ts'
import type { Profile, Reading } from '../../src/alignment/profile/profile.ts'
import { laboratory } from '../../src/attribution/laboratory.ts'
import { type AttributionRule, readRule } from '../../src/attribution/rule.ts'
import { sql } from '../../src/lake/sql.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'
import { claims, engineOf, fileOf, folderOf, number, visits, YEAR } from '../attribution/rule-lake.ts'
import { fill, type Row } from '../run/small-lake.ts'
import { LIBRARY_READ } from './library.ts'

/**
 * Every equivalence of `elements.yaml` is run on a made lake: the two rules attribute each of its people to the same practice
 * by the same step, and a difference that is no equivalence does not.
 */
const DAY = '2025-01-01'
const ATTESTED = '  - { step: attested, source: s }\n'
const ASSIGNED = '  - { step: plan-assigned, source: s }\n'
const WELLNESS = claims({ services: '[wellness-visit]', order: '[last_visit, practice_id]' })

/** Sixty people with up to nine visits each over three years at three practices; drawn by a fixed sequence. */
function people(): Row[] {
  let state = 42
  const draw = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  return Array.from({ length: 60 }, (_, i) => `p${i}`).flatMap((person) =>
    visits(
      person,
      ...Array.from({ length: 1 + draw(9) }, () => {
        const month = draw(36)
        const day = `${2023 + Math.floor(month / 12)}-${String(1 + (month % 12)).padStart(2, '0')}-0${1 + draw(9)}`
        return `${['elm', 'oak', 'fir'][draw(3)]} ${day} ${draw(400)} ${draw(4) === 0 ? 'cardiology' : 'primary-care'}`
      }),
    ),
  )
}

type Statement = { member_id: string; practice_id: string; attested_on: string }

/** The decisions of both rules on one lake, and which steps of the first placed nobody. */
async function both(one: string, other: string, attestation: Statement[] = []) {
  const folders = [folderOf({ one, other }), LIBRARY]
  const rules = [readRule('one', folders), readRule('other', folders)]
  const engine = await engineOf(people(), { attestation })
  await fill(engine, [laboratory(rules, period('2025')), idleSteps(rules, period('2025'))])
  const of = (rule: string) =>
    engine.rows<Row>(sql`
      select list, person_id, practice_id, organization_id, npi, visits, allowed_usd, last_visit
      from rule_attribution where rule = ${rule} order by list, person_id`)
  const [mine, theirs] = [await of('one'), await of('other')]
  const steps = await engine.rows<StepOfRule>(sql`
    select rule, cast(step as integer) as step, idle from idle_step where rule = 'one' and payer = 'elm-health' order by step`)
  engine.close()
  const [rule, second] = rules
  if (!rule || !second) throw new Error('no rule')
  return { mine, theirs, steps, rule, second }
}

const ORDER = elementOf(LIBRARY_READ.elements, 'attribution_order')

function reading(element: string, rule: AttributionRule): Reading {
  const told = ELEMENTS_OF_RULE[element]?.(rule, DAY)
  const understood = told && understand(elementOf(LIBRARY_READ.elements, element), told.given)
  if (!understood || 'fault' in understood) throw new Error(`${element} is not answered`)
  return { reading: null, ...understood, source: told.source, status: 'stated', never_decides: [] }
}
const profileOf = (rule: AttributionRule): Profile => ({
  ...{ payer: rule.rule, name: rule.rule, lines: [] },
  answers: new Map([['attribution_order', [reading('attribution_order', rule)]]]),
})
const orderOf = ({ answers }: Profile): Reading => {
  const [found] = answers.get('attribution_order') ?? []
  if (!found) throw new Error('no order')
  return found
}

test.each([
  ['choice, where nobody stated one', ['attested'], ATTESTED + claims()],
  ["the plan's assignment, where no list names anybody", ['plan-assigned'], ASSIGNED + claims()],
  ['wellness visits, where nobody had one', ['attested', 'wellness-visit'], ATTESTED + WELLNESS + claims()],
])('never-decides: a rule with %s decides as the one without it', async (_, idle, text) => {
  const { mine, theirs, steps, rule, second } = await both(fileOf(text), fileOf(claims()))
  expect(mine).toHaveLength(60)
  expect(mine.filter((row) => row.practice_id !== null).length).toBeGreaterThan(40)
  expect(mine).toEqual(theirs)
  const filled = orderOf(withIdleSteps(profileOf(rule), { rules: [rule], day: DAY, steps }))
  expect(filled.never_decides).toEqual(idle)
  expect(compare(ORDER, filled, reading('attribution_order', second))).toMatchObject({
    degree: 'exact',
    by: ['never-decides'],
  })
  expect(compare(ORDER, reading('attribution_order', rule), reading('attribution_order', second)).degree).not.toBe(
    'exact',
  )
})

test('never-decides does not hold of a step that decided for one person, and the two rules then differ', async () => {
  const said = [{ member_id: 'p0', practice_id: 'fir', attested_on: '2024-06-01' }]
  const everybody = people().map((row) => String(row.person_id))
  const all = [...new Set(everybody)].map((member_id) => ({ ...said[0], member_id })) as Statement[]
  for (const attestation of [said, all]) {
    const { mine, theirs, steps, rule } = await both(fileOf(ATTESTED + claims()), fileOf(claims()), attestation)
    expect(mine).not.toEqual(theirs)
    const { never_decides } = orderOf(withIdleSteps(profileOf(rule), { rules: [rule], day: DAY, steps }))
    expect(never_decides).not.toContain('attested')
    expect(never_decides).toEqual(attestation.length === 1 ? [] : ['plurality'])
  }
})

test('of steps that stand for one option all must be idle; without members nothing is said; another rule is left alone', () => {
  const specialists = claims({ services: '[ambulatory-visit]', clinicians: 'specialists' })
  const text = fileOf(ATTESTED + claims() + specialists)
  const rule = readRule('ours', [folderOf({ ours: text }), LIBRARY])
  const others = readRule('others', [folderOf({ others: text }), LIBRARY])
  const stepsOf = (of: string, ...busy: number[]): StepOfRule[] =>
    [1, 2, 3].map((step) => ({ rule: of, step, idle: !busy.includes(step) }))
  const idle = (steps: StepOfRule[], rules = [rule]) =>
    orderOf(withIdleSteps(profileOf(rule), { rules, day: DAY, steps })).never_decides
  expect(idle(stepsOf('ours', 1, 3))).toEqual([])
  expect(idle(stepsOf('ours', 1))).toEqual(['plurality'])
  expect(idle(stepsOf('ours'))).toEqual(['attested', 'plurality'])
  expect(idle([])).toEqual([])
  expect(idle(stepsOf('amp', 1), [readRule('amp')])).toEqual([])
  // Two rules of the same order: a step is idle where it is in both.
  expect(idle([...stepsOf('ours', 2), ...stepsOf('others', 1, 2)], [rule, others])).toEqual([])
  expect(idle([...stepsOf('ours', 2), ...stepsOf('others', 3)], [rule, others])).toEqual(['attested'])
})

test.each([
  [
    'services',
    { services: '[primary-care-visit, wellness-visit]' },
    { services: '[wellness-visit, primary-care-visit]' },
  ],
  ['clinicians', { clinicians: '[primary-care, cardiology]' }, { clinicians: '[cardiology, primary-care]' }],
])('set-order: %s in another order decide alike', async (_, one, other) => {
  const { mine, theirs } = await both(fileOf(claims(one)), fileOf(claims(other)))
  expect(mine.some((row) => row.practice_id !== null)).toBe(true)
  expect(mine).toEqual(theirs)
})

test('set-order: measures in another order, and one named twice, are the same answer', () => {
  const set = elementOf(LIBRARY_READ.elements, 'measure_set')
  const [a, b] = [
    understand(set, ['hba1c-control', 'colorectal-cancer-screening']),
    understand(set, ['colorectal-cancer-screening', 'hba1c-control', 'hba1c-control']),
  ]
  expect(a).toEqual(b)
})

test('unit and decimal: a window of 2 years, of 24 and of 24.0 months decide alike; one of 12 does not', async () => {
  const look = elementOf(LIBRARY_READ.elements, 'look_back')
  const months = ['2 years', '24', '24.0'].map((given) => understand(look, given))
  expect(months.map((one) => 'answer' in one && one.answer)).toEqual(Array(3).fill({ kind: 'number', value: '24' }))
  const ofWindow = (window: string) => fileOf(claims({ window: number(window, 'months') }))
  const same = await both(ofWindow('24'), ofWindow('24.0'))
  expect(same.mine).toEqual(same.theirs)
  expect(compare(look, reading('look_back', same.rule), reading('look_back', same.second)).degree).toBe('exact')
  const other = await both(ofWindow('24'), ofWindow('12'))
  expect(other.mine).not.toEqual(other.theirs)
  expect(compare(look, reading('look_back', other.rule), reading('look_back', other.second)).degree).toBe('divergent')
})

test('decimal: a least share of 0.5 and of 0.50 decide alike', async () => {
  const least = (share: string) => fileOf(claims({ wins: 'minimum-share', least_share: number(share) }), YEAR)
  const { mine, theirs } = await both(least('0.5'), least('0.50'))
  expect(mine.some((row) => row.practice_id === null)).toBe(true)
  expect(mine).toEqual(theirs)
})

test('synonym: a word that stands for an option makes the same rule', async () => {
  const timing = { ...elementOf(LIBRARY_READ.elements, 'attribution_timing'), synonyms: { reconciled: 'hybrid' } }
  const [word, option] = [understand(timing, 'reconciled'), understand(timing, 'hybrid')]
  expect('answer' in word && 'answer' in option && word.answer).toEqual('answer' in option && option.answer)
  const KIND: Record<string, string> = {
    hybrid: 'reconciled',
    prospective: 'prospective',
    retrospective: 'retrospective',
  }
  const ruleOf = (one: typeof word) =>
    fileOf(
      claims(),
      `{ kind: ${'answer' in one && one.answer.kind === 'one-of' ? KIND[one.answer.option] : ''}, every: quarter, source: s }`,
    )
  const { mine, theirs } = await both(ruleOf(word), ruleOf(option))
  expect(new Set(mine.map((row) => row.list)).size).toBe(5)
  expect(mine).toEqual(theirs)
})

test('a step is idle or not by the payer’s own members alone', async () => {
  const rule = readRule('ours', [folderOf({ ours: fileOf(ATTESTED + claims()) }), LIBRARY])
  const month = (person_id: string, payer: string, month_start: string) => ({
    ...{ person_id, member_id: person_id, payer, month_start, primary_coverage: true },
    year_month: month_start.slice(0, 7).replace('-', ''),
  })
  const months = [
    ...[month('a', 'birch', '2025-01-01'), month('a', 'birch', '2025-02-01'), month('b', 'birch', '2025-03-01')],
    ...[month('b', 'cedar', '2025-04-01'), month('c', 'cedar', '2025-04-01'), month('c', 'birch', '2024-12-01')],
  ]
  const attestation = [{ member_id: 'c', practice_id: 'fir', attested_on: '2024-06-01' }]
  const engine = await engineOf(visits('a', 'elm 2025-01-01'), { attestation }, months)
  await fill(engine, [laboratory([rule], period('2025')), idleSteps([rule], period('2025'))])
  const rows = await engine.rows<Row>(sql`
    select payer, cast(step as integer) as step, idle from idle_step order by payer, step`)
  engine.close()
  expect(rows).toEqual([
    { payer: 'birch', step: 1, idle: true },
    { payer: 'birch', step: 2, idle: false },
    { payer: 'cedar', step: 1, idle: false },
    { payer: 'cedar', step: 2, idle: true },
  ])
})
