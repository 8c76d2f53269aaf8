import { expect, test } from 'vitest'
import { ORGANIZATIONS, PRACTICES } from '../../src/demo/directory.ts'
import { arrangements, INCOMPLETE } from '../../src/demo/parties/arrangements.ts'
import { participants, viewers } from '../../src/demo/parties/viewers.ts'
import { SENDERS } from '../../src/demo/send.ts'
import { readModel } from '../../src/model/read-model.ts'
import { checkArrangement } from '../../src/payment/check/check-arrangement.ts'

test('each of six payers has a contract with each provider organization, and each fits the model', () => {
  const all = arrangements()
  expect(all).toHaveLength(60)
  expect(new Set(all.map((a) => a.arrangement)).size).toBe(60)
  for (const arrangement of all) checkArrangement(arrangement, readModel(arrangement.model))
})

test('one contract lacks its base, and only one', () => {
  const lacking = arrangements().filter((a) => !('base_pmpm' in a.amounts))
  expect(lacking.map(({ payer, organization_id }) => ({ payer, organization_id }))).toEqual([INCOMPLETE])
})

test('bases differ by payer and by organization', () => {
  const base = (payer: string, organization_id: string) =>
    arrangements().find((a) => a.payer === payer && a.organization_id === organization_id)?.amounts.base_pmpm?.value
  expect(base('medicare', 'tidewell-medical-group')).toBe('44.52')
  expect(base('medicare', 'eastmarsh-care')).toBe('41.16')
  expect(base('state-medicaid', 'eastmarsh-care')).toBe('25.48')
})

test('a contract of the hybrid track says what direct services are paid ahead', () => {
  const hybrid = arrangements().filter((a) => a.track === 'hybrid')
  expect(hybrid).toHaveLength(6)
  for (const { amounts } of hybrid) expect(amounts.direct_services_pmpm?.value).toMatch(/^\d+\.\d\d$/)
})

test('the people of the demonstration belong to organizations, practices and payers that are there', () => {
  const known = new Set(participants().map((one) => one.participant))
  for (const { payer } of SENDERS.filter((one) => one.kind === 'payer')) expect(known).toContain(payer)
  const practices = new Set(PRACTICES.map((p) => p.practice_id))
  for (const viewer of viewers()) {
    if (viewer.role !== 'public') expect(known).toContain(viewer.participant)
    for (const practice_id of viewer.practice_ids) expect(practices).toContain(practice_id)
  }
  expect(new Set(viewers().map((v) => v.role))).toEqual(
    new Set(['practice', 'provider-organization', 'payer', 'convener', 'purchaser', 'coach', 'state', 'public']),
  )
})

test('24 practices, 10 provider organizations, two ACOs and four hospitals', () => {
  const of = (type: string) => ORGANIZATIONS.filter((o) => o.organization_type === type).length
  expect([PRACTICES.length, of('provider-organization'), of('aco'), of('hospital')]).toEqual([24, 10, 2, 4])
})
