import { kindOfService } from '../../cost/drivers/kind-of-service.ts'
import { explainId } from '../../explain/context.ts'
import { lineId } from '../../explain/terms.ts'
import { refused } from '../../governance/permit.ts'
import type { Permitted } from '../../governance/permitted.ts'
import type { Viewer } from '../../governance/viewer.ts'
import { partOfMonth, sumOfParts } from '../../lake/dialect.ts'
import { sql } from '../../lake/sql.ts'
import type { ColumnClass, Dataset, Parties, Row } from '../dataset.ts'
import { type Door, type Released, release, type Withheld } from '../release.ts'
import { BECAUSE } from '../right.ts'
import { ageAtEnd, namesFor, overPayers } from './panel.ts'
import {
  answersFor,
  isPartial,
  onPanel,
  ownOrganization,
  ownPayer,
  payerName,
  practiceOf,
  type Reading,
  whileOnPanel,
} from './reading.ts'

export type PersonRead = Record<string, unknown>

/** Newest claim lines shown of one person's care. */
const NEWEST_LINES = 50

/** Everything a viewer may know of one person of a panel. Not on it, not the payer's, not there: one refusal. */
export async function readPerson(
  reading: Reading,
  door: Door,
  practice_id: string,
  person_id: string,
): Promise<PersonRead> {
  const { viewer } = door
  const { engine, period } = reading
  const practice = await practiceOf(reading, practice_id)
  const place = await engine.one<Row>(
    sql`select * from (${onPanel(reading, viewer, practice_id)}) q where q.person_id = ${person_id}`,
  )
  const known = await engine.one<Row>(sql`
    select n.person_id, n.name, n.birth_date, ${ageAtEnd(period)} as age, n.gender
    from (${namesFor(viewer)}) n where n.person_id = ${person_id}`)
  if (!practice || !place || !known) throw refused()

  const payer = viewer.role === 'payer' ? viewer.organization_id : null
  const parties: Parties = { payer, practice_id, organization_id: ownOrganization(viewer, practice.organization_id) }
  const about = (name: string, columns: Readonly<Record<string, ColumnClass>>): Dataset => ({
    name: `person ${name}`,
    columns,
    parties: () => parties,
  })
  const withheld: Withheld[] = []
  const overAllPayers = async (field: string, read: () => Promise<Released[]>): Promise<Released[]> => {
    if (!isPartial(viewer)) return read()
    withheld.push({ field, because: viewer.role === 'payer' ? BECAUSE.evidence : BECAUSE.agreement })
    return []
  }
  const [head] = await release(
    door,
    {
      ...about('head', { person_id: 'person', name: 'person', birth_date: 'person', age: 'person', gender: 'person' }),
      person: () => person_id,
    },
    [known],
  )
  const coverage = await release(
    door,
    about(
      'coverage',
      personColumns([
        'payer',
        'payer_name',
        'plan',
        'line_of_business',
        'member_id',
        'first_month',
        'last_month',
        'months',
        'explain_id',
      ]),
    ),
    await coverageOf(reading, door, person_id),
  )
  const attribution = await attributionOf(reading, door, person_id, practice_id, place, about)
  const candidates = await overAllPayers('candidates', async () =>
    release(
      door,
      about('candidates', personColumns(['practice_id', 'practice_name', 'place', 'visits', 'last_visit', 'chosen'])),
      await candidatesOf(reading, viewer, person_id),
    ),
  )
  const linkage = await overAllPayers('linkage', async () =>
    release(
      door,
      about('linkage', personColumns(['payer', 'member_id', 'rule', 'reason'])),
      await answersFor(reading, viewer).rows<Row>(sql`
        select payer, member_id, rule, reason from person_member where person_id = ${person_id} order by payer, member_id`),
    ),
  )
  const measures = await release(
    door,
    about('measures', {
      ...personColumns(['measure', 'title', 'event_id']),
      status: overPayers(viewer),
      ...Object.fromEntries(
        ['reason', 'because', 'evidence_date', 'evidence_value'].map((one) => [one, 'evidence'] as const),
      ),
      explain_id: overPayers(viewer),
    }),
    await measuresOf(reading, viewer, person_id),
  )
  const care = await careOf(reading, door, person_id, parties)
  return {
    ...head,
    coverage,
    attribution,
    candidates,
    linkage,
    measures,
    care,
    withheld: [...(head?.withheld ?? []), ...withheld],
  }
}

const personColumns = (names: readonly string[]): Record<string, ColumnClass> =>
  Object.fromEntries(names.map((name) => [name, 'person']))

