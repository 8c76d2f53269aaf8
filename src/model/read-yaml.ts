import { readFileSync } from 'node:fs'
import { type Document, isCollection, isMap, isPair, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { type ErrorCode, faultsDetail, WholepanelError } from '../error.ts'
import { nearest } from './nearest.ts'

export type Path = readonly (string | number)[]
export type FromYaml<T> = {
  value: T
  /** `file:line:column` of a key or item, so that later checks can name the place too. */
  at: (path: Path) => string
}

/** Causes come before what follows from them: a misspelled key before the key that is missing. */
type Fault = { offset: number; text: string; cause?: boolean }

/**
 * Reads one YAML file against a schema. Every fault is reported with file, line and column, at most twenty at once;
 * a misspelled key or word brings the nearest known one.
 */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  code: ErrorCode = 'input-model',
  text = readText(file, code),
): FromYaml<z.output<Schema>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  }
  const unreadable = document.errors.map((error) => ({ offset: error.pos[0], text: lowerFirst(error.message) }))
  if (unreadable.length > 0) throw faulty(unreadable, place, code)
  const read = schema.safeParse(document.toJS({ maxAliasCount: 100 }))
  if (read.success) return { value: read.data, at: (path) => place(offsetOf(document, path)) }
  throw faulty(
    read.error.issues.flatMap((issue) => faultsOf(issue, document, schema)),
    place,
    code,
  )
}

export function readText(file: string, code: ErrorCode = 'input-model'): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new WholepanelError(code, { at: file, got: 'no file that can be read' }, cause)
  }
}

function faulty(faults: readonly Fault[], place: (offset: number) => string, code: ErrorCode): WholepanelError {
  const sorted = [...faults].sort((a, b) => Number(b.cause ?? false) - Number(a.cause ?? false) || a.offset - b.offset)
  return new WholepanelError(code, faultsDetail(sorted.map(({ offset, text }) => ({ at: place(offset), text }))))
}

function faultsOf(issue: z.core.$ZodIssue, document: Document, schema: z.ZodType): Fault[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)))
  const dotted = path.join('.') || 'file'
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path)
    return issue.keys.map((key) => ({
      offset: offsetOf(document, [...path, key]),
      text: `unknown key ${key}${path.length ? ` in ${dotted}` : ''}${didYouMean(key, known)}`,
      cause: true,
    }))
  }
  const offset = offsetOf(document, path)
  const got = document.getIn(path)
  if (got === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value'))
    return [{ offset, text: `${dotted} is missing` }]
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String)
    const hint = typeof got === 'string' ? didYouMean(got, values) : ''
    return [
      { offset, text: `${dotted}: ${isCollection(got) ? 'a list' : String(got)}; want ${values.join(' or ')}${hint}` },
    ]
  }
  return [{ offset, text: `${dotted}: ${lowerFirst(issue.message)}` }]
}

export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near ? `; did you mean ${near}?` : ''
}

/** Where a path stands in the text; a missing part is placed at its nearest parent. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const key of path) {
    if (!isCollection(node)) break
    const item: unknown = isMap(node)
      ? node.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === String(key))
      : node.items[Number(key)]
    if (item === undefined) break
    offset = isPair(item) ? startOf(item.key) : startOf(item)
    node = isPair(item) ? item.value : item
  }
  return offset
}

function startOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null)?.range
  return range?.[0] ?? 0
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let at: unknown = schema
  for (const key of path) at = inner(unwrapped(at), key)
  const object = unwrapped(at)
  return object instanceof z.ZodObject ? Object.keys(object.shape) : []
}

function inner(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<string, unknown>)[String(key)]
  if (schema instanceof z.ZodArray) return schema.element
  if (schema instanceof z.ZodRecord) return schema.valueType
  return undefined
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrapped(schema.unwrap())
  if (schema instanceof z.ZodPipe) return unwrapped(schema.in instanceof z.ZodTransform ? schema.out : schema.in)
  return schema
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
