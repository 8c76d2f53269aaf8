import { type SetName, setIn, treesOf } from '../model/check-model.ts'
import { namesIn, type Tree } from '../model/expression/tree.ts'
import type { Fact } from '../model/model-file.ts'
import type { Model } from '../model/read-model.ts'

export type NamedFact = Fact & { name: string }

const TEMPLATES: readonly [suffix: string, set: SetName][] = [
  ['/measure', 'measures'],
  ['/population', 'populations'],
]

/** A fact by its name; of a measure or population, `name/measure`, by the one that all of them share. */
export const factNamed = ({ facts }: Pick<Model, 'facts'>, name: string): Fact | undefined =>
  facts[name] ?? TEMPLATES.map(([suffix]) => facts[name.replace(/\/.*$/, suffix)]).find((one) => one !== undefined)

/** What `each` of an expression runs over: populations where it reads something that there is one of for each of them. */
export const setOfTree = (model: Pick<Model, 'facts' | 'components'>, tree: Tree): SetName =>
  namesIn(tree).some(
    (name) =>
      model.facts[`${name}/population`] !== undefined ||
      model.components.some(({ component, over }) => component === name && over === 'populations'),
  )
    ? 'populations'
    : 'measures'

/** The facts that a model reads in any track or period, in the order in which it reads them; of a measure `name/measure`. */
export function factsOf(model: Model): NamedFact[] {
  const found = new Map<string, NamedFact>()
  const look = (name: string) => {
    const fact = model.facts[name]
    if (fact && !TEMPLATES.some(([suffix]) => name.endsWith(suffix))) found.set(name, { name, ...fact })
    for (const [suffix, set] of TEMPLATES) {
      const template = model.facts[`${name}${suffix}`]
      for (const one of template ? setIn(model, set) : []) {
        const full = `${name}/${one}`
        if (template) found.set(full, { name: full, ...template })
      }
    }
    const parameter = model.parameters[name]
    for (const read of [parameter?.by, parameter?.along]) if (read) look(read)
  }
  for (const component of model.components)
    for (const { tree } of treesOf(component)) for (const name of namesIn(tree)) look(name)
  return [...found.values()]
}