async function coverageOf(reading: Reading, { viewer }: Door, person_id: string): Promise<Row[]> {
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select payer, plan, line_of_business, member_id, min(year_month) as first_month, max(year_month) as last_month,
           cast(${sumOfParts(partOfMonth(sql`days`, sql`month_start`))} as double) as months
    from member_month
    where person_id = ${person_id} and ${ownPayer(viewer, 'payer')}
      and ${whileOnPanel(reading, viewer, 'member_month.person_id', 'member_month.month_start')}
    group by payer, plan, line_of_business, member_id
    order by last_month desc, payer, plan, line_of_business, member_id`)
  return rows.map((row) => ({
    ...row,
    payer_name: payerName(reading, String(row.payer)),
    explain_id:
      viewer.role === 'payer'
        ? explainId(
            'member_month',
            ...['payer', 'plan', 'line_of_business'].map((one) => String(row[one])),
            person_id,
            String(row.last_month),
          )
        : explainId('person_member', String(row.payer), String(row.member_id)),
  }))
}

async function attributionOf(
  reading: Reading,
  door: Door,
  person_id: string,
  practice_id: string,
  place: Row,
  about: (name: string, columns: Readonly<Record<string, ColumnClass>>) => Dataset,
): Promise<Released | null> {
  const here = place.change !== 'dropped'
  const row = here
    ? await answersFor(reading, door.viewer).one<Row>(sql`
        select a.practice_id, d.practice_name, a.npi, a.reason, a.rule, a.visits, a.last_visit, a.attested_on
        from attribution a left join practice d on d.practice_id = a.practice_id
        where a.period = ${reading.period.id} and a.person_id = ${person_id} and a.practice_id = ${practice_id}`)
    : { practice_id: null, practice_name: null, npi: null, reason: String(place.reason), rule: null }
  if (!row) return null
  const columns = {
    ...personColumns(['practice_id', 'practice_name', 'npi', 'rule']),
    reason: overPayers(door.viewer),
    explain_id: overPayers(door.viewer),
  }
  const [released] = await release(door, about('attribution', { ...columns, because: 'evidence' }), [
    {
      ...row,
      because: why(row),
      explain_id: here ? explainId('attribution', reading.period.id, person_id) : null,
    },
  ])
  return released ?? null
}

function why(row: Row): string {
  switch (row.reason) {
    case 'attested':
      return `stated on ${row.attested_on} that this practice is theirs`
    case 'plurality':
      return `${row.visits} primary-care visits with this practice in the window, the latest on ${row.last_visit}: more than with any other`
    case 'no-primary-care':
      return 'no statement and no primary-care visit with a practice of the directory in the window'
    case 'no-coverage':
      return 'on the panel in the year before; no payer covers the person now'
    case 'other-practice':
      return 'on the panel in the year before; now with another practice'
    default:
      return String(row.reason).replaceAll('-', ' ')
  }
}

async function candidatesOf(reading: Reading, viewer: Viewer, person_id: string): Promise<Row[]> {
  return answersFor(reading, viewer).rows<Row>(sql`
    select c.practice_id, d.practice_name, c.place, c.visits, c.last_visit,
           coalesce(a.practice_id = c.practice_id, false) as chosen
    from attribution_candidate c
    left join practice d on d.practice_id = c.practice_id
    left join attribution a on a.period = c.period and a.person_id = c.person_id
    where c.period = ${reading.period.id} and c.person_id = ${person_id} order by c.place, c.practice_id`)
}

async function measuresOf(reading: Reading, viewer: Permitted, person_id: string): Promise<Row[]> {
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select measure, event_id, status, reason, evidence_date, evidence_value
    from measure_status where period = ${reading.period.id} and person_id = ${person_id}
      and ${whileOnPanel(reading, viewer, 'measure_status.person_id', `date '${reading.period.start}'`)}
    order by measure, event_id`)
  return rows.map((row) => {
    const measure = reading.measures.find((one) => one.measure === row.measure)
    return {
      ...row,
      title: measure?.title ?? row.measure ?? null,
      because: measure?.reasons[String(row.reason)] ?? String(row.reason).replaceAll('-', ' '),
      explain_id: explainId('measure_status', reading.period.id, String(row.measure), person_id, String(row.event_id)),
    }
  })
}

/** The newest lines of care; an amount only where the viewer is the payer or the organization that was paid. */
async function careOf(reading: Reading, door: Door, person_id: string, parties: Parties): Promise<Released[]> {
  const { viewer } = door
  const { standard_prices } = reading.patterns
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select ${kindOfService('l')} as category, l.service_date, l.payer, l.organization_id, l.paid_usd, l.file_id, l.record_number,
           l.claim_line_number,
           case when l.claim_type = 'pharmacy' then 'Pharmacy fill'
                when l.primary_care_visit then 'Primary-care visit'
                when l.admission_date is not null then 'Hospital stay'
                when l.place_of_service_code = '23' then 'Emergency department'
                when l.claim_type = 'institutional' then 'Facility service'
                when l.claim_type = 'professional' then 'Professional service'
                else l.claim_type end as what,
           coalesce(d.practice_name, o.organization_name, 'NPI ' || coalesce(l.billing_npi, l.rendering_npi)) as "where"
    from person_line l
    left join practice d on d.practice_id = l.practice_id
    left join organization o on o.organization_id = l.organization_id
    where l.person_id = ${person_id} and ${ownPayer(viewer, 'l.payer')}
      and ${whileOnPanel(reading, viewer, 'l.person_id', 'l.service_date')}
    order by l.service_date desc, l.file_id, l.record_number, l.claim_line_number
    limit ${NEWEST_LINES}`)
  const own = (row: Row) => row.organization_id !== null && row.organization_id === parties.organization_id
  return release(
    door,
    {
      name: 'person care',
      columns: {
        ...personColumns(['service_date', 'payer', 'what', 'where', 'own', 'explain_id']),
        paid_usd: 'pair-price',
        standard_usd: 'person',
      },
      parties: (row) => ({
        ...parties,
        payer: String(row.payer),
        organization_id: row.organization_id as string | null,
      }),
    },
    rows.map(
      (row): Row => ({
        ...row,
        own: own(row),
        standard_usd: own(row) || viewer.role === 'payer' ? null : (standard_prices.get(String(row.category)) ?? null),
        explain_id: lineId(row),
      }),
    ),
  )
}
