import { describe, expect, test } from 'vitest'
import { models } from '../../src/model/read-model.ts'
import { partsOf } from '../../src/payment/check/check-parts.ts'
import { casesOf, work } from '../../src/payment/library/cases.ts'

const library = models()

test('every model that settles has cases, and its components fill their parts', () => {
  for (const model of library) partsOf(model)
  const without = library.filter(
    (model) => model.readiness !== 'card' && !model.demonstration && casesOf(model).length === 0,
  )
  expect(without.map(({ id }) => id)).toEqual([])
})

test('a model that is called checked has a case that somebody else published', () => {
  const unproven = library.filter(
    (model) => model.readiness === 'checked' && !casesOf(model).some(({ published }) => published !== undefined),
  )
  expect(unproven.map(({ id }) => id)).toEqual([])
})

const worked = library.filter((model) => casesOf(model).length > 0)

describe.each(worked.map((model) => ({ id: model.id, model })))('$id', ({ model }) => {
  test.each(casesOf(model))('$case', (one) => {
    const { off, because } = work(model, one)
    expect(off).toEqual([])
    if (one.because) expect(because.join('; ')).toContain(one.because)
  })
})
