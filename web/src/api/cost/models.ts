/** The library of models of payment: what each pays for, with its sources. Everybody may read it. */
export type { CaseShown, GivenShown } from '../../../../src/payment/library/case-shown.ts'
export type {
  ComponentShown,
  ElementShown,
  LibraryEntry,
  ModelShown,
  ParameterShown,
} from '../../../../src/payment/library/model-shown.ts'
export type { NewestShown, SideBySide, Verdict } from '../../../../src/payment/library/side-by-side.ts'
