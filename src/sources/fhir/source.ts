import { eligibility } from '../../lake/tables/eligibility.ts'
import { medicalClaim } from '../../lake/tables/medical-claim.ts'
import { memberCrosswalk } from '../../lake/tables/member-crosswalk.ts'
import { pharmacyClaim } from '../../lake/tables/pharmacy-claim.ts'
import { providerAttribution } from '../../lake/tables/provider-attribution.ts'
import { claimLife } from '../claim-life/claim-life.ts'
import type { Layout } from '../layout.ts'
import type { Source } from '../source.ts'
import { mapAttributionList } from './attribution-list.ts'
import { checkDelivery } from './check-delivery.ts'
import { classify } from './classify.ts'
import { mapCoverage, mapReplaced } from './coverage.ts'
import { fhirR4, fhirStu3 } from './layout.ts'
import { mapMedical } from './medical.ts'
import { mapPharmacy } from './pharmacy.ts'
import { readFhir } from './read.ts'
import type { FhirVersion } from './version.ts'

/**
 * A release of FHIR as a source. A resource is known by its id, never by the name of the file it came in, so that two
 * exports of one name are two deliveries and not one corrected.
 */
function fhirSource(version: FhirVersion, layout: Layout): Source {
  const source: Source = {
    layout,
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
    map: async (_engine, given) => [
      { table: eligibility, relation: mapCoverage(given) },
      { table: memberCrosswalk, relation: mapReplaced(given) },
      { table: medicalClaim, relation: mapMedical(given, version) },
      { table: pharmacyClaim, relation: mapPharmacy(given, version) },
      { table: providerAttribution, relation: mapAttributionList(given) },
    ],
    check: checkDelivery,
    life: claimLife({ feeds: `${layout.name}/`, replaces: 'claim' }),
  }
  return source
}

export const fhirR4Source: Source = fhirSource('r4', fhirR4)
export const fhirStu3Source: Source = fhirSource('stu3', fhirStu3)
