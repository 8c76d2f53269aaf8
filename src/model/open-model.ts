import type { Parameter, ParameterKind } from './parameter.ts'
import type { Model } from './read-model.ts'

/** A parameter that is structure, or whose amount is public. One of kind `own` is none, by its type. */
export type OpenParameter = Omit<Parameter, 'kind'> & { kind: Exclude<ParameterKind, 'own'> }

/** A model without its own amounts: what payers may be compared by. A `Model` itself is none, by its type. */
export type OpenModel = Pick<
  Model,
  | 'id'
  | 'title'
  | 'tracks'
  | 'lan_categories'
  | 'measures'
  | 'profile'
  | 'attribution_rule'
  | 'based_on'
  | 'file'
  | 'at'
> & { parameters: Readonly<Record<string, OpenParameter>> }

export function openModel(model: Model): OpenModel {
  const { id, title, tracks, lan_categories, measures, profile, attribution_rule, based_on, file, at } = model
  const parameters = Object.fromEntries(
    Object.entries(model.parameters).flatMap(([name, one]) => (isOpen(one) ? [[name, one] as const] : [])),
  )
  return { id, title, tracks, lan_categories, measures, profile, attribution_rule, based_on, file, at, parameters }
}

const isOpen = (parameter: Parameter): parameter is Parameter & OpenParameter => parameter.kind !== 'own'
