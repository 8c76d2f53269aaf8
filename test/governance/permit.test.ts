import { expect, test } from 'vitest'
import { WholepanelError } from '../../src/error.ts'
import { type Action, PERMITS, permit, refuseRole } from '../../src/governance/permit.ts'
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

test('nobody signed in is asked to sign in, whatever the action that needs a viewer', () => {
  for (const [action, grants] of Object.entries(PERMITS))
    expect(asks(null, action as Action, ELM)).toBe(grants === 'anyone' ? 'permitted' : 'access-sign-in')
})

test('an action opened to the public is one of four that carry no one’s figures', () => {
  const open = Object.keys(PERMITS).filter(
    (action) => asks(publicViewer, action as Action, ELM) === 'permitted' && PERMITS[action as Action] !== 'anyone',
  )
  expect(open).toEqual(['read-periods', 'read-practices', 'read-policy', 'read-publications'])
})
