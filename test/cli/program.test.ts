import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commandReference } from '../../src/cli/program.ts'
import { spoken } from './spoken.ts'

const COMMANDS = [
  'policies',
  'publications',
  'disclosures',
  'log',
  'feeds',
  'thresholds',
  'waivers',
  'init',
  'ingest',
  'check',
  'report',
  'submissions',
  'run',
  'runs',
  'attribute',
  'business-case',
  'roster',
  'demo',
  'serve',
  'explain',
  'settings',
  'settle',
  'models',
  'align',
  'pathway',
  'burden',
  'rubric',
  'profiles',
  'arrangements',
  'attestations',
  'map',
  'agreements',
  'rights',
  'purge',
  'claims',
  'record',
  'backup',
  'restore',
  'access',
  'participants',
  'notify',
  'remind',
  'people',
  'coaches',
  'clients',
]

test.each(COMMANDS)('%s prints its help on standard output and ends with 0', async (command) => {
  const { code, out, said } = await spoken(`${command} --help`)
  expect({ code, said }).toEqual({ code: 0, said: '' })
  expect(out).toMatch(new RegExp(`^Usage: wholepanel ${command} `))
  expect(out.split('\n')[2]?.length).toBeGreaterThan(20)
})

test('the help of the program names every command', async () => {
  const { code, out } = await spoken('--help')
  expect(code).toBe(0)
  for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
})

test('the help of attribute lists the rules', async () => {
  const { out } = await spoken('attribute --help')
  expect(out).toMatch(/Rules:\n(?: {2}[a-z-]+\n)* {2}attested-then-plurality\n(?: {2}[a-z-]+\n)* {2}plurality\n/)
})

test('the version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  expect(await spoken('--version')).toMatchObject({ code: 0, out: `${version}\n` })
})

test.each([
  ['no command at all', ''],
  ['a command that is not there', 'ingst summit a.csv'],
  ['an option that is not there', 'models --jsn'],
  ['a missing argument', 'ingest summit'],
  ['a missing period', 'run'],
  ['JSON and CSV at once', 'models --json --csv'],
  ['a count that is no number', 'demo somewhere --people many'],
  ['a port beyond the last', 'serve --port 70000'],
])('%s is not understood: 2, and nothing on standard output', async (_what, line) => {
  const { code, out, said } = await spoken(line)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(said).not.toBe('')
})

test('a misspelled command is met with the right one', async () => {
  expect((await spoken('ingst summit a.csv')).said).toContain('Did you mean ingest?')
})

const VERBS = ['suspend', 'reinstate', 'end']
const LOOKING_AFTER = [
  ...['access practice', 'access person', 'access submission', 'participants add'],
  ...['list', 'invite', 'invite-again', 'recover', 'unlock', ...VERBS].map((verb) => `people ${verb}`),
  ...['grant', 'change-grant', 'end-grant', 'lend'].map((verb) => `people ${verb}`),
  ...['list', 'register', ...VERBS].map((verb) => `clients ${verb}`),
  ...['coaches let-in', 'coaches shut-out'],
]
const SPENT = [
  'completion',
  'months',
  'factors',
  'drivers',
  'spending',
  'non-claims',
  'shares',
  'growth',
  'pmpm',
  'outliers',
]
const OWED = ['feeds add', 'thresholds set', 'waivers ask', 'waivers grant', 'waivers refuse', 'waivers end']

test('the reference pages have every command with its help', () => {
  const pages = commandReference()
  const names = [
    ...COMMANDS,
    'agreements record',
    'agreements withdraw',
    'agreements opt-in',
    ...['codes', 'make-code', 'paper', 'take-in', 'withdraw-code'].map((name) => `attestations ${name}`),
    'models schema',
    'arrangements exhibit',
    'models guide',
    'models show',
    'runs compare',
    'log head',
    'log export',
    'log verify',
    'publications preview',
    'publications publish',
    'publications withdraw',
    ...['cost', ...SPENT.map((shown) => `cost ${shown}`)],
    ...['findings', 'findings coverage', 'findings members', 'findings directory'],
    ...OWED,
    ...LOOKING_AFTER,
  ].map((name) => `wholepanel ${name}`)
  expect(pages.map((page) => page.name).sort()).toEqual(['wholepanel', ...names].sort())
  for (const { name, help } of pages) expect(help).toMatch(new RegExp(`^Usage: ${name} `))
})
