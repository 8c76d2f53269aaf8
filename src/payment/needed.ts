import { WholepanelError } from '../error.ts'
import { belongsTo, type Model } from '../model/read-model.ts'
import { didYouMean } from '../model/read-yaml.ts'
import type { Need, Part } from './part.ts'
import { PARTS } from './parts.ts'

export type Component = Model['components'][number]

/** The components of a track in order, each with its part. */
export function componentsOf(model: Model, track: string): { component: Component; part: Part }[] {
  return model.components
    .filter((component) => belongsTo(component, track))
    .map((component) => ({ component, part: partOf(model, component) }))
}

function partOf(model: Model, component: Component): Part {
  const part = PARTS.find(({ name }) => name === component.part)
  if (part) return part
  const known = PARTS.map(({ name }) => name)
  throw new WholepanelError('input-model', {
    at: model.file,
    got: `component ${component.component} names no part: ${component.part}${didYouMean(component.part, known)}`,
    want: known.join(', '),
  })
}

/** What a model's parts need, each once: the facts a claims run or a CSV has to give, with unit and definition. */
export function needsOf(model: Model, tracks: readonly string[] = model.tracks.map(({ track }) => track)): Need[] {
  const needs = tracks.flatMap((track) =>
    componentsOf(model, track).flatMap(({ part }) => part.needs({ track, measures: model.measures })),
  )
  return [...new Map(needs.map((need) => [need.name, need])).values()]
}

export const factsOf = (model: Model): Need[] => needsOf(model).filter((need) => need.from === 'fact')
