import type { Layout } from '../layouts/layout.ts'
import { cclf0 } from './records/cclf0.ts'
import { cclf1 } from './records/cclf1.ts'
import { cclf2 } from './records/cclf2.ts'
import { cclf3 } from './records/cclf3.ts'
import { cclf4 } from './records/cclf4.ts'
import { cclf5 } from './records/cclf5.ts'
import { cclf6 } from './records/cclf6.ts'
import { cclf7 } from './records/cclf7.ts'
import { cclf8 } from './records/cclf8.ts'
import { cclf9 } from './records/cclf9.ts'
import { cclfa } from './records/cclfa.ts'
import { cclfb } from './records/cclfb.ts'

/**
 * Lengths of records before fields were added at their end (NPI, OSCAR and control numbers in 2022, benefit
 * enhancement amounts before), as CCLF0 of those deliveries states them. A shorter record is read as far as it goes;
 * any other length is refused, because nothing tells which field is missing. CCLF9 ends at 43 where the railroad
 * number, blank since 2020, was cut off.
 */
const EARLIER_LENGTHS: Readonly<Record<string, readonly number[] | undefined>> = {
  cclf1: [292],
  cclf2: [179],
  cclf3: [94],
  cclf4: [92],
  cclf5: [363],
  cclf6: [227],
  cclf9: [43],
  cclfa: [101],
  cclfb: [93],
}

/** The claim and claim line feed that CMS sends to Medicare's accountable care organizations. */
export const cclf: Layout = {
  name: 'cclf',
  title: 'Claim and Claim Line Feed (CCLF)',
  source: 'CMS, CCLF Information Packet, version 38.0 (2 February 2024), appendix B, tables 14 to 26',
  files: [
    ...[cclf1, cclf2, cclf3, cclf4, cclf5, cclf6, cclf7, cclf8, cclf9, cclfa, cclfb].map((file) => ({
      ...file,
      earlierLengths: EARLIER_LENGTHS[file.name] ?? [],
    })),
    { ...cclf0, control: [{ starts: '', rule: 'summary' }] },
  ],
}
