import { raw, type Sql, sql } from '../../lake/sql.ts'
import type { Mapping } from '../source.ts'

/** The columns that every table of a payer carries, from the row `alias`. A resource does not say them; the sender does. */
export function sentBy({ source, sender, submission_id }: Mapping, alias: string): Record<string, Sql> {
  return {
    data_source: sql`${`${source.layout.name}/${sender.payer}`}`,
    payer: sql`${sender.payer}`,
    plan: sql`'-'`,
    line_of_business: sql`${sender.line_of_business}`,
    submission_id: sql`${submission_id}`,
    file_id: raw(`${alias}.file_id`),
    record_number: raw(`${alias}.record_number`),
  }
}

/** One row per reference of the delivery with the numbers it stands for: a role is its clinician's and its organization's. */
export const providers = (): Sql => sql`
    named_provider as (
      select reference, max(npi) as npi, max(tin) as tin, max(clinician) as clinician, max(organization) as organization
      from fhir_provider group by reference
    ), provider as (
      select p.reference, coalesce(c.npi, p.npi, o.npi) as npi, coalesce(p.tin, o.tin) as tin,
        case when p.reference like 'Organization/%' then p.npi else o.npi end as organization_npi
      from named_provider p
        left join named_provider c on c.reference = p.clinician
        left join named_provider o on o.reference = p.organization
    )`
