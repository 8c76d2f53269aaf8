import type { SourceRecord } from '../../explain/explained.ts'
import { join, sql } from '../../lake/sql.ts'
import type { Viewer } from '../viewer.ts'
import { ownOrganization, type Reading } from './reading.ts'

/**
 * The sent records a viewer may read. A payer reads its own. A practice reads those of its patients, but of another
 * organization's claims only that they exist: their fields hold prices under names that only the sender knows.
 */
export async function recordsFor(
  reading: Reading,
  viewer: Viewer,
  which: 'own' | 'none',
  records: readonly SourceRecord[],
): Promise<{ records: SourceRecord[]; held_back: string | null }> {
  if (records.length === 0 || viewer.role === 'operator') return { records: [...records], held_back: null }
  if (which === 'none') return { records: [], held_back: null }
  if (viewer.role === 'payer') {
    const own = records.filter((one) => one.payer === viewer.organization_id)
    return { records: own, held_back: own.length < records.length ? 'Records that others sent are not shown.' : null }
  }
  const priced = await othersClaims(reading, viewer, records)
  return {
    records: records.map((one) => (priced.has(place(one)) ? { ...one, fields: [] } : one)),
    held_back: priced.size > 0 ? "The fields of other organizations' claims are not shown: they hold prices." : null,
  }
}

const place = (one: { file_id: string; record_number: number }): string => `${one.file_id} ${one.record_number}`

async function othersClaims(reading: Reading, viewer: Viewer, records: readonly SourceRecord[]): Promise<Set<string>> {
  const own = ownOrganization(viewer, null)
  const wanted = join(
    records.map((one) => sql`(${one.file_id}, ${one.record_number}::bigint)`),
    ', ',
  )
  const found = await reading.engine.rows<{ file_id: string; record_number: number }>(sql`
    with wanted(file_id, record_number) as (values ${wanted})
    select w.file_id, w.record_number from wanted w
    join person_line l on l.file_id = w.file_id and l.record_number = w.record_number
    where l.organization_id is null or l.organization_id <> ${own}
    union
    select w.file_id, w.record_number from wanted w
    join person_line l on l.header_file_id = w.file_id and l.header_record_number = w.record_number
    where l.organization_id is null or l.organization_id <> ${own}
    order by file_id, record_number`)
  return new Set(found.map(place))
}
