import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { isWhole, readEventRule, readEventRules, requireWhole } from '../../../src/attribution/events/event-rule.ts'
import { eventSchema } from '../../../src/attribution/events/event-schema.ts'
import { eventInWords, roleInWords, shareInWords, whoInWords } from '../../../src/attribution/events/event-words.ts'
import { WholepanelError } from '../../../src/error.ts'
import { LIBRARY as LIBRARY_FOLDER, models } from '../../../src/model/read-model.ts'
import { eventFile, eventFolder, eventRuleOf, given, type RuleText } from './event-lake.ts'

const faultIn = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (!(error instanceof WholepanelError)) throw error
    const { at = '', got = '', want = '', fix = '' } = error.detail
    return [at, got, want, fix].join(': ')
  }
  return ''
}
const faultOf = (text: RuleText): string => faultIn(() => eventRuleOf(text))
const half = `share: ${given('0.5')}`

describe('a rule of events is refused with its line', () => {
  test.each<[string, RuleText, RegExp]>([
    [
      'shares that are not one whole',
      { roles: [half, `clinicians: specialists, share: ${given('0.4')}`].reverse() },
      /ours\.yaml:6:\d+: the shares of all roles on 2019-01-01 are 0\.9 together; want 1/,
    ],
    [
      'shares that are a whole at first and no longer after a change',
      {
        roles: [
          `clinicians: specialists, share: { label: n, kind: structure, unit: share, values: [{ from: 2019-01-01, value: 0.5, source: s }, { from: 2026-01-01, value: 0.6, source: s }] }`,
          half,
        ],
      },
      /ours\.yaml:6:\d+: the shares of all roles on 2026-01-01 are 1\.1 together/,
    ],
    ['a share above 1', { roles: [`share: ${given('1.5')}`] }, /ours\.yaml:7:\d+: 1\.5 as a share; want 0 to 1/],
    ['a share finer than a billionth', { roles: [`share: ${given('0.0000000001')}`] }, /to nine places/],
    [
      'a least share that nobody can have',
      { roles: [`least_share: ${given('2')}, share: ${given('1')}`] },
      /ours\.yaml:7:\d+: 2 as a least share; want more than 0 and at most 1/,
    ],
    [
      'two roles that the same ones fit',
      { roles: [`clinicians: specialists, ${half}`, `clinicians: specialists, ${half}`] },
      /ours\.yaml:8:\d+: nobody can have it: whoever fits r2 fits r1 and has that role/,
    ],
    [
      'a role after one that takes everybody',
      { roles: [half, `modifiers: [X1], ${half}`] },
      /ours\.yaml:8:\d+: nobody can have it/,
    ],
    [
      'a role whose modifiers another has taken',
      { roles: [`modifiers: [X1, X2], ${half}`, `modifiers: [X2], places: ["21"], ${half}`] },
      /ours\.yaml:8:\d+: nobody can have it/,
    ],
    [
      'a role of who started an event, of others than can start one',
      {
        event: `services: [colonoscopy], clinicians: [gastroenterology], again: belongs, days: ${given('15', 'count')}`,
        roles: [`started: true, clinicians: primary-care, share: ${given('1')}`],
      },
      /ours\.yaml:7:\d+: nobody can have it: no such clinician starts an event/,
    ],
    [
      'days that are no whole number',
      { event: `services: [colonoscopy], again: belongs, days: ${given('1.5', 'count')}` },
      /ours\.yaml:4:\d+: 1\.5 days; want a whole number from 1/,
    ],
    [
      'an unknown value set that starts an event',
      { event: `services: [colonoscopi], again: belongs, days: ${given('15', 'count')}` },
      /ours\.yaml:4:\d+: no value set colonoscopi; did you mean colonoscopy\?/,
    ],
    [
      'an unknown value set of a role',
      { roles: [`services: [wellness], share: ${given('1')}`] },
      /ours\.yaml:7:\d+: no value set wellness/,
    ],
    [
      'a modifier that is none',
      { roles: [`modifiers: [x1], share: ${given('1')}`] },
      /want a HCPCS modifier such as X1/,
    ],
    [
      'a word that is unknown',
      { unfilled: 'somebody' },
      /ours\.yaml:8:\d+: unfilled\.goes_to: somebody; want others or nobody/,
    ],
  ])('%s', (_, text, message) => expect(faultOf(text)).toMatch(message))

  test('two roles of one name', () => {
    const text = eventFile({ roles: [`clinicians: specialists, ${half}`, half] }).replace('role: r2', 'role: r1')
    expect(faultIn(() => readEventRule('ours', [eventFolder({ ours: text })]))).toMatch(
      /ours\.yaml:8:\d+: a second role r1/,
    )
  })
  test('the name of an attribution rule', () => {
    const folder = eventFolder({ mssp: eventFile() })
    expect(() => readEventRule('mssp', [folder, LIBRARY_FOLDER])).toThrow(/an attribution rule is called mssp too/)
  })
  test('a name that is not there', () => {
    expect(() => readEventRule('patient-relationships')).toThrow(/did you mean patient-relationship\?/)
  })
})

test('what nobody published keeps a rule from being run, and says which lines want a number', () => {
  const rule = readEventRule('patient-relationship')
  expect(isWhole(rule)).toBe(false)
  expect(rule.wanting).toHaveLength(5)
  expect(faultIn(() => requireWhole(rule))).toMatch(
    /patient-relationship\.yaml:61:\d+, .*copy the file to models\/events/s,
  )
})

test('every rule fits the schema, tells itself in words, and is no payment model', () => {
  const valid = new Ajv({ strict: false }).compile(eventSchema())
  for (const rule of readEventRules()) {
    expect(valid(parse(readFileSync(rule.file, 'utf8'))), JSON.stringify(valid.errors)).toBe(true)
    expect(`${eventInWords(rule)} ${whoInWords(rule)}`).not.toMatch(/undefined|\[object/)
    for (const role of rule.roles)
      expect(`${roleInWords(role)} ${shareInWords(role)}`).not.toMatch(/undefined|\[object/)
    expect(models().some(({ id }) => id.includes(rule.rule))).toBe(false)
  }
})

test('words say each thing that a role asks for', () => {
  const [role] = eventRuleOf({
    roles: [
      `started: true, takes: first, clinicians: specialists, services: [any-service], modifiers: [X3, X4], places: ["21"], least_share: ${given('0.3')}, share: ${given('1')}`,
    ],
  }).roles
  expect(role && roleInWords(role)).toBe(
    'The first among specialists who has a claim line that started the event, of `any-service`, with modifier X3 or X4, at place of service 21, with at least 0.3 of all that is counted and has no role before it.',
  )
})
