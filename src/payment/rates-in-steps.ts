import { WholepanelError } from '../error.ts'
import { treesOf } from '../model/check-model.ts'
import type { Tree } from '../model/expression/tree.ts'
import type { Model } from '../model/read-model.ts'

/** Rates over the members of all payers, as a run computes them. */
const OVER_ALL_PAYERS = ['rate', 'baseline_rate']

/**
 * A payer gets a rate over all payers in whole percent. What its own statement rests on must not be finer: from an exact
 * rate it could work out numerator and denominator, and so the other payers' part of the panel. A run therefore refuses a
 * model that reads such a rate outside `stepped`.
 */
export function requireSteppedRates(model: Model): void {
  const found = model.components.flatMap((component, i) =>
    treesOf(component).some(({ tree }) => readsExact(tree)) ? [{ name: component.component, i }] : [],
  )
  const [first] = found
  if (!first) return
  throw new WholepanelError('input-model', {
    at: model.at(['components', first.i]),
    got: `${found.map(({ name }) => name).join(', ')}: a rate over the members of all payers, exact`,
    want: 'stepped(rate, …): a payer could work out the others’ members from an amount that rests on an exact one',
  })
}

function readsExact(tree: Tree): boolean {
  switch (tree.kind) {
    case 'name':
      return OVER_ALL_PAYERS.includes(tree.name.split('/')[0] ?? '')
    case 'negative':
    case 'not':
      return readsExact(tree.of)
    case 'pair':
      return readsExact(tree.left) || readsExact(tree.right)
    case 'call':
      return tree.word !== 'stepped' && tree.word !== 'known' && tree.of.some(readsExact)
    default:
      return false
  }
}
