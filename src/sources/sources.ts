import { cclfSource } from './cclf/source.ts'
import { claimLife } from './claim-life/claim-life.ts'
import { controlSource } from './control/source.ts'
import { dataSharingSource } from './data-sharing/source.ts'
import { fhirR4Source, fhirStu3Source } from './fhir/source.ts'
import type { FileLayout, Layout } from './layouts/layout.ts'
import { tuva } from './layouts/layout-tuva.ts'
import { wholepanel } from './layouts/layout-wholepanel.ts'
import type { Source } from './source.ts'

/** Every source a file is tried against, in this order where two fit equally well. */
export const SOURCES: readonly Source[] = [
  cclfSource,
  dataSharingSource,
  fhirR4Source,
  fhirStu3Source,
  { layout: wholepanel },
  { layout: tuva, life: claimLife({ feeds: 'tuva/' }) },
  controlSource,
]

export const layouts: readonly Layout[] = SOURCES.map((source) => source.layout)

/** Example: `fileLayout('tuva', 'eligibility')`. */
export function fileLayout(layout: string, file: string): FileLayout {
  const found = layouts.find((l) => l.name === layout)?.files.find((f) => f.name === file)
  if (!found) throw new Error(`no layout ${layout}/${file}`)
  return found
}
