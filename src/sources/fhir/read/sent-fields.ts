import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { fhirR4, fhirStu3 } from '../layout.ts'
import { classify, type Opening } from './classify.ts'
import { recordsOf } from './split.ts'

type SentField = { name: string; value: string }

/** An explanation is read by people: a resource of a thousand lines is shown in part. */
const MOST_FIELDS = 400

/**
 * Resources as they were sent, from the received file itself: the elements that are read, each under the name that
 * FHIRPath gives it (ExplanationOfBenefit.item[0].quantity.value), in the order in which they were sent.
 */
export async function sentFields(
  path: string,
  numbers: readonly number[],
): Promise<{ record_number: number; fields: SentField[] }[]> {
  const found = classify(opening(path))
  if (!found) return []
  const wanted = new Set(numbers)
  const last = Math.max(...numbers)
  const records: { record_number: number; fields: SentField[] }[] = []
  let record_number = 0
  for await (const text of recordsOf(path, found.form)) {
    record_number++
    if (wanted.has(record_number) && text !== null) records.push({ record_number, fields: fieldsOf(text, found) })
    if (record_number >= last) break
  }
  return records
}

function opening(path: string): Opening {
  const head = Buffer.alloc(Math.min(statSync(path).size, 65_536))
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  return { path, place: path, head, bytes: statSync(path).size, encoding: 'utf-8' }
}

function fieldsOf(text: string, { form, version }: NonNullable<ReturnType<typeof classify>>): SentField[] {
  let read: unknown
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return []
  }
  const resource = form === 'bundle' && isObject(read) ? read.resource : read
  if (!isObject(resource) || typeof resource.resourceType !== 'string') return []
  const type = resource.resourceType
  const elements = (version === 'r4' ? fhirR4 : fhirStu3).files.find((file) => file.name === type)?.fields ?? []
  const shown = new Set(['id', ...elements.map(({ name }) => name.slice(type.length + 1))])
  const fields: SentField[] = [{ name: 'resourceType', value: type }]
  for (const [name, value] of Object.entries(resource)) if (shown.has(name)) flatten(`${type}.${name}`, value, fields)
  return fields.slice(0, MOST_FIELDS)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function flatten(name: string, value: unknown, into: SentField[]): void {
  if (Array.isArray(value)) for (const [i, one] of value.entries()) flatten(`${name}[${i}]`, one, into)
  else if (isObject(value)) for (const [key, one] of Object.entries(value)) flatten(`${name}.${key}`, one, into)
  else if (value !== null && value !== undefined) into.push({ name, value: String(value) })
}
