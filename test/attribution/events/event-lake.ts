import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { practiceOf } from '../../../src/attribution/cases.ts'
import { eventVisitOf } from '../../../src/attribution/events/event-cases.ts'
import { type EventRule, readEventRule } from '../../../src/attribution/events/event-rule.ts'
import { eventShares } from '../../../src/attribution/events/event-shares.ts'
import { memberMonth } from '../../../src/cost/tables.ts'
import { personLine, personMember } from '../../../src/identity/tables.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import { LIBRARY } from '../../../src/model/read-model.ts'
import { addMonths, period } from '../../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../../run/small-lake.ts'

export type Directory = ReturnType<typeof practiceOf>[]
export const DIRECTORY: Directory = [
  ['elm', 'river'],
  ['oak', 'hill'],
  ['fir', 'dale'],
].map(([practice_id = '', organization_id = '']) => ({ practice_id, organization_id, aco: null }))

/** A rule of events of a region's own, from its text; `{` in the place of a number is a Parameter written out. */
export const given = (value: string, unit = 'share') =>
  `{ label: n, kind: structure, unit: ${unit}, values: [{ from: 2019-01-01, value: ${value}, source: s }] }`

export type RuleText = { event?: string; who?: string; roles?: string[]; unfilled?: string; population?: string }
export const eventFile = ({ event, who, roles, unfilled, population }: RuleText = {}) =>
  [
    'title: t',
    'about: a',
    'sources: [{ title: s, by: b }]',
    ...(population ? [`population: { lines_of_business: [${population}], source: s }`] : []),
    `event: { source: s, ${event ?? `services: [colonoscopy], again: belongs, days: ${given('15', 'count')}`} }`,
    `who: { source: s, ${who ?? 'unit: practice, counted_by: visits'} }`,
    'roles:',
    ...(roles ?? [`started: true, share: ${given('1')}`]).map(
      (role, i) => `  - { role: r${i + 1}, title: R${i + 1}, source: s, ${role} }`,
    ),
    `unfilled: { source: s, goes_to: ${unfilled ?? 'nobody'} }`,
    '',
  ].join('\n')

/** Whatever was seen in a month from the first visit on: a rule by which any region has events. */
export const MONTHLY: RuleText = {
  event: `services: [any-service], again: begins, days: ${given('30', 'count')}`,
  who: 'unit: clinician, counted_by: allowed_usd',
  roles: [
    `started: true, takes: first, share: ${given('0.5')}`,
    `modifiers: [X1], share: ${given('0.2')}`,
    `share: ${given('0.3')}`,
  ],
  unfilled: 'others',
}

/** A folder of models with these rules of events. */
export function eventFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'events-'))
  mkdirSync(join(folder, 'events'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'events', `${name}.yaml`), text)
  return folder
}
export const eventRuleOf = (text: RuleText = {}): EventRule =>
  readEventRule('ours', [eventFolder({ ours: eventFile(text) }), LIBRARY])

/** A lake of people and their visits: `elm 2025-02-01 120 cardiology G0121 X4`. */
export async function eventLake(
  people: Readonly<Record<string, readonly string[]>>,
  {
    directory = DIRECTORY,
    line = 'commercial',
    payer = 'elm-health',
  }: { directory?: Directory; line?: string; payer?: string } = {},
  more: readonly Row[] = [],
): Promise<Engine> {
  const said = Object.entries(people).flatMap(([person, visits]) =>
    visits.map((text) => ({ person, ...eventVisitOf(text.replace(/ -/, ' ')), isBack: / -\d/.test(text) })),
  )
  const npiOf = (one: (typeof said)[number]) => `dr-${one.practice_id}-${one.specialty}`
  const lines = said.map((one, i) => ({
    ...{ person_id: one.person, member_id: one.person, payer, line_of_business: line, claim_id: `c${i}` },
    ...{ practice_id: one.practice_id, rendering_npi: npiOf(one), service_date: one.service_date },
    ...{ hcpcs_code: one.hcpcs_code, place_of_service_code: one.place_of_service_code, specialty: one.specialty },
    ...{ primary_care_visit: one.specialty === 'primary-care', file_id: 'claims', record_number: i + 1 },
    ...{ spend_usd: signed(one), paid_usd: signed(one) },
  }))
  const engine = await lakeOf({
    practice: directory.map(({ practice_id, organization_id }) => ({
      ...{ practice_id, organization_id, practice_name: practice_id, tin: practice_id },
    })),
    affiliation: [...new Map(said.map((one) => [npiOf(one), one])).entries()].map(([npi, one]) => ({
      ...{ npi, practice_id: one.practice_id, specialty: one.specialty },
    })),
    medical_claim: said.map((one, i) => ({
      ...{ member_id: one.person, payer, line_of_business: line, claim_id: `c${i}`, file_id: 'claims' },
      ...Object.fromEntries(one.modifiers.map((code, j) => [`hcpcs_modifier_${j + 1}`, code])),
      record_number: i + 1,
    })),
  })
  await fillRows(
    engine,
    personMember,
    Object.keys(people).map((one) => ({ person_id: one, member_id: one, payer, rule: 'alone', reason: '-' })),
  )
  await fillRows(engine, personLine, [...lines, ...more])
  await fillRows(engine, memberMonth, monthsOf(Object.keys(people), line, payer))
  return engine
}

const signed = ({ allowed_usd, isBack }: { allowed_usd: string | null; isBack: boolean }) =>
  allowed_usd === null ? null : `${isBack ? '-' : ''}${allowed_usd}`

function monthsOf(people: readonly string[], line_of_business: string, payer: string): Row[] {
  const rows: Row[] = []
  for (const one of people)
    for (let month = '2024-01-01'; month < '2027-01-01'; month = addMonths(month, 1))
      rows.push({
        ...{ person_id: one, member_id: one, payer, line_of_business, primary_coverage: true, month_start: month },
        year_month: month.slice(0, 7).replace('-', ''),
      })
  return rows
}

/** What the run's step says, in order. */
export async function sharesIn(engine: Engine, rule: EventRule, year = '2025'): Promise<Row[]> {
  await fill(engine, [eventShares([rule], period(year))])
  const place = rule.roles.map(({ role }) => role)
  const rows = await engine.rows<Row>(sql`select * from event_share order by person_id, event_start, held_by`)
  return rows.toSorted(
    (a, b) =>
      compare(a.person_id, b.person_id) ||
      compare(a.event_start, b.event_start) ||
      place.indexOf(String(a.role)) - place.indexOf(String(b.role)),
  )
}
const compare = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0)
