import { z } from 'zod'
import { Mapping } from './mapping-file.ts'

/** The mapping file's JSON Schema, by which an editor completes and checks it. A column's name alone is a cell too. */
export function mappingSchema(): Record<string, unknown> {
  return z.toJSONSchema(Mapping, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (!(zodSchema instanceof z.ZodPipe && zodSchema.in instanceof z.ZodTransform)) return
      const cell = z.toJSONSchema(zodSchema.out as z.ZodType, { io: 'input', unrepresentable: 'any' })
      delete cell.$schema
      jsonSchema.anyOf = [{ type: 'string' }, cell]
    },
  }) as Record<string, unknown>
}

/** What is said once: a cell is a cell wherever it stands, and a format a format. */
const SAID_ELSEWHERE = /^(each_month\.\w+\.|lookups\.<name>\.format\.)|\.(codes|fixed_width)\.<name>$|\.take\.first$/

export type MappingKey = { key: string; required: boolean; form: string; meaning: string }

/** Every key of the file with its meaning, for the reference page: `format.delimiter`, `columns.<column>.from`. */
export function mappingKeys(): MappingKey[] {
  return keysOf(mappingSchema() as Node, '').filter(({ key }) => !SAID_ELSEWHERE.test(key))
}

type Node = {
  type?: string | string[]
  description?: string
  enum?: unknown[]
  default?: unknown
  properties?: Record<string, Node>
  required?: string[]
  additionalProperties?: Node | boolean
  items?: Node
  prefixItems?: Node[]
  anyOf?: Node[]
}

function keysOf(node: Node, path: string): MappingKey[] {
  const object = node.anyOf?.find((one) => one.properties) ?? node
  const entries = Object.entries(object.properties ?? {})
  const inner =
    typeof object.additionalProperties === 'object' ? [['<name>', object.additionalProperties] as const] : []
  return [...entries, ...inner].flatMap(([name, child]) => {
    const key = path ? `${path}.${name}` : name
    const row = {
      key,
      required: (object.required ?? []).includes(name) && child.default === undefined,
      form: formOf(child),
      meaning: child.description ?? '',
    }
    const below = child.items ? keysOf(child.items, `${key}[]`) : keysOf(child, key)
    return name === '<name>' && below.length > 0 ? below : [row, ...below]
  })
}

function formOf(node: Node): string {
  if (node.enum) return node.enum.join(', ')
  if (node.anyOf) return [...new Set(node.anyOf.map(formOf))].join(' or ')
  if (node.prefixItems) return 'first and last place'
  if (Array.isArray(node.type)) return 'value'
  if (node.type === 'array')
    return `list of ${node.items ? formOf(node.items).replace(/^(text|value)$/, '$1s') : 'texts'}`
  return (
    { object: 'keys', string: 'text', integer: 'number', boolean: 'true or false' }[node.type ?? ''] ??
    node.type ??
    'value'
  )
}
