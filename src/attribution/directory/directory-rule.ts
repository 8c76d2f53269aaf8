import { z } from 'zod'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { readYaml } from '../../model/read-yaml.ts'
import { ruleFile } from '../../model/rule-file.ts'
import { Sources } from '../lists/reconciliation-rule.ts'

/** In the order in which they are told. */
export const DIRECTORY_FINDINGS = [
  'practice-without-clinicians',
  'practice-without-primary-care',
  'practice-of-unknown-organization',
  'tax-number-of-several-organizations',
  'affiliation-ends-before-start',
  'affiliation-at-unknown-practice',
  'affiliation-sent-twice',
  'affiliation-specialties-differ',
  'affiliation-overlap',
  'affiliation-at-several-practices',
] as const
export type DirectoryFinding = (typeof DIRECTORY_FINDINGS)[number]

/** What a run does with what it found. */
const TREATMENTS = [
  'no-visits',
  'no-primary-care-visits',
  'kept-as-sent',
  'biller-by-clinician-only',
  'left-out',
  'counted-once',
  'last-begun-counts',
  'told-by-tax-number',
] as const

const Finding = z.strictObject({
  severity: z.enum(['warned', 'note']),
  reason: z.string().min(1),
  treatment: z.enum(TREATMENTS),
  fix: z.string().min(1),
})

const RuleFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: Sources,
  findings: z.strictObject(
    Object.fromEntries(DIRECTORY_FINDINGS.map((finding) => [finding, Finding])) as Record<
      DirectoryFinding,
      typeof Finding
    >,
  ),
})

/** What is odd in the directory: `models/lists/directory.yaml`. */
export type DirectoryRule = z.infer<typeof RuleFile> & { rule: string }

export const readDirectoryRule = (folders: Folders = [LIBRARY]): DirectoryRule => ({
  rule: 'lists/directory',
  ...readYaml(ruleFile('lists', 'file of lists', 'directory', folders), RuleFile).value,
})
