import { z } from 'zod'
import { type Folders, LIBRARY } from '../model/read-model.ts'
import { CostFile, readCostFile } from './cost-file.ts'
import { LineCondition } from './line-condition.ts'

export const ENCOUNTER_KINDS = ['inpatient-stay', 'skilled-nursing', 'observation', 'emergency-visit'] as const
/** Those that last: several claims make one. */
export const STAY_KINDS = ['inpatient-stay', 'skilled-nursing'] as const
export type EncounterKind = (typeof ENCOUNTER_KINDS)[number]

const Told = { about: z.string().min(1), source: z.string().min(1) }
const Days = z.number().int().min(0).max(366)
const Status = z.string().regex(/^\d{2}$/, "want a patient discharge status such as '20'")

const of = <Type extends string>(type: Type) => z.tuple([z.literal(type)])

const Kind = z.strictObject({
  ...Told,
  /** A facility's lines that show the encounter, the first reason that holds. */
  lines: z.array(LineCondition.extend({ claim_type: of('institutional'), reason: z.string().min(1) })).min(1),
  /** Clinicians' lines that belong to it while it lasts. */
  with: z.array(LineCondition.extend({ claim_type: of('professional') })),
})

const EncounterFile = CostFile.extend({
  kinds: z.strictObject(
    Object.fromEntries(ENCOUNTER_KINDS.map((kind) => [kind, Kind])) as Record<EncounterKind, typeof Kind>,
  ),
  outpatient_claim: z.strictObject({ ...Told, bill_types: z.array(z.string().regex(/^\d{2}$/)).min(1) }),
  readmission: z.strictObject({
    ...Told,
    days: Days,
    no_index: z.strictObject({ ...Told, statuses: z.array(Status) }),
  }),
  still_patient: z.strictObject({ ...Told, status: Status, days: Days }),
})

/** How claim lines become encounters: `models/cost/encounters.yaml`. */
export type EncounterModel = z.infer<typeof EncounterFile> & { rule: string }

export const readEncounterModel = (folders: Folders = [LIBRARY]): EncounterModel =>
  readCostFile('encounters', EncounterFile, folders)
