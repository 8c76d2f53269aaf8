/** What payers say they adopt of what was published, and what they did. */
import type { AdoptionDegree, Standing } from '../../../../src/convening/adoption/stages.ts'
import type { Verdict } from '../../../../src/convening/adoption/verdict.ts'
import type { ContractShown } from '../../../../src/disclosure/reads/convening/shown.ts'
import type { Degree } from '../alignment/alignment.ts'
import { at } from '../queries.ts'
import { recommendationPath } from './convening.ts'

export type { AdoptionDegree, ContractShown, Standing, Verdict }

export type Adoption = {
  recommendation: string
  title: string
  year: number
  intent_by: string
  actual_by: string
  payer: string
  payer_name: string
  element: string
  label: string
  becomes: string
  intent: AdoptionDegree | null
  intent_because: string | null
  intent_stated_at: string | null
  intent_standing: Standing
  actual: AdoptionDegree | null
  actual_because: string | null
  actual_stated_at: string | null
  actual_standing: Standing
  /** Of alignment: where the two texts stand. */
  area: string | null
  shows: string | null
  shows_degree: Degree | null
  shows_rule: 'compared' | 'not-told' | 'no-element' | 'contracts-silent' | 'no-answer'
  shows_because: string | null
  contracts: ContractShown[]
  verdict: Verdict | null
  verdict_rule: string | null
  verdict_because: string | null
  /** The day after which everybody reads it; null where everybody does at once. */
  public_after: string | null
}
export type PaymentFlow = {
  period: string
  payer: string
  payer_name: string
  model: string
  model_title: string
  flows: 'all' | 'some' | 'none'
  because: string
  /** The statements behind it, to the payer itself. */
  statements: { practice_id: string; about: string; pays: boolean; because: string | null; explain_id: string }[]
}

export const ADOPTION_PATH = '/api/adoption'
export const adoptionQuery = at<Adoption[]>(ADOPTION_PATH)
/** As everybody reads it. */
export const openAdoptionQuery = at<Adoption[]>('/api/open/adoption')
export const flowsQuery = at<PaymentFlow[]>(`${ADOPTION_PATH}/flows`)
export const sayAdoptionPath = (recommendation: string) => `${recommendationPath(recommendation)}/adoption`
export const callPath = (recommendation: string) => `${recommendationPath(recommendation)}/adoption-calls`
