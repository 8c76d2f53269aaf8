import type { SourceRecord } from '../../explain/explained.ts'
import type { Permitted } from '../../governance/permitted.ts'
import type { Viewer } from '../../governance/viewer.ts'
import { join, sql } from '../../lake/sql.ts'
import { answersFor, ownOrganization, type Reading } from './reading.ts'

/** Files that hold no price: their records are a treating practice's to read. Of any other it needs the claim's right. */
const WITHOUT_PRICES = new Set([
  'eligibility',
  'lab_result',
  'member_crosswalk',
  'provider_attribution',
  'practice_panel',
  'attestation',
  'organization',
  'practice',
  'affiliation',
  'cclf8',
  'cclf9',
])

/** Not needed for treatment, and worth stealing. */
const isNationalNumber = (field: string): boolean => /social_security|(^|_)ssn(_|$)/i.test(field)

/**
 * The sent records a viewer may read. A payer reads its own. A practice reads those of its patients, but of another
 * organization's claims only that they exist: their fields hold prices under names that only the sender knows.
 */
export async function recordsFor(
  reading: Reading,
  viewer: Permitted,
  which: 'own' | 'none',
  given: readonly SourceRecord[],
): Promise<{ records: SourceRecord[]; held_back: string | null }> {
  if (given.length === 0 || viewer.role === 'operator') return { records: [...given], held_back: null }
  if (which === 'none') return { records: [], held_back: null }
  const records = given.filter((one) => !viewer.unusable_payers.includes(one.payer))
  if (viewer.role === 'payer') {
    const own = records.filter((one) => one.payer === viewer.organization_id)
    return { records: own, held_back: own.length < given.length ? 'Records that others sent are not shown.' : null }
  }
  const own = await ownClaims(reading, viewer, records)
  const open = (one: SourceRecord) => WITHOUT_PRICES.has(one.layout.split('/').pop() ?? '') || own.has(place(one))
  return {
    records: records.map((one) => ({
      ...one,
      fields: open(one) ? one.fields.filter((field) => !isNationalNumber(field.name)) : [],
    })),
    held_back: records.every(open)
      ? records.length < given.length
        ? 'Records of a payer whose agreement does not cover this purpose are not shown.'
        : null
      : "The fields of other organizations' claims are not shown: they hold prices.",
  }
}

const place = (one: { file_id: string; record_number: number }): string => `${one.file_id} ${one.record_number}`

/** Records that are lines of claims, or stand beside nothing but lines of claims, that the viewer's own organization billed. */
async function ownClaims(reading: Reading, viewer: Viewer, records: readonly SourceRecord[]): Promise<Set<string>> {
  const wanted = join(records.map((one) => sql`(${one.file_id}, ${one.record_number}::bigint)`))
  const found = await answersFor(reading, viewer).rows<{ file_id: string; record_number: number }>(sql`
    with wanted(file_id, record_number) as (values ${wanted}),
    line as (
      select w.file_id, w.record_number, l.organization_id from wanted w
      join person_line l on l.file_id = w.file_id and l.record_number = w.record_number
      union all
      select w.file_id, w.record_number, l.organization_id from wanted w
      join person_line l on l.header_file_id = w.file_id and l.header_record_number = w.record_number
      union all
      select w.file_id, w.record_number, l.organization_id from wanted w
      join medical_claim_history c on c.share_file_id = w.file_id and c.share_record_number = w.record_number
      left join person_line l on l.file_id = c.file_id and l.record_number = c.record_number
    )
    select file_id, record_number from line
    group by file_id, record_number
    having count(*) = count(case when organization_id = ${ownOrganization(viewer, null)} then 1 end)
    order by file_id, record_number`)
  return new Set(found.map(place))
}
