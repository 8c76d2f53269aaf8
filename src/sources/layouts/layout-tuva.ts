import { eligibility } from '../../lake/tables/eligibility.ts'
import { labResult } from '../../lake/tables/lab-result.ts'
import { medicalClaim } from '../../lake/tables/medical-claim.ts'
import { pharmacyClaim } from '../../lake/tables/pharmacy-claim.ts'
import { providerAttribution } from '../../lake/tables/provider-attribution.ts'
import type { Field, Layout } from './layout.ts'
import { layoutOfTable } from './layout-of-table.ts'

const optional = (name: string, type: Field['type'], meaning: string): Field => ({
  name,
  type,
  meaning,
  required: false,
})

/** Every table of the input layer ends with these; `person_id` is the sender's own idea of a person and is not ours. */
const FEED: readonly Field[] = [
  optional(
    'person_id',
    'code',
    "the sender's own number for the person; kept in the received file, never used to link",
  ),
  optional('file_name', 'text', "the sender's name for the source file"),
  optional('file_date', 'text', "the sender's date of the source file"),
  optional('ingest_datetime', 'text', 'when the sender loaded the row'),
]

/**
 * The Tuva input layer as CSV or Parquet. `line_of_business`, `claim_status` and `claim_control_number` are ours and
 * optional: a payer with one line of business that sends final claims needs none of them.
 */
export const tuva: Layout = {
  name: 'tuva',
  title: 'Tuva input layer',
  source: 'Tuva Project, input layer v0.18, https://thetuvaproject.com/input-layer',
  files: [
    layoutOfTable(eligibility, {
      besides: [
        ...FEED,
        optional('middle_name', 'text', 'as the payer spells it'),
        optional('name_suffix', 'text', 'as the payer spells it'),
        optional('death_flag', 'code', 'whether the member died'),
        optional('enrollment_status', 'code', "the payer's word for the state of enrollment"),
        optional('hospice_flag', 'code', 'whether the member is in hospice'),
        optional('institutional_snp_flag', 'code', 'whether the plan is an institutional special needs plan'),
        optional('long_term_institutional_flag', 'code', 'whether the member lives in an institution'),
      ],
    }),
    layoutOfTable(medicalClaim, {
      leaveOut: ['header_file_id', 'header_record_number'],
      besides: [
        ...FEED,
        optional('total_cost_amount', 'usd', 'what the claim cost in all, where the sender states it'),
        ...Array.from({ length: 25 }, (_, i) =>
          optional(`diagnosis_poa_${i + 1}`, 'code', `whether diagnosis ${i + 1} was present on admission`),
        ),
      ],
    }),
    layoutOfTable(pharmacyClaim, { besides: FEED }),
    layoutOfTable(providerAttribution, { besides: FEED }),
    layoutOfTable(labResult, { besides: FEED }),
  ],
}
