import { faultsDetail, WholepanelError } from '../../error.ts'
import { LINES_OF_BUSINESS } from '../../lake/tables/lineage.ts'
import type { ReadComponent } from '../../model/check-model.ts'
import type { Tree } from '../../model/expression/tree.ts'
import type { Model } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import { factNamed } from '../facts-of.ts'
import type { Part, Slot } from '../part.ts'
import { PARTS } from '../parts.ts'

const known = new Map(PARTS.map((part) => [part.name, part]))
const checked = new WeakSet<Model>()

/** The parts by name, once the model's components are seen to fill their slots as they ask. */
export function partsOf(model: Model): ReadonlyMap<string, Part> {
  if (checked.has(model)) return known
  const faults = model.components.flatMap((component, i) =>
    faultsOf(component, model).map((text) => ({ at: model.at(['components', i]), text })),
  )
  const lines: readonly string[] = LINES_OF_BUSINESS
  for (const line of model.claims?.lines_of_business ?? [])
    if (!lines.includes(line))
      faults.push({
        at: model.at(['claims', 'lines_of_business']),
        text: `no line of business ${line}${didYouMean(line, lines)}`,
      })
  if (faults.length > 0)
    throw new WholepanelError('input-model', {
      ...faultsDetail(faults),
      fix: 'docs/concepts/parts.md says what each part takes',
    })
  checked.add(model)
  return known
}

function faultsOf(component: ReadComponent, model: Model): string[] {
  const part = known.get(component.part)
  const { component: name, takes, unit, pays } = component
  if (!part) return [`${name} names no part: ${component.part}${didYouMean(component.part, [...known.keys()])}`]
  const slots = Object.keys(part.slots)
  const result = part.unit === 'open' ? unit : part.unit
  return [
    ...Object.keys(takes)
      .filter((slot) => !slots.includes(slot))
      .map((slot) => `${name}: ${part.name} has no slot ${slot}${didYouMean(slot, slots)}`),
    ...Object.entries(part.slots)
      .filter(([slot, { optional }]) => !optional && takes[slot] === undefined)
      .map(([slot, { label }]) => `${name}: ${part.name} needs ${slot} (${label})`),
    ...Object.entries(takes).flatMap(([slot, trees]) =>
      slotFaults(name, slot, part.slots[slot], [trees].flat() as Tree[], Array.isArray(trees), model),
    ),
    ...(result === undefined ? [`${name}: ${part.name} leaves its unit open; want \`unit\``] : []),
    ...(pays && component.shows ? [`${name} pays, so it is a line and needs no \`shows\``] : []),
    ...(pays && result !== undefined && result !== 'usd' ? [`${name} pays, and is in ${result}; want usd`] : []),
  ]
}

function slotFaults(
  name: string,
  slot: string,
  takes: Slot | undefined,
  trees: readonly Tree[],
  isList: boolean,
  model: Model,
): string[] {
  if (!takes) return []
  const each = trees.some((tree) => tree.kind === 'call' && tree.word === 'each')
  const faults = (isList || each) && !takes.list ? [`${name}.${slot} takes one value, not a list`] : []
  for (const tree of trees) {
    const is = kindOf(tree, model)
    if (is !== 'any' && is !== takes.is) faults.push(`${name}.${slot} is a ${is}; want a ${takes.is}`)
  }
  return faults
}

type Kind = Slot['is'] | 'any'

/** What an expression gives: a number, a flag or a code. */
function kindOf(tree: Tree, model: Model): Kind {
  switch (tree.kind) {
    case 'number':
    case 'negative':
      return 'number'
    case 'text':
      return 'code'
    case 'not':
    case 'flag':
      return 'flag'
    case 'name':
      return kindOfName(tree.name, model)
    case 'pair':
      return ['+', '-', '*', '/'].includes(tree.sign) ? 'number' : 'flag'
    case 'call': {
      if (['known', 'all', 'any'].includes(tree.word)) return 'flag'
      if (['if', 'otherwise', 'each', 'maybe'].includes(tree.word)) {
        const of = tree.word === 'if' ? tree.of[1] : tree.of[0]
        return of ? kindOf(of, model) : 'any'
      }
      return 'number'
    }
  }
}

function kindOfName(name: string, model: Model): Kind {
  if (name === 'track') return 'code'
  const base = name.split('/')[0] ?? name
  const component = model.components.find((one) => one.component === name || one.component === base)
  const unit =
    (component && (component.unit ?? known.get(component.part)?.unit)) ??
    (factNamed(model, name) ?? factNamed(model, `${base}/-`))?.unit ??
    model.parameters[name]?.unit ??
    Object.entries(model.parameters).find(([one]) => one.startsWith(`${base}/`))?.[1].unit
  if (unit === undefined || unit === 'open') return 'any'
  return unit === 'flag' ? 'flag' : unit === 'code' || unit === 'text' ? 'code' : 'number'
}
