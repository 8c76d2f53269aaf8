import { afterAll, beforeAll, expect, test } from 'vitest'
import { models } from '../../src/model/read-model.ts'
import { listReleases } from '../../src/register/log/releases.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const json = async (url: string, who: Parameters<TestHouse['get']>[0] = null) => {
  const { status, body } = await house.get(who, url)
  return { status, found: JSON.parse(body) }
}

test('anybody reads the library, signed in or not, and gets the same', async () => {
  const { status, found } = await json('/api/models')
  expect(status).toBe(200)
  expect(found.map((one: { id: string }) => one.id)).toEqual(models().map(({ id }) => id))
  for (const who of Object.values(VIEWERS)) expect((await json('/api/models', who)).found).toEqual(found)
})

test('every model is read whole, and holds no path of the machine', async () => {
  for (const { id, title } of models()) {
    const { status, found } = await json(`/api/models/${id}`)
    expect(status, id).toBe(200)
    expect(found).toMatchObject({ id, title })
    expect(JSON.stringify(found)).not.toContain('.yaml')
  }
})

test('a worked example says what was given, each step with its formula, and who published the result', async () => {
  const { found } = await json('/api/models/cms/mssp')
  const [first] = found.worked_cases
  expect(first).toMatchObject({ track: 'enhanced', total_usd: '4249565.00', holds: true })
  expect(first.published).toContain('CMS')
  expect(first.given[0]).toEqual({
    name: 'benchmark_usd',
    label: 'Updated benchmark',
    value: '184462859',
    unit: 'usd',
  })
  expect(first.steps).toContainEqual(expect.objectContaining({ component: 'savings', value: '5781721' }))
})

test('two models come side by side', async () => {
  const { status, found } = await json('/api/models/compare?a=cms/mssp&b=demo/common-model')
  expect(status).toBe(200)
  expect(found).toMatchObject({ first: { id: 'cms/mssp' }, second: { id: 'demo/common-model' } })
  expect(found.components.map((one: { verdict: string }) => one.verdict)).toContain('only-first')
})

test('what is no model is not found, whatever it is called, and nothing is recorded of reading the library', async () => {
  for (const url of [
    '/api/models/cms/nothing',
    '/api/models/attribution/plurality',
    '/api/models/compare?a=x/y&b=cms/mssp',
  ])
    expect((await json(url)).status, url).toBe(404)
  for (const url of ['/api/models/..%2f/etc', '/api/models/compare?a=cms/mssp', '/api/models/A/b'])
    expect((await json(url)).status, url).toBe(400)
  expect(await listReleases(house.register)).toEqual([])
})
