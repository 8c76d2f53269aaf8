import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readRule, readRules } from '../../src/attribution/rule.ts'
import { ruleSchema } from '../../src/attribution/rule-schema.ts'
import { listsInWords, populationInWords, stepInWords } from '../../src/attribution/rule-words.ts'
import { claims, number, ruleOf } from './rule-lake.ts'

const wordsOf = (steps: string) => ruleOf(steps).steps.map(stepInWords)

test('a rule is told in sentences: whom it sees, its lists and each step', () => {
  const rule = readRule('mssp')
  expect(populationInWords(rule)).toBe('Everybody with a month of medicare-ffs and none of medicare-advantage.')
  expect(listsInWords(rule)).toBe(
    'A list for each quarter, made ahead on services that end 3 months before it; after the period a final one on the services of the period itself, from 2019-01-01.',
  )
  expect(rule.steps.map(stepInWords)[1]).toBe(
    'By `ambulatory-visit` with primary-care clinicians over 12 months: the ACO, or organization outside any, with the most allowed dollars. Only where a physician was seen there in 12 months. Within it the practice by the same order. Ties: the latest visit then the smaller key.',
  )
})

test('weights, shares, conditions and days from which a step holds are told', () => {
  const recent = `{ months: ${number('6', 'months')}, weight: ${number('2')}, earlier_weight: ${number('1')} }`
  const when = `{ clinicians: specialists, least_share: ${number('0.5')} }`
  const [weighted, most, least] = wordsOf(
    claims({ recent, when, from: '2025-01-01' }) +
      claims({ wins: 'majority' }) +
      claims({ wins: 'minimum-share', least_share: number('0.3') }),
  )
  expect(weighted).toContain('The last 6 months weigh 2, those before 1.')
  expect(weighted).toContain('Only where specialists have at least 0.5 of all.')
  expect(weighted).toContain('For lists from 2025-01-01 on.')
  expect(most).toContain('with the most visits, if it has more than half.')
  expect(least).toContain('if it has at least 0.3 of all.')
})

test('the schema for editors takes every rule of the library and refuses a step that is none', () => {
  const valid = new Ajv({ strict: false }).compile(ruleSchema())
  for (const { rule, file } of readRules())
    expect([rule, valid(parse(readFileSync(file, 'utf8')))]).toEqual([rule, true])
  expect(valid({ ...parse(readFileSync(readRule('plurality').file, 'utf8')), steps: [{ step: 'guess' }] })).toBe(false)
})
