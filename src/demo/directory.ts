import { sql } from '../lake/sql.ts'
import type { ClinicianType } from '../lake/tables/directory.ts'
import { MEN, SURNAMES, TOWNS, WOMEN } from './names.ts'
import { list, make, type World } from './world.ts'

/**
 * The region's practice directory. NPIs start with 9 (CMS issues numbers that start with 1 or 2) and tax numbers with
 * 89 (no prefix of the IRS list), so that none can be a real one.
 */
export type Organization = {
  organization_id: string
  organization_name: string
  organization_type: 'provider-organization' | 'aco' | 'hospital'
  parent_organization_id: string | null
}

const organization = (
  organization_id: string,
  organization_name: string,
  organization_type: Organization['organization_type'],
  parent_organization_id: string | null = null,
): Organization => ({ organization_id, organization_name, organization_type, parent_organization_id })

export const ORGANIZATIONS: readonly Organization[] = [
  organization('A1001', 'Tidewell Accountable Care', 'aco'),
  organization('A1002', 'River Counties ACO', 'aco'),
  organization('tidewell-medical-group', 'Tidewell Medical Group', 'provider-organization', 'A1001'),
  organization('harborside-physicians', 'Harborside Physicians', 'provider-organization', 'A1001'),
  organization('millbrook-family-health', 'Millbrook Family Health', 'provider-organization', 'A1001'),
  organization('county-community-health', 'Tidewell County Community Health Center', 'provider-organization', 'A1001'),
  organization('eastmarsh-care', 'Eastmarsh Care', 'provider-organization', 'A1001'),
  organization('falls-clinic', 'Harlan Falls Clinic', 'provider-organization', 'A1002'),
  organization('cedar-primary-care', 'Cedar Primary Care', 'provider-organization', 'A1002'),
  organization('quarry-hill-medicine', 'Quarry Hill Medicine', 'provider-organization', 'A1002'),
  organization('river-health-partners', 'River Health Partners', 'provider-organization', 'A1002'),
  organization('independent-practices', 'Independent Practices of Tidewell', 'provider-organization'),
  organization('port-tidewell-hospital', 'Port Tidewell Hospital', 'hospital'),
  organization('millbrook-memorial', 'Millbrook Memorial Hospital', 'hospital'),
  organization('saint-brendan', 'Saint Brendan Medical Center', 'hospital'),
  organization('harlan-falls-hospital', 'Harlan Falls Hospital', 'hospital'),
]

export type Practice = {
  practice_id: string
  practice_name: string
  organization_id: string
  town: number
  /** Clinicians of primary care; 0 for a specialty practice. */
  primary_care: number
  specialists: readonly string[]
  /** Share of its town's households, before those with Medicaid choose the health center. */
  weight: number
  /** How well the practice does, from -1 to 1: moves true control, screening, follow-up and hospital use. */
  quality: number
}

const practice = (
  practice_id: string,
  practice_name: string,
  organization_id: string,
  town: number,
  primary_care: number,
  weight: number,
  quality: number,
  specialists = '',
): Practice => ({
  practice_id,
  practice_name,
  organization_id,
  town,
  primary_care,
  weight,
  quality,
  specialists: specialists.split(' ').filter((s) => s !== ''),
})

