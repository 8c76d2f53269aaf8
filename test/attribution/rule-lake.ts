import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { laboratory } from '../../src/attribution/laboratory.ts'
import { type AttributionRule, readRule } from '../../src/attribution/rule.ts'
import { memberMonth } from '../../src/cost/tables.ts'
import { personLine, personMember } from '../../src/identity/tables.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { fill, fillRows, lakeOf, type Row, type Rows } from '../run/small-lake.ts'

export const number = (value: string, unit = 'share') =>
  `{ label: n, kind: structure, unit: ${unit}, values: [{ from: 2019-01-01, value: ${value}, source: s }] }`
export const claims = (given: Record<string, string> = {}) => {
  const step = {
    source: 's',
    services: '[primary-care-visit]',
    clinicians: 'primary-care',
    window: number('24', 'months'),
    order: '[visits, last_visit, practice_id]',
    ...given,
  }
  return `  - { step: claims, ${Object.entries(step)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }\n`
}
export const YEAR = '{ kind: retrospective, source: s }'

export const ruleOf = (steps: string, lists = YEAR, more = ''): AttributionRule =>
  readRule('ours', [folderOf({ ours: fileOf(steps, lists, more) })])

export const fileOf = (steps: string, lists = YEAR, more = '') =>
  `title: t\nabout: a\nsources: [{ title: s, by: b }]\n${more}lists: ${lists}\nsteps:\n${steps}`

export function folderOf(rules: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'))
  mkdirSync(join(folder, 'attribution'))
  for (const [name, text] of Object.entries(rules)) writeFileSync(join(folder, 'attribution', `${name}.yaml`), text)
  return folder
}

/** `elm 2025-02-01 120 oncology` is a visit of that clinician at elm that day with that spend. */
export const visits = (person_id: string, ...seen: string[]): Row[] =>
  seen.map((text, i) => {
    const [practice_id = '', service_date = '', spend_usd = '', specialty = 'primary-care'] = text.split(' ')
    return {
      person_id,
      member_id: person_id,
      claim_id: `${person_id}-${i}`,
      practice_id,
      rendering_npi: `dr-${practice_id}-${specialty}`,
      service_date,
      spend_usd: spend_usd || null,
      specialty,
      place_of_service_code: '11',
      primary_care_visit: specialty === 'primary-care',
    }
  })

export async function engineOf(lines: Row[], tables: Rows = {}, months: Row[] = []): Promise<Engine> {
  // Elm and oak belong to one organization of an ACO, ash and fir each stand alone.
  const organization = ['river', 'hill', 'dale'].map((organization_id) => ({
    organization_id,
    organization_name: organization_id,
    parent_organization_id: organization_id === 'dale' ? null : 'big-aco',
  }))
  const practice = [
    ['elm', 'river'],
    ['oak', 'hill'],
    ['fir', 'dale'],
  ].map(([practice_id = '', organization_id = '']) => ({
    practice_id,
    practice_name: practice_id,
    organization_id,
    tin: `tin-${practice_id}`,
  }))
  const seen = new Map(lines.map((line) => [String(line.rendering_npi), line.practice_id]))
  const affiliation = [...seen].map(([npi, practice_id]) => ({ npi, practice_id: practice_id ?? null }))
  const engine = await lakeOf({ practice, organization, affiliation, ...tables })
  const people = [
    ...new Set(
      [...lines, ...(tables.attestation ?? []), ...(tables.provider_attribution ?? []), ...months].map((row) =>
        String(row.member_id),
      ),
    ),
  ]
  await fillRows(
    engine,
    personMember,
    people.map((m) => ({ person_id: m, member_id: m, rule: 'alone', reason: '-' })),
  )
  await fillRows(engine, personLine, lines)
  const covered = (member_id: string, month: string) => ({
    person_id: member_id,
    member_id,
    year_month: month.replace('-', ''),
    month_start: `${month}-01`,
    primary_coverage: true,
  })
  const all = people.flatMap((m) => ['2025-01', '2025-04', '2025-07', '2025-10'].map((month) => covered(m, month)))
  await fillRows(engine, memberMonth, months.length > 0 ? months : all)
  return engine
}

export async function decisions(rule: AttributionRule, engine: Engine, year = period('2025')): Promise<Row[]> {
  await fill(engine, [laboratory([rule], year)])
  const rows = await engine.rows<Row>(sql`select * from rule_attribution order by list, person_id`)
  engine.close()
  return rows
}
export const decided = async (steps: string, ...seen: string[]): Promise<Row> =>
  (await decisions(ruleOf(steps), await engineOf(visits('p', ...seen))))[0] ?? {}
