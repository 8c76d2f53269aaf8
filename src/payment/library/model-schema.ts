import { z } from 'zod'
import { BasedModelFile, WholeModelFile } from '../../model/model-file.ts'
import type { Part, Slot } from '../part.ts'
import { PARTS } from '../parts.ts'

type Node = Record<string, unknown>

/**
 * The JSON Schema of model files, by which an editor completes and checks one: every key with its meaning, every part
 * with its slots. What only a reading of the whole file can tell (names that are known, values that fit their unit) is
 * told by `wholepanel models show`.
 */
export function modelSchema(): Node {
  const whole = schemaOf(WholeModelFile)
  const { $schema } = whole
  delete whole.$schema
  const based = schemaOf(BasedModelFile)
  delete based.$schema
  const component = itemsOf(whole, 'components')
  Object.assign(component.properties as Node, {
    part: { ...partNames(), description: 'The payment part that computes it' },
  })
  component.allOf = PARTS.map(slotsOf)
  return {
    $schema,
    title: 'Wholepanel model of payment',
    description: 'A model of its own, or one that is based on another and gives what that leaves open',
    if: { required: ['based_on'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: based,
    else: whole,
  }
}

const schemaOf = (schema: z.ZodType): Node =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-7' }) as Node

function itemsOf(schema: Node, key: string): Node {
  const list = (schema.properties as Record<string, Node>)[key]
  if (!list?.items) throw new Error(`no list of ${key} in the schema of model files`)
  return list.items as Node
}

const partNames = (): Node => ({
  enum: PARTS.map(({ name }) => name),
  // Not of the standard: editors show it beside each word.
  enumDescriptions: PARTS.map(({ about }) => about),
})

/** Of a component that names this part: its slots, each with what stands in it. */
const slotsOf = ({ name, slots }: Part): Node => ({
  if: { properties: { part: { const: name } }, required: ['part'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: {
    properties: {
      takes: {
        type: 'object',
        properties: Object.fromEntries(Object.entries(slots).map(([slot, one]) => [slot, slotSchema(one)])),
        required: Object.entries(slots).flatMap(([slot, { optional }]) => (optional ? [] : [slot])),
        additionalProperties: false,
      },
    },
    required: ['takes'],
  },
})

/** An expression, or a list of them where the slot takes one. */
function slotSchema({ is, label, definition, list, optional }: Slot): Node {
  const one = { anyOf: [{ type: 'string', minLength: 1 }, { type: 'number' }] }
  const description = `${label}: ${definition}. A ${is}${list ? ', or several' : ''}${optional ? '; may be left out' : ''}`
  return list
    ? { anyOf: [...one.anyOf, { type: 'array', items: one, minItems: 1 }], description }
    : { ...one, description }
}