export const PRACTICES: readonly Practice[] = [
  practice('elm-street', 'Elm Street Family Medicine', 'tidewell-medical-group', 0, 8, 3, 0.6),
  practice('harbor-internal', 'Harbor Internal Medicine', 'tidewell-medical-group', 0, 6, 2.2, 0.2, 'cardiology'),
  practice('westgate', 'Westgate Primary Care', 'tidewell-medical-group', 0, 5, 1.6, -0.3),
  practice('harborside-main', 'Harborside Physicians Main Street', 'harborside-physicians', 0, 6, 2, 0),
  practice('harborside-pier', 'Harborside Physicians Pier Road', 'harborside-physicians', 0, 2, 0.5, 0.5),
  practice('chc-port', 'Community Health Center, Port Tidewell', 'county-community-health', 0, 6, 1.5, -0.1),
  practice('okafor', 'Okafor Family Practice', 'independent-practices', 0, 1, 0.2, 0.7),
  practice('millbrook-central', 'Millbrook Family Health Central', 'millbrook-family-health', 1, 7, 3, 0.4),
  practice('millbrook-north', 'Millbrook Family Health North', 'millbrook-family-health', 1, 3, 1, -0.5),
  practice('millbrook-senior', 'Millbrook Senior Care', 'millbrook-family-health', 1, 3, 0.9, 0.3),
  practice('chc-millbrook', 'Community Health Center, Millbrook', 'county-community-health', 1, 4, 1.1, 0.1),
  practice('falls-main', 'Harlan Falls Clinic', 'falls-clinic', 2, 6, 3, -0.2, 'pulmonology'),
  practice('falls-riverside', 'Harlan Falls Clinic Riverside', 'falls-clinic', 2, 2, 0.6, -0.6),
  practice('river-falls', 'River Health Partners Falls', 'river-health-partners', 2, 3, 1.2, 0.1),
  practice('cedar-landing', 'Cedar Primary Care', 'cedar-primary-care', 3, 5, 2.5, 0.3),
  practice('cedar-ferry', 'Cedar Primary Care Ferry Street', 'cedar-primary-care', 3, 2, 0.5, -0.7),
  practice('river-cedar', 'River Health Partners Cedar', 'river-health-partners', 3, 2, 0.8, 0),
  practice('eastmarsh', 'Eastmarsh Care', 'eastmarsh-care', 4, 4, 2, -0.1),
  practice('eastmarsh-point', 'Eastmarsh Care Point Road', 'eastmarsh-care', 4, 1, 0.3, 0.8),
  practice('quarry-hill', 'Quarry Hill Medicine', 'quarry-hill-medicine', 5, 3, 1, 0.2),
  practice(
    'tidewell-heart',
    'Tidewell Heart',
    'independent-practices',
    0,
    0,
    0,
    0,
    'cardiology cardiology cardiology cardiology',
  ),
  practice(
    'tidewell-diabetes',
    'Tidewell Diabetes and Kidney',
    'independent-practices',
    0,
    0,
    0,
    0,
    'endocrinology endocrinology nephrology nephrology',
  ),
  practice(
    'river-specialty',
    'River Health Specialty Group',
    'river-health-partners',
    2,
    0,
    0,
    0,
    'gastroenterology gastroenterology gastroenterology pulmonology pulmonology orthopedics orthopedics',
  ),
  practice(
    'tidewell-behavioral',
    'Tidewell Behavioral Health',
    'independent-practices',
    1,
    0,
    0,
    0,
    'psychiatry psychiatry dermatology orthopedics surgery surgery obstetrics obstetrics',
  ),
]

/** The day on which six clinicians changed practice. */
export const MOVED_ON = '2024-07-01'
const MOVES: readonly (readonly [string, number, string])[] = [
  ['elm-street', 7, 'harborside-main'],
  ['westgate', 4, 'elm-street'],
  ['millbrook-north', 2, 'millbrook-central'],
  ['falls-main', 5, 'river-falls'],
  ['cedar-ferry', 1, 'cedar-landing'],
  ['chc-port', 5, 'westgate'],
]

export type Affiliation = {
  npi: string
  practice_id: string
  clinician_name: string
  specialty: string
  clinician_type: ClinicianType
  start_date: string
  end_date: string | null
}

/** In primary care every third is a nurse practitioner. */
const clinicianType = (specialty: string, number: number): ClinicianType =>
  specialty === 'primary-care' && number % 3 === 0 ? 'nurse-practitioner' : 'physician'

export function affiliations(): Affiliation[] {
  const rows: Affiliation[] = []
  let number = 0
  for (const at of PRACTICES) {
    const specialties = [...Array.from({ length: at.primary_care }, () => 'primary-care'), ...at.specialists]
    specialties.forEach((specialty, place) => {
      number += 1
      const given = number % 2 === 0 ? WOMEN[(number * 7) % WOMEN.length] : MEN[(number * 11) % MEN.length]
      const clinician = {
        npi: `99000${String(number).padStart(5, '0')}`,
        clinician_name: `${given} ${SURNAMES[(number * 37) % SURNAMES.length]}`,
        specialty,
        clinician_type: clinicianType(specialty, number),
      }
      const move = MOVES.find(([from, moved]) => from === at.practice_id && moved === place)
      const first = { ...clinician, practice_id: at.practice_id, start_date: '2019-01-01' }
      if (!move) rows.push({ ...first, end_date: null })
      else {
        rows.push({ ...first, end_date: '2024-06-30' })
        rows.push({ ...clinician, practice_id: move[2], start_date: MOVED_ON, end_date: null })
      }
    })
  }
  return rows
}

export const tinOf = (organization_id: string): string =>
  `89${String(1000001 + ORGANIZATIONS.findIndex((o) => o.organization_id === organization_id) * 137).padStart(7, '0')}`

export const npiOf = (organization_id: string): string =>
  `99100${String(ORGANIZATIONS.findIndex((o) => o.organization_id === organization_id) + 1).padStart(5, '0')}`

