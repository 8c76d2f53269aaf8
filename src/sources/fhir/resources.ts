import { parquetFiles } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Mapping } from '../source.ts'
import type { StagedFile } from '../staged.ts'

/** The resources of a staged file, one row a record: what is read of each, by its type; no column for a type that is not there. */
export const resourceTable = ({ raw_table }: Pick<StagedFile, 'raw_table'>): string => `${raw_table}_resource`

/** What is to be mapped, with the resources of all its files as one relation. */
export type FhirMapping = Mapping & { resources: Sql }

export async function withResources(engine: Engine, mapping: Mapping): Promise<FhirMapping> {
  const files = join(mapping.staged.map(({ file_id }) => literal(file_id)))
  const found = await engine.rows<{ path: string }>(
    sql`select path from fhir_file where file_id in (${files}) order by path`,
  )
  return { ...mapping, resources: parquetFiles(found.map(({ path }) => path)) }
}

/** One row per resource of one kind that was not ended: the element is `e`. */
export const ofType = (resources: Sql, element: string): Sql => sql`
  select file_id, record_number, id, last_updated, version_number, ${raw(element)} as e
  from ${resources} r
  where ${raw(element)} is not null and rule is null and not exists (
    select 1 from ending x where x.file_id = r.file_id and x.record_number = r.record_number)`
