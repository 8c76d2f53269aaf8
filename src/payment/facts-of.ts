import { treesOf } from '../model/check-model.ts'
import { namesIn } from '../model/expression/tree.ts'
import type { Fact } from '../model/model-file.ts'
import type { Model } from '../model/read-model.ts'

export type NamedFact = Fact & { name: string }

/** A fact by its name; of a measure, `name/measure`, by the one that all measures share. */
export const factNamed = ({ facts }: Pick<Model, 'facts'>, name: string): Fact | undefined =>
  facts[name] ?? facts[name.replace(/\/.*$/, '/measure')]

/** The facts that a model reads in any track or period, in the order in which it reads them; of a measure `name/measure`. */
export function factsOf(model: Model): NamedFact[] {
  const found = new Map<string, NamedFact>()
  const look = (name: string, measures: readonly string[]) => {
    const fact = model.facts[name]
    if (fact && !name.endsWith('/measure')) found.set(name, { name, ...fact })
    const template = model.facts[`${name}/measure`]
    for (const measure of template ? measures : []) {
      const full = `${name}/${measure}`
      if (template) found.set(full, { name: full, ...template })
    }
    const parameter = model.parameters[name]
    for (const read of [parameter?.by, parameter?.along]) if (read) look(read, measures)
  }
  for (const component of model.components)
    for (const { tree } of treesOf(component)) for (const name of namesIn(tree)) look(name, model.measures)
  return [...found.values()]
}
