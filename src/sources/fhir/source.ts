import type { Engine } from '../../lake/engine.ts'
import { id, join, sql } from '../../lake/sql.ts'
import { eligibility } from '../../lake/tables/eligibility.ts'
import { medicalClaim } from '../../lake/tables/medical-claim.ts'
import { memberCrosswalk } from '../../lake/tables/member-crosswalk.ts'
import { pharmacyClaim } from '../../lake/tables/pharmacy-claim.ts'
import { providerAttribution } from '../../lake/tables/provider-attribution.ts'
import { claimLife } from '../claim-life/claim-life.ts'
import type { Layout } from '../layouts/layout.ts'
import type { Mapped, Mapping, Source } from '../source.ts'
import { mapAttributionList } from './attribution-list.ts'
import { checkDelivery } from './check-delivery.ts'
import { mapMedical } from './claim/medical.ts'
import { mapPharmacy } from './claim/pharmacy.ts'
import { mapCoverage, mapReplaced } from './coverage.ts'
import { fhirR4, fhirStu3 } from './layout.ts'
import { classify } from './read/classify.ts'
import { readFhir } from './read/read.ts'
import type { FhirVersion } from './read/version.ts'
import { withResources } from './resources.ts'

/**
 * A release of FHIR as a source. A resource is known by its id, never by the name of the file it came in, so that two
 * exports of one name are two deliveries and not one corrected.
 */
function fhirSource(version: FhirVersion, layout: Layout): Source {
  const source: Source = {
    layout,
    isReferredTo: true,
    recognise: async (_engine, received) => {
      const file = layout.files[0]
      const found = classify(received)
      if (found?.version !== version || !file) return null
      return {
        source,
        file,
        format: 'json',
        delimiter: '',
        columns: [],
        aco_id: null,
        name_key: `${received.file_name.toLowerCase()}/${received.sha256}`,
      }
    },
    read: (engine, staged, path, scratch) => readFhir(engine, staged, path, scratch, version),
    map: async (engine, mapping) => {
      const given = await withResources(engine, mapping)
      const came = await typesThatCame(engine, given)
      const has = (type: string, mapped: Mapped): Mapped[] => (came.has(type) ? [mapped] : [])
      return [
        ...has('Coverage', { table: eligibility, relation: mapCoverage(given) }),
        ...has('Patient', { table: memberCrosswalk, relation: mapReplaced(given) }),
        ...has('ExplanationOfBenefit', { table: medicalClaim, relation: mapMedical(given, version) }),
        ...has('ExplanationOfBenefit', { table: pharmacyClaim, relation: mapPharmacy(given, version) }),
        ...has('Group', { table: providerAttribution, relation: mapAttributionList(given) }),
      ]
    },
    check: checkDelivery,
    life: claimLife({ feeds: `${layout.name}/`, replaces: 'claim' }),
  }
  return source
}

async function typesThatCame(engine: Engine, { staged }: Mapping): Promise<ReadonlySet<string>> {
  const parts = staged.map(({ raw_table }) => sql`select "resourceType" as type from ${id(raw_table)}`)
  const found = await engine.rows<{ type: string }>(sql`select distinct type from (${join(parts, ' union all ')}) t`)
  return new Set(found.map(({ type }) => type))
}

export const fhirR4Source: Source = fhirSource('r4', fhirR4)
export const fhirStu3Source: Source = fhirSource('stu3', fhirStu3)
