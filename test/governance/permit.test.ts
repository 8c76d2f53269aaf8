import { expect, test } from 'vitest'
import { WholepanelError } from '../../src/error.ts'
import { BASES } from '../../src/governance/permissions.ts'
import { GRANTED, permit, refuseRole } from '../../src/governance/permit.ts'
import { lineName, readPermissions } from '../../src/governance/read-permissions.ts'
import { type Action, ROUTES } from '../../src/governance/routes.ts'
import type { Role, Viewer } from '../../src/governance/viewer.ts'

const ELM = { practice_id: 'elm', in_directory: true, payers: ['amber'] }
const viewer = (
  role: Role,
  purpose: Viewer['purpose'],
  organization_id: string | null = null,
  practice_ids: string[] = [],
): Viewer => ({
  person: role,
  name: role,
  role,
  purpose,
  organization_id,
  practice_ids,
})
const elm = viewer('practice', 'treatment', 'elm-group', ['elm'])
const oak = viewer('practice', 'treatment', 'oak-group', ['oak'])
const amber = viewer('payer', 'payment', 'amber')
const birch = viewer('payer', 'payment', 'birch')
const convener = viewer('convener', 'convening')
const state = viewer('state', 'oversight')
const publicViewer = viewer('public', 'public')

const codeOf = (work: () => void): string => {
  try {
    work()
  } catch (error) {
    return error instanceof WholepanelError ? error.code : 'another error'
  }
  return 'permitted'
}
const asks = (who: Viewer | null, action: Action, subject = {}) => codeOf(() => permit(who, action, subject))

test('a practice opens the panel of its own patients and of no other practice', () => {
  expect(asks(elm, 'read-panel', ELM)).toBe('permitted')
  expect(asks(oak, 'read-panel', ELM)).toBe('access-denied')
})

test('a payer opens practices that treat or are paid by it, and no others', () => {
  expect(asks(amber, 'read-panel', ELM)).toBe('permitted')
  expect(asks(birch, 'read-panel', ELM)).toBe('access-denied')
  expect(asks(viewer('payer', 'payment', null), 'read-panel', ELM)).toBe('access-denied')
})

test('the convener, the state and the public reach no people', () => {
  for (const who of [convener, state, publicViewer]) {
    expect(asks(who, 'read-panel', ELM)).toBe('access-denied')
    expect(asks(who, 'read-person', ELM)).toBe('access-denied')
  }
  expect(asks(convener, 'read-scorecard', ELM)).toBe('permitted')
  expect(asks(state, 'read-scorecard', ELM)).toBe('permitted')
})

test('the right role with another purpose is refused', () => {
  expect(asks({ ...elm, purpose: 'oversight' }, 'read-panel', ELM)).toBe('access-denied')
  expect(codeOf(() => refuseRole({ ...elm, purpose: 'oversight' }, 'read-panel'))).toBe('access-denied')
})

test('a practice that is not in the directory is refused in the words of one that is not the viewer’s', () => {
  const words = (subject: object) => {
    try {
      permit(elm, 'read-panel', subject)
    } catch (error) {
      return (error as WholepanelError).lines()
    }
    return []
  }
  expect(words({ practice_id: 'nowhere', in_directory: false, payers: [] })).toEqual(
    words({ ...ELM, practice_id: 'oak' }),
  )
  expect(words({ practice_id: 'oak', in_directory: true }).length).toBe(2)
})

const ACTIONS = [...new Set(Object.values(ROUTES))]

test('nobody signed in is asked to sign in, whatever the action that needs a viewer', () => {
  for (const action of ACTIONS)
    expect(asks(null, action, ELM)).toBe(
      GRANTED.some((one) => one.action === action && one.relationship === 'anyone') ? 'permitted' : 'access-sign-in',
    )
})

test('what is open to the public names no month of anyone', () => {
  const open = GRANTED.filter((one) => one.role === 'public')
  expect(open.map((one) => one.action)).toEqual([
    ...['read-periods', 'read-practices', 'read-initiatives', 'read-policy', 'read-publications'],
  ])
  expect(new Set(open.map((one) => one.data))).toEqual(new Set(['none']))
})

test('permission says by which line it was given', () => {
  expect(lineName(permit(elm, 'read-panel', ELM))).toBe('read-panel practice treats treatment')
  expect(permit(elm, 'read-panel', ELM)).toMatchObject({ data: 'on-panel', agreement: ['treatment'] })
  expect(permit(elm, 'read-panel', ELM).basis.citation).toBe('45 CFR 164.506(c)(2)')
  expect(lineName(permit(null, 'sign-in'))).toBe('sign-in anyone')
})

test('a delivery is its sender’s, whoever else sends', () => {
  expect(asks(amber, 'read-submission-content', { sender: 'amber' })).toBe('permitted')
  for (const [who, subject] of [
    [birch, { sender: 'amber' }],
    [amber, {}],
    [viewer('payer', 'payment', null), {}],
    [convener, { sender: 'amber' }],
  ] as const)
    expect(asks(who, 'read-submission-content', subject)).toBe('access-denied')
  expect(asks(convener, 'read-submission', { sender: 'amber' })).toBe('permitted')
  expect(asks(convener, 'read-submission', {})).toBe('access-denied')
})

test('where a payer’s records are in an answer, an agreement is asked of everyone but the operator', () => {
  for (const one of GRANTED.filter(
    ({ data, role, action }) =>
      data !== 'none' && role !== 'operator' && !['read-left-out', 'read-lateness'].includes(action),
  ))
    expect(one.agreement.length, lineName(one)).toBeGreaterThan(0)
})

const HEAD = 'action  role  relationship  purpose  data  agreement  basis'
const LINE = 'read-panel  practice  treats  treatment  on-panel  treatment  treatment'
test.each([
  ['an unknown role', LINE.replace('practice', 'friend'), 'role friend in a line of read-panel'],
  ['an unknown relationship', LINE.replace('treats', 'likes'), 'relationship likes'],
  ['an unknown purpose', LINE.replace('treats  treatment', 'treats  curiosity'), 'purpose curiosity'],
  ['unknown months', LINE.replace('on-panel', 'for-ever'), 'data for-ever'],
  [
    'an agreement’s purpose that no agreement has',
    LINE.replace('on-panel  treatment', 'on-panel  sale'),
    'agreement sale',
  ],
  ['a basis that is not written down', LINE.replace(/treatment$/, 'habit'), 'basis habit'],
  ['an action that no route is', LINE.replace('read-panel', 'read-mind'), 'action read-mind'],
  ['the same line twice', `${LINE}\n${LINE}`, 'two lines say read-panel practice treats treatment'],
  ['a word missing', LINE.replace('  on-panel', ''), '6 words instead of 7'],
  ['a role where anyone may', LINE.replace('treats', 'anyone'), 'no role and no purpose'],
  ['a route without a line', '', 'no line for read-panel'],
  [
    'an action open to anyone and to some',
    `${LINE}\nread-panel  -  anyone  -  none  -  before-sign-in`,
    'open to anyone and to some',
  ],
])('a table with %s is not started with', (_fault, lines, words) => {
  expect(() => readPermissions(`${HEAD}\n${lines}`, BASES, ['read-panel'])).toThrow(words)
  expect(readPermissions(`${HEAD}\n${LINE}`, BASES, ['read-panel']).length).toBe(1)
})
test('a basis that is written down twice is not started with', () => {
  const [line] = BASES.split('\n').filter((one) => one.startsWith('own-word'))
  expect(() => readPermissions(`${HEAD}\n${LINE}`, `${BASES}${line}\n`, ['read-panel'])).toThrow('written down twice')
})
