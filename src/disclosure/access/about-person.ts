import { refused } from '../../governance/permit.ts'
import { raw, type Sql, sql } from '../../lake/sql.ts'
import type { Register } from '../../register/open.ts'
import { disclosuresOf } from '../../register/rights/disclosure/disclosures.ts'
import type { Dataset, Row } from '../dataset.ts'
import { namesFor } from '../reads/panel.ts'
import { ownPayer, payerName, practiceOf, type Reading, whileOnPanel } from '../reads/reading.ts'
import { practiceSubject } from '../reads/subject.ts'
import { type Door, type Released, release } from '../release.ts'
import { type AccessRow, accessRows } from './access.ts'
import { ROLE_WORDS } from './words.ts'

/** What is held of a person, who may see which of it and why, and who has been shown it: for the person to read. */
export type AboutPerson = {
  person_id: string
  name: string | null
  printed_on: string
  sent: Released[]
  seers: Released[]
  disclosures: Released[]
  /** True where it holds no more than the practice that prints it may see. */
  of_practice: boolean
}

const table = (name: string, columns: readonly string[], person_id: string): Dataset => ({
  name: `about person ${name}`,
  columns: Object.fromEntries(columns.map((one) => [one, 'person'] as const)),
  parties: (row) => ({ practice_id: String(row.practice_id ?? '') }),
  person: () => person_id,
})

/**
 * Printed by a practice it says no more than the practice may see: which other practice the person saw, or who covers
 * them since they left, is the operator's to print.
 */
export async function readAboutPerson(
  reading: Reading,
  door: Door,
  register: Register,
  now: string,
  asked: { practice_id: string | null; person_id: string },
): Promise<AboutPerson> {
  const { person_id } = asked
  const known = await reading.engine.one<Row>(
    sql`select n.person_id, n.name from (${namesFor(door.viewer)}) n where n.person_id = ${person_id}`,
  )
  if (!known) throw refused()
  const practice_id = asked.practice_id ?? ''
  const here = <Given extends object>(rows: readonly Given[]) => rows.map((row) => ({ ...row, practice_id }) as Row)
  const [head] = await release(door, table('head', ['person_id', 'name'], person_id), here([known]))
  const sent = await sentBy(reading, door, person_id)
  const payers = new Set(sent.map((one) => String(one.payer)))
  const of_practice = door.viewer.role !== 'operator'
  const seers = (await seersOf(reading, door, register, now, asked)).filter(
    (one) => !of_practice || one.role !== ROLE_WORDS.payer || payers.has(one.participant ?? ''),
  )
  return {
    person_id,
    name: head?.name === null || head?.name === undefined ? null : String(head.name),
    printed_on: now.slice(0, 10),
    sent: await release(
      door,
      table('sent', ['payer', 'payer_name', 'what', 'records', 'first_date', 'last_date'], person_id),
      here(sent),
    ),
    seers: await release(
      door,
      table('seers', ['participant_name', 'role', 'because', 'citation', 'sees', 'does_not_see'], person_id),
      here(seers),
    ),
    disclosures: await release(
      door,
      table('disclosures', ['released_on', 'participant_name', 'role', 'what', 'purpose', 'times'], person_id),
      here(await shownTo(register, door, person_id, payers)),
    ),
    of_practice,
  }
}

/** One row per payer and kind of record. */
async function sentBy({ engine, ...reading }: Reading, { viewer }: Door, person_id: string): Promise<Row[]> {
  const whole = { engine, ...reading }
  const rows = await engine.rows<Row>(sql`
    select payer, 'coverage by month' as what, count(*) as records,
           min(month_start) as first_date, max(month_start) as last_date
    from member_month
    where person_id = ${person_id} and ${ownPayer(viewer, 'payer')}
      and ${bounded(whole, viewer, 'member_month.month_start', 'member_month.person_id')}
    group by payer
    union all
    select payer, case claim_type when 'pharmacy' then 'drugs dispensed' when 'institutional' then 'hospital and facility bills'
             when 'professional' then 'bills of doctors and clinics' else 'other bills' end as what,
           count(*), min(service_date), max(service_date)
    from person_line
    where person_id = ${person_id} and ${ownPayer(viewer, 'payer')}
      and ${bounded(whole, viewer, 'person_line.service_date', 'person_line.person_id')}
    group by payer, what
    order by payer, what`)
  return rows.map((row) => ({ ...row, payer_name: payerName(whole, String(row.payer)) }))
}

const bounded = (reading: Reading, viewer: Door['viewer'], day: string, person: string): Sql =>
  viewer.role === 'operator' ? raw('true') : whileOnPanel(reading, viewer, person, day)

/** Who could open the person's page now. The person reads of organizations and their purposes, not of who works there. */
async function seersOf(
  reading: Reading,
  door: Door,
  register: Register,
  now: string,
  { practice_id, person_id }: { practice_id: string | null; person_id: string },
): Promise<AccessRow[]> {
  const places =
    practice_id === null
      ? await reading.engine.rows<{ practice_id: string }>(sql`
          select distinct practice_id from attribution
          where person_id = ${person_id} and practice_id is not null
            and period in (${reading.period.id}, ${reading.baseline.id}) order by practice_id`)
      : [{ practice_id }]
  const rows: AccessRow[] = []
  for (const place of places) {
    const subject = await practiceSubject(reading, { ...place, person_id })
    const practice = await practiceOf(reading, place.practice_id)
    rows.push(
      ...(await accessRows(door, register, now, {
        actions: ['read-person'],
        subject,
        at: { practice_id: place.practice_id, organization_id: practice?.organization_id },
        payers: subject.payers ?? [],
      })),
    )
  }
  const key = (row: AccessRow) => JSON.stringify([row.participant, row.sees, row.because])
  return [...new Map(rows.map((row) => [key(row), row])).values()]
}

/** One row per day, organization and kind of reading (45 CFR 164.528; treatment and payment are counted too). */
async function shownTo(register: Register, door: Door, person_id: string, payers: ReadonlySet<string>): Promise<Row[]> {
  const { viewer } = door
  const names = new Map(
    (
      await register.engine((tx) => tx.selectFrom('participant').select(['participant', 'participant_name']).execute())
    ).map((one) => [one.participant, one.participant_name]),
  )
  const rows = new Map<string, Row & { times: number }>()
  for (const one of await disclosuresOf(register, person_id)) {
    const own = one.organization_id === viewer.organization_id || one.role === 'operator'
    if (viewer.role !== 'operator' && !own && !payers.has(one.organization_id ?? '')) continue
    const [what = ''] = one.dataset.split(' ')
    const row = {
      released_on: one.released_at.slice(0, 10),
      participant_name: one.organization_id === null ? null : (names.get(one.organization_id) ?? one.organization_id),
      role: ROLE_WORDS[one.role as keyof typeof ROLE_WORDS] ?? one.role,
      what: WHAT[what] ?? one.dataset,
      purpose: one.purpose,
    }
    const key = JSON.stringify(row)
    rows.set(key, { ...row, times: (rows.get(key)?.times ?? 0) + 1 })
  }
  return [...rows.values()]
}

const WHAT: Readonly<Record<string, string>> = {
  panel: 'the list of a practice’s patients',
  person: 'your page',
  about: 'this letter',
  explanation: 'what a number is made of',
}
