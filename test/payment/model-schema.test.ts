import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { models } from '../../src/model/read-model.ts'
import { modelSchema } from '../../src/payment/library/model-schema.ts'

const holds = new Ajv({ strict: false, allErrors: true, formats: { uri: true } }).compile(modelSchema())
const faultsOf = (file: unknown): string[] =>
  holds(file)
    ? []
    : (holds.errors ?? []).map(
        ({ instancePath, params, message }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      )
const fileOf = (id: string) => parse(readFileSync(models().find((one) => one.id === id)?.file ?? '', 'utf8'))

test('every model of the library holds to the schema that editors read', () => {
  for (const { id, file } of models()) expect(faultsOf(parse(readFileSync(file, 'utf8'))), id).toEqual([])
})

test('an editor is told of a part that is not there, and of a slot that the part does not have or lacks', () => {
  const file = fileOf('cms/mssp')
  const place = file.components.findIndex((one: { part: string }) => one.part === 'minimum-rate')
  file.components[0].part = 'fromula'
  const { savings, ...rest } = file.components[place].takes
  file.components[place].takes = { ...rest, savngs: savings }
  const faults = faultsOf(file).join('\n')
  expect(faults).toContain('/components/0/part must be equal to one of the allowed values')
  expect(faults).toContain(`/components/${place}/takes must have required property 'savings'`)
  expect(faults).toContain(
    `/components/${place}/takes must NOT have additional properties {"additionalProperty":"savngs"}`,
  )
})

test('a model that is based on another is held to what such a file may say', () => {
  const file = fileOf('demo/common-model')
  expect(faultsOf({ ...file, components: [] }).join()).toContain('"additionalProperty":"components"')
})
