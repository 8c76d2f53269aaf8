import { closeSync, openSync, readSync } from 'node:fs'
import { WholepanelError } from '../../../error.ts'
import type { ReceivedFile } from '../../receive/receive.ts'
import type { FhirForm, FhirVersion } from './version.ts'

/** A line of a bulk export may be long, and says what it is at its end. */
const LOOKED_AT_BYTES = 4 * 1024 * 1024

/** What of a received file says what it is. */
export type Opening = Pick<ReceivedFile, 'path' | 'place' | 'head' | 'bytes' | 'encoding'>

/**
 * Whether a file holds FHIR, in which form and release, by its first bytes and never by its name. Null when it is not
 * JSON; throws when it is JSON and no resource.
 */
export function classify(received: Opening): { version: FhirVersion; form: FhirForm } | null {
  const head = start(received)
  if (!/^\s*[{[]/.test(head) && !/^\s*\{.*"resourceType"/m.test(head)) return null
  if (!/"resourceType"\s*:\s*"\w+"/.test(head))
    throw new WholepanelError('input-unknown-layout', {
      at: received.place,
      got: 'JSON without a resourceType',
      want: 'FHIR resources: one to a line, or a Bundle',
      fix: 'docs/guides/send-fhir.md says what is read',
    })
  if (/^\s*\[/.test(head))
    throw new WholepanelError('input-unknown-layout', {
      at: received.place,
      got: 'a JSON array',
      want: 'one resource to a line, or a Bundle',
      fix: 'write each resource of the array on a line of its own',
    })
  return { version: versionOf(head), form: formOf(head) }
}

/**
 * Types of resources that a file's first bytes name, contained ones too. A Bundle that goes on after them may have any:
 * null.
 */
export function typesNamed(received: Opening, form: FhirForm): ReadonlySet<string> | null {
  if (form === 'bundle' && received.bytes > received.head.length) return null
  return new Set([...start(received).matchAll(/"resourceType"\s*:\s*"(\w+)"/g)].map(([, type = '']) => type))
}

function start({ path, head, encoding, bytes }: Opening): string {
  const text = (buffer: Buffer) => new TextDecoder(encoding).decode(buffer)
  const first = text(head)
  if (bytes <= head.length || /"resourceType"/.test(first) || !/^\s*\{/.test(first)) return first
  const buffer = Buffer.alloc(Math.min(bytes, LOOKED_AT_BYTES))
  const file = openSync(path, 'r')
  try {
    return text(buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0)))
  } finally {
    closeSync(file)
  }
}

/**
 * What only STU3 has (an amount's currency as `code`, `information`, `item.service`, `careTeamLinkId`,
 * `Coverage.grouping`), and what only R4 has (`use`, `supportingInfo`, `productOrService`, US profiles). A Patient of
 * Blue Button 1 is known by its extension without a profile. Nothing of either: R4, which is what is in use.
 */
function versionOf(head: string): FhirVersion {
  const has = (pattern: RegExp) => pattern.test(head)
  if (
    has(/"productOrService"|"supportingInfo"\s*:\s*\[\s*\{[^\]]{0,400}"category"|hl7\.org\/fhir\/us\/|"currency"\s*:/)
  )
    return 'r4'
  if (has(/"information"\s*:\s*\[|"careTeamLinkId"|"service"\s*:\s*\{|"grouping"\s*:\s*\{|"totalCost"/)) return 'stu3'
  if (has(/"resourceType"\s*:\s*"ExplanationOfBenefit"/)) return has(/"use"\s*:|"insurer"\s*:/) ? 'r4' : 'stu3'
  return has(/bluebutton\.cms\.gov\/resources\/variables/) && !has(/"profile"\s*:/) ? 'stu3' : 'r4'
}

/**
 * A file whose first line that is not blank is an object is a file of lines; else it is one object, however many lines
 * it is written on. A first line that was cut short is told from the beginning of an object by the line after it.
 */
function formOf(head: string): FhirForm {
  const lines = head.split(head.includes('\n') ? '\n' : '\r').filter((line) => line.trim() !== '')
  const [first = '', second] = lines
  if (second === undefined) return isBundle(head) ? 'bundle' : 'lines'
  const isOpen = /^\s*\{/.test(first) && !closes(first)
  const isCut = /^\s*\{.*\}\s*$/.test(second) && !/[{[,:]\s*$/.test(first)
  if (!isOpen || isCut) return 'lines'
  return isBundle(head) ? 'bundle' : 'resource'
}

/** The object that a line begins ends on it. */
function closes(line: string): boolean {
  for (const { mark, depth } of marksOf(line)) if (depth === 0 && (mark === '}' || mark === ']')) return true
  return false
}

/** The outermost resourceType is Bundle: at the file's first level, whatever the order of its members. */
function isBundle(head: string): boolean {
  for (const { depth, at } of marksOf(head))
    if (depth === 1 && /^"resourceType"\s*:\s*"Bundle"/.test(head.slice(at, at + 60))) return true
  return false
}

/** Each text and bracket of JSON, and how deep one stands after it. */
function* marksOf(json: string): Generator<{ mark: string; depth: number; at: number }> {
  let depth = 0
  for (const { 0: mark, index: at } of json.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*(?:"|$)|[{}[\]]/gs)) {
    if (mark === '{' || mark === '[') depth++
    else if (mark === '}' || mark === ']') depth--
    yield { mark, depth, at }
  }
}
