import { WholepanelError } from '../../error.ts'
import type { OpenModel } from '../../model/open-model.ts'
import { answersOf, holds, type ModelAnswer, rulesOf } from '../../model/profile.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import type { Element } from '../elements/element.ts'
import { understand } from './answer.ts'
import { computed, lanCategory, type Named, ofParameter } from './computed.ts'
import type { Library } from './library.ts'
import { merged } from './merge.ts'
import type { Profile, Reading } from './profile.ts'

/** `track`: one of the model's, or null for all that are in force on the day. */
export type OfDay = Library & { track: string | null; day: string }

/**
 * What a model answers to the elements on a day: what follows from its file, and what the file says of itself under `profile`.
 * It takes a model without own amounts alone, so that none of them can be an answer. An element that the file does not
 * answer is not stated. Faults: an answer that the element does not take, and one that follows from the file as well.
 */
export function profileOfModel(model: OpenModel, { track, ...at }: OfDay): Profile {
  checkNames(model, at)
  const { id, title, tracks } = model
  if (track === null) {
    const parts = tracksOn(model, at.day).map((one) => ({ name: one, profile: ofTrack(model, { ...at, track: one }) }))
    return merged(parts, { payer: id, name: title, lines: [] })
  }
  const known = tracks.map((one) => one.track)
  if (!known.includes(track))
    throw new WholepanelError('input-argument', {
      got: `${id} has no track ${track}${didYouMean(track, known)}`,
      want: known.join(' or '),
    })
  return ofTrack(model, { ...at, track })
}

/** The tracks of which a period may begin on a day. */
export const tracksOn = ({ tracks }: Pick<OpenModel, 'tracks'>, day: string): string[] =>
  tracks.filter(({ from = '', until = '9999' }) => from <= day && day <= until).map(({ track }) => track)

/** The day itself where a track of the model is in force on it; else the last day before it on which one was, or the first after. */
export function dayOfModel(model: Pick<OpenModel, 'tracks'>, day: string): string {
  if (tracksOn(model, day).length > 0) return day
  const ended = model.tracks.flatMap(({ until }) => (until && until < day ? [until] : [])).sort()
  const begins = model.tracks.flatMap(({ from }) => (from && from > day ? [from] : [])).sort()
  return ended.at(-1) ?? begins[0] ?? day
}

function checkNames(model: OpenModel, { elements, rules }: Library): void {
  const known = elements.elements.map(({ element }) => element)
  const element = Object.keys(model.profile).find((name) => !known.includes(name))
  if (element !== undefined)
    throw faultIn(model, ['profile', element], `no element ${element}${didYouMean(element, known)}`)
  const missing = rulesOf(model.attribution_rule).find(({ rule }) => !rules.has(rule))?.rule
  if (missing !== undefined)
    throw faultIn(
      model,
      ['attribution_rule'],
      `no attribution rule ${missing}${didYouMean(missing, [...rules.keys()])}`,
    )
}

function ofTrack(model: OpenModel, at: Library & { track: string; day: string }): Profile {
  const { elements } = at.elements
  const answers = new Map<string, readonly Reading[]>()
  const add = (element: Element, follows: Named[]) => {
    const said = saidOf(element, model, at)
    if (said.length > 0 && follows.length > 0)
      throw faultIn(
        model,
        ['profile', element.element],
        `${element.element} follows from ${follows[0]?.source}, and is answered beside it; want one of them`,
      )
    const all = [...follows, ...said].map((one) => readingOf(model, element, one))
    if (all.length > 0) answers.set(element.element, all)
  }
  const ofCategory = (element: Element) => element.element === 'lan_category'
  for (const element of elements.filter((one) => !ofCategory(one))) add(element, computed(element, model, at))
  for (const element of elements.filter(ofCategory)) add(element, lanCategory(model, answers))
  const { id, title, tracks } = model
  const label = tracks.find((one) => one.track === at.track)?.label
  return tracks.length > 1
    ? { payer: `${id}/${at.track}`, name: `${title}, ${label}`, lines: [], answers: inOrder(answers, at) }
    : { payer: id, name: title, lines: [], answers: inOrder(answers, at) }
}

const inOrder = (answers: ReadonlyMap<string, readonly Reading[]>, { elements }: Library) =>
  new Map(
    elements.elements.flatMap(({ element }) => {
      const found = answers.get(element)
      return found ? [[element, found] as const] : []
    }),
  )

/** What the file says of itself under `profile`, for a track on a day. */
function saidOf(element: Element, model: OpenModel, { track, day }: { track: string; day: string }): Named[] {
  const answered = model.profile[element.element]
  if (!answered) return []
  return answersOf(answered)
    .filter((one) => holds(one, track, day))
    .flatMap((one) => {
      const told = toldBy(element, model, one, { track, day })
      const unconfirmed = told?.unconfirmed === true || one.status === 'unconfirmed'
      return told ? [{ ...told, unconfirmed, reading: one.reading ?? null }] : []
    })
}

function toldBy(element: Element, model: OpenModel, one: ModelAnswer, { track, day }: { track: string; day: string }) {
  if (one.value !== undefined) return { given: one.value, source: `${model.id}: ${one.source}`, unconfirmed: false }
  const parameter = model.parameters[one.parameter]
  if (!parameter) return null
  if (parameter.unit !== element.unit)
    throw faultIn(
      model,
      ['profile', element.element],
      `${one.parameter} is of unit ${parameter.unit}; want ${element.unit ?? 'no parameter, the answer is no number'}`,
    )
  return ofParameter(model, parameter, track, day)
}

function readingOf(model: OpenModel, element: Element, { given, source, unconfirmed, reading }: Named): Reading {
  const understood = understand(element, given)
  if ('fault' in understood)
    throw faultIn(model, ['profile', element.element], `${element.element}: ${understood.fault}`)
  return {
    reading,
    ...understood,
    source,
    status: unconfirmed ? 'unconfirmed' : 'stated',
    never_decides: [],
  }
}

/** Of a model that is based on another only the file is known. */
function faultIn({ at, file, based_on }: OpenModel, path: string[], got: string): WholepanelError {
  return new WholepanelError('input-model', { at: based_on === null ? at(path) : file, got })
}