/** Town's hospital, and the number under which Medicare knows it (state digits 99 are not in use). */
export const HOSPITAL_OF_TOWN = [
  'port-tidewell-hospital',
  'millbrook-memorial',
  'harlan-falls-hospital',
  'saint-brendan',
  'port-tidewell-hospital',
  'harlan-falls-hospital',
]
export const oscarOf = (organization_id: string): string =>
  `990${String(ORGANIZATIONS.findIndex((o) => o.organization_id === organization_id) + 1).padStart(3, '0')}`

/** Tables: town_list, practice_list, organization_list, affiliation_list, clinician_slot (who works where before and after the move). */
export async function directory(world: World): Promise<void> {
  await list(
    world,
    'organization_list',
    {
      organization_id: 'varchar',
      organization_name: 'varchar',
      organization_type: 'varchar',
      parent_organization_id: 'varchar',
      npi: 'varchar',
      tin: 'varchar',
      oscar: 'varchar',
    },
    ORGANIZATIONS.map((o) => {
      const bills = o.organization_type !== 'aco'
      const key = o.organization_id
      return [
        key,
        o.organization_name,
        o.organization_type,
        o.parent_organization_id,
        bills ? npiOf(key) : null,
        bills ? tinOf(key) : null,
        o.organization_type === 'hospital' ? oscarOf(key) : null,
      ]
    }),
  )
  await towns(world)
  await practices(world)
  await list(
    world,
    'affiliation_list',
    {
      npi: 'varchar',
      practice_id: 'varchar',
      clinician_name: 'varchar',
      specialty: 'varchar',
      clinician_type: 'varchar',
      start_date: 'varchar',
      end_date: 'varchar',
    },
    affiliations().map((a) => [
      ...[a.npi, a.practice_id, a.clinician_name, a.specialty, a.clinician_type, a.start_date, a.end_date],
    ]),
  )
  await make(
    world,
    'clinician_slot',
    sql`with era(era, first_day) as (values (0, date '2023-01-01'), (1, ${MOVED_ON}::date)),
        working as (
          select e.era, a.npi, a.practice_id, a.specialty, p.organization_id, p.tin, p.quality
          from affiliation_list a
          join era e on a.start_date::date <= e.first_day and (a.end_date is null or a.end_date::date >= e.first_day)
          join practice_list p on p.practice_id = a.practice_id
        )
        select *, row_number() over (partition by era, practice_id, specialty order by npi)::integer - 1 as place,
               count(*) over (partition by era, practice_id, specialty)::integer as places,
               row_number() over (partition by era, specialty order by npi)::integer - 1 as county_place,
               count(*) over (partition by era, specialty)::integer as county_places
        from working order by era, npi, practice_id`,
  )
}

async function towns(world: World): Promise<void> {
  let low = 0
  const rows = TOWNS.map((t, i) => {
    const row = [i, t.town, t.zip_code, low, low + t.weight, HOSPITAL_OF_TOWN[i] ?? '']
    low += t.weight
    return row
  })
  const columns = { number: 'integer', town: 'varchar', zip_code: 'varchar', low: 'double', high: 'double' } as const
  await list(world, 'town_list', { ...columns, hospital_id: 'varchar' }, rows)
}

async function practices(world: World): Promise<void> {
  const rows = PRACTICES.map((p, i) => {
    const town = PRACTICES.filter((o) => o.town === p.town)
    const all = town.reduce((sum, o) => sum + o.weight, 0)
    const before = PRACTICES.slice(0, i).filter((o) => o.town === p.town)
    const low = before.reduce((sum, o) => sum + o.weight, 0) / all
    // One practice bills under a tax number of its own.
    const tin = p.practice_id === 'okafor' ? '892000001' : tinOf(p.organization_id)
    const center = p.organization_id === 'county-community-health' ? 1 : 0
    const senior = p.practice_id === 'millbrook-senior' ? 1 : 0
    return [
      p.practice_id,
      p.practice_name,
      p.organization_id,
      tin,
      p.town,
      low,
      low + p.weight / all,
      p.quality,
      center,
      senior,
      p.primary_care,
    ]
  })
  await list(
    world,
    'practice_list',
    {
      practice_id: 'varchar',
      practice_name: 'varchar',
      organization_id: 'varchar',
      tin: 'varchar',
      town: 'integer',
      low: 'double',
      high: 'double',
      quality: 'double',
      health_center: 'integer',
      senior: 'integer',
      primary_care: 'integer',
    },
    rows,
  )
}
