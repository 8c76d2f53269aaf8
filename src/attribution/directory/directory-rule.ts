import type { z } from 'zod'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { each, RuleHead, ruleFinding } from '../../model/rule-head.ts'
import { readListsFile } from '../lists/lists-file.ts'

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

const RuleFile = RuleHead.extend({ findings: each(DIRECTORY_FINDINGS, ruleFinding(TREATMENTS)) })

/** What is odd in the directory: `models/lists/directory.yaml`. */
export type DirectoryRule = z.infer<typeof RuleFile> & { rule: string }

export const readDirectoryRule = (folders: Folders = [LIBRARY]): DirectoryRule =>
  readListsFile('directory', RuleFile, folders)
