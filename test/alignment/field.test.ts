import { expect, test } from 'vitest'
import { type Matrix, matrix } from '../../src/alignment/degree/matrix.ts'
import { dayOfModel, profileOfModel } from '../../src/alignment/profile/of-model.ts'
import type { OpenModel } from '../../src/model/open-model.ts'
import { answersOf } from '../../src/model/profile.ts'
import { LIBRARY_READ, MODELS, modelOf } from './library.ts'

const { elements } = LIBRARY_READ
const DAY = '2025-07-01'

/** One model beside another, each on the last day that it was in force. */
const beside = (one: OpenModel, other: OpenModel): Matrix => matrix(elements, [shown(one)], shown(other))
const shown = (model: OpenModel) => profileOfModel(model, { ...LIBRARY_READ, track: null, day: dayOfModel(model, DAY) })
const copy = (model: OpenModel, more: Partial<OpenModel> = {}): OpenModel => ({ ...model, id: 'own/copy', ...more })
const degrees = ({ cells }: Matrix) => new Map(cells.map(({ element, degree }) => [element, degree]))

test('every model can be laid beside every other', () => {
  const profiles = [...MODELS.values()].map(shown)
  for (const reference of profiles) {
    const { cells, areas } = matrix(elements, profiles, reference)
    expect(cells).toHaveLength((profiles.length - 1) * elements.elements.length)
    expect(areas).toHaveLength((profiles.length - 1) * 10)
  }
  expect(degrees(beside(modelOf('cms/cpc-plus'), modelOf('cms/primary-care-first'))).get('look_back')).toBe('exact')
  expect(degrees(beside(modelOf('cms/cpc-plus'), modelOf('cms/mssp'))).get('attribution_counts')).toBe('directional')
})

test.each([...MODELS.keys()])('a copy of %s is exact in all that it states, whatever its name and order', (id) => {
  const model = modelOf(id)
  const other = copy(model, { title: 'Renamed', ...reordered(model) })
  const { cells } = beside(other, model)
  const stated = shown(model).answers
  for (const { element, degree, because } of cells)
    expect.soft([element, degree, because]).toEqual([element, stated.has(element) ? 'exact' : 'not-stated', because])
})

function reordered(model: OpenModel): Pick<OpenModel, 'measures' | 'profile' | 'parameters'> {
  const profile = Object.entries(model.profile).map(([element, { readings, ...one }]) => {
    const set = elements.elements.find((known) => known.element === element)?.value === 'set'
    const turned = (value: unknown) => (set && Array.isArray(value) ? value.toReversed() : value)
    const said = readings
      ? { readings: readings.toReversed().map((each) => ({ ...each, value: turned(each.value) })) }
      : { ...one, value: turned(one.value) }
    return [element, said]
  })
  return {
    measures: model.measures.toReversed(),
    parameters: Object.fromEntries(Object.entries(model.parameters).reverse()),
    profile: Object.fromEntries(profile.reverse()),
  }
}

/** Another answer than a model gives to an element that its file answers. */
function changed(model: OpenModel, element: string): OpenModel['profile'] {
  const known = elements.elements.find((one) => one.element === element)
  const answered = model.profile[element]
  if (!known || !answered) throw new Error(`${element} is not answered`)
  const options = known.options && known.options !== 'any' ? Object.keys(known.options) : []
  const said = answersOf(answered)
    .flatMap(({ value }) => value ?? [])
    .map(String)
  const [other = '0.999'] = options.filter((option) => !said.includes(option))
  const value =
    known.value === 'set' || known.value === 'ordered-steps' ? [other] : known.value === 'number' ? '99' : other
  return { ...model.profile, [element]: { value: known.unit === 'share' ? '0.999' : value, source: 'changed' } }
}

test.each([...MODELS.keys()])('one changed answer of %s changes just its area', (id) => {
  const model = modelOf(id)
  for (const element of Object.keys(model.profile)) {
    const area = elements.elements.find((one) => one.element === element)?.area
    const { cells } = beside(copy(model, { profile: changed(model, element) }), model)
    const apart = cells.filter(({ degree }) => degree === 'directional' || degree === 'divergent')
    expect
      .soft(
        apart.map((one) => one.area).filter((one) => one !== area),
        `${id} ${element}`,
      )
      .toEqual([])
    if (shown(model).answers.has(element))
      expect
        .soft(
          apart.map((one) => one.element),
          `${id} ${element}`,
        )
        .toContain(element)
  }
})

test('another attribution rule changes attribution alone, another value of a parameter just what it answers', () => {
  const model = modelOf('cms/cpc-plus')
  const rule = beside(copy(model, { attribution_rule: 'oregon-compact' }), model)
  expect(
    rule.cells.filter(({ degree }) => degree === 'directional' || degree === 'divergent').map((one) => one.element),
  ).toEqual(['attribution_order'])
  const maine = modelOf('states/maine-accountable-communities')
  const share = maine.parameters.savings_share
  if (!share?.values) throw new Error('no share')
  const parameters = {
    ...maine.parameters,
    savings_share: { ...share, values: share.values.map((one) => ({ ...one, value: '0.9' })) },
  }
  const less = beside(copy(maine, { parameters }), maine)
  expect(less.cells.filter(({ degree }) => degree === 'divergent').map((one) => one.element)).toEqual(['savings_share'])
})
