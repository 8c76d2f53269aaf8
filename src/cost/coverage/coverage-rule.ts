import { z } from 'zod'
import { IsoDate } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { each, RuleHead, ruleFinding } from '../../model/rule-head.ts'
import { readCostFile } from '../cost-file.ts'

/** In the order in which they are told. */
export const COVERAGE_FINDINGS = [
  'gap',
  'overlap',
  'ends-before-start',
  'before-birth',
  'after-death',
  'starts-after-death',
  'after-death-told-elsewhere',
  'starts-too-early',
  'ends-too-late',
  'too-long',
  'no-month-counts',
  'no-birth-date',
  'claims-without-coverage',
  'claims-without-any-coverage',
  'coverage-without-claims',
] as const
export type CoverageFinding = (typeof COVERAGE_FINDINGS)[number]

/** Every member of a payer is in one of these, the first that holds. */
export const MEMBER_STATES = [
  'months-in-period',
  'months-before-period',
  'number-only',
  'no-usable-span',
  'outside-these-years',
  'months-under-another-number',
  'no-month-counts',
] as const
export type MemberState = (typeof MEMBER_STATES)[number]

/** What a run does with what it found. */
const TREATMENTS = [
  'days-not-counted',
  'counted-once',
  'counted-as-sent',
  'span-left-out',
  'ended-at-death',
  'kept-alone',
  'spend-counted-without-month',
  'spend-left-out',
  'spend-of-zero',
] as const

const bound = <Value extends z.ZodType>(value: Value) => z.strictObject({ value, source: z.string().min(1) })

const CoverageFile = RuleHead.extend({
  bounds: z.strictObject({
    starts_before: bound(IsoDate).describe('A span that begins earlier names no true first day'),
    ends_after: bound(IsoDate).describe('A span that ends later, and not on 9999-12-31, names no true last day'),
    longest_years: bound(z.number().int().min(1)),
  }),
  findings: each(COVERAGE_FINDINGS, ruleFinding(TREATMENTS)),
  states: each(MEMBER_STATES, z.string().min(1)),
})

/** What is odd in coverage, and the state of each member: `models/cost/coverage.yaml`. */
export type CoverageRule = z.infer<typeof CoverageFile> & { rule: string }

export const readCoverageRule = (folders: Folders = [LIBRARY]): CoverageRule =>
  readCostFile('coverage', CoverageFile, folders)
