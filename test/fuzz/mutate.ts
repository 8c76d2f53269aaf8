import { deflateRawSync, gzipSync } from 'node:zlib'
import type { FileLayout } from '../../src/sources/layouts/layout.ts'
import { type MadeFile, textOf } from './made-file.ts'
import type { Random } from './random.ts'

/** Cells that strangers have sent, or could. */
const ODD_CELLS = [
  '',
  ' ',
  '"',
  '""',
  '"x',
  'x"y',
  ',',
  '|',
  '\t',
  '=cmd|calc!A1',
  '+1',
  '-1',
  '@SUM(A1)',
  '0',
  '-0',
  '1e400',
  'NaN',
  'inf',
  '1.234,56',
  '$1,234.50',
  '(5.00)',
  '99999999999999999999999999',
  '9999-12-31',
  '0001-01-01',
  '2025-02-30',
  '20250101',
  '01/02/2025',
  'null',
  'NULL',
  '\\N',
  "'; drop table noticed; --",
  '%s%n',
  '$(x)',
  '\u2028',
  '\ufeff',
  '😀',
  '\u0000',
  '\u001a',
  '\u0001',
  '\u007f',
  '\u2400',
  '\ufffd',
  'a\nb',
  'a\rb',
  'a\r\nb',
  'x'.repeat(5000),
]

type Cells = (made: MadeFile, random: Random) => void
type Text = (text: string, random: Random) => string
type Bytes = (bytes: Buffer, random: Random) => Buffer

const CELLS: readonly Cells[] = [
  (made, random) => {
    const row = random.pick(made.rows)
    row[random.below(row.length)] = random.pick(ODD_CELLS)
  },
  ({ rows }, random) => rows.splice(random.below(rows.length), 0, [...random.pick(rows)]),
  ({ rows }, random) => (rows.length > 1 ? rows.splice(random.below(rows.length), 1) : undefined),
  ({ rows }, random) => random.pick(rows).pop(),
  ({ rows }, random) => random.pick(rows).push('more'),
  ({ rows }, random) => rows.splice(random.below(rows.length + 1), 0, ['']),
  ({ rows }) => rows.reverse(),
  (made) => made.header && made.rows.push([...made.header]),
  ({ header }, random) => header?.splice(random.below(header.length), 1, random.pick(ODD_CELLS)),
  ({ header }, random) => header?.splice(random.below(header.length), 1, header[0] ?? ''),
  (made) => (made.header = made.header?.map((name) => name.toUpperCase()) ?? null),
  (made) => (made.header = made.header?.map((name) => ` ${name} `) ?? null),
  ({ header }, random) => header?.splice(random.below(header.length), 1),
  (made) => (made.header = made.header && (made.rows.shift() ?? null)),
  (made) => (made.rows = []),
]

const EDGES = [
  '"',
  ',',
  '\n',
  '\r',
  '\r\n',
  '\n\n',
  '\t',
  '|',
  '\0',
  '\u001a',
  '\ufeff',
  '\u2028',
  ' ',
  '﻿',
  'é',
  '\u0001',
]
const TEXT: readonly Text[] = [
  (text, random) => at(text, random, random.pick(EDGES)),
  (text, random) => at(text, random, random.pick(EDGES)),
  (text, random) => cut(text, random),
  (text) => text.replace(/\r?\n$/, ''),
  (text) => `${text}\n\n`,
  (text) => `\n${text}`,
  (text) => text.replaceAll(/\r?\n/g, '\r'),
  (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  (text, random) => text.replaceAll(/\r?\n/g, () => random.pick(['\r', '\n', '\r\n'])),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text) => text + text,
]

const BYTES: readonly Bytes[] = [
  (bytes, random) => {
    const changed = Buffer.from(bytes)
    if (bytes.length > 0) changed[random.below(bytes.length)] = random.below(256)
    return changed
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => {
    const place = random.below(bytes.length + 1)
    const noise = Buffer.from(Array.from({ length: 1 + random.below(8) }, () => random.below(256)))
    return Buffer.concat([bytes.subarray(0, place), noise, bytes.subarray(place)])
  },
  (bytes, random) => {
    const place = random.below(bytes.length + 1)
    return Buffer.concat([bytes.subarray(0, place), bytes.subarray(Math.min(bytes.length, place + random.below(40)))])
  },
]

/** Latin-1 last, so that most files stay in UTF-8. */
const ENCODINGS: readonly ((text: string) => Buffer)[] = [
  (text) => Buffer.from(`\ufeff${text}`, 'utf8'),
  (text) => Buffer.from(text, 'latin1'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  (text) => Buffer.from(text, 'utf16le').swap16(),
  (text) => Buffer.from(Array.from(text, (c) => EBCDIC.get(c) ?? 0x6f)),
]
/** Letters, digits and blanks of code page 037. */
const EBCDIC = new Map<string, number>([
  [' ', 0x40],
  ['\n', 0x25],
  [',', 0x6b],
  ['-', 0x60],
  ['.', 0x4b],
  ...[...'abcdefghi'].map((c, i): [string, number] => [c, 0x81 + i]),
  ...[...'jklmnopqr'].map((c, i): [string, number] => [c, 0x91 + i]),
  ...[...'stuvwxyz'].map((c, i): [string, number] => [c, 0xa2 + i]),
  ...[...'ABCDEFGHI'].map((c, i): [string, number] => [c, 0xc1 + i]),
  ...[...'JKLMNOPQR'].map((c, i): [string, number] => [c, 0xd1 + i]),
  ...[...'STUVWXYZ'].map((c, i): [string, number] => [c, 0xe2 + i]),
  ...[...'0123456789'].map((c, i): [string, number] => [c, 0xf0 + i]),
])

/** A file of strange bytes: none to four mutations, on cells, text and bytes, in this order. One in twenty is left valid. */
export function mutated(made: MadeFile, random: Random): Buffer {
  if (random.chance(0.05)) return Buffer.from(textOf(made), 'utf8')
  for (let i = random.below(3); i > 0; i--) if (made.rows.length > 0) random.pick(CELLS)(made, random)
  let text = textOf(made)
  for (let i = random.below(3); i > 0; i--) text = random.pick(TEXT)(text, random)
  let bytes = random.chance(0.2) ? random.pick(ENCODINGS)(text) : Buffer.from(text, 'utf8')
  for (let i = random.chance(0.3) ? 1 + random.below(2) : 0; i > 0; i--) bytes = mutatedBytes(bytes, random)
  return bytes
}

/** Bytes without a text in them: Parquet, archives. */
export const mutatedBytes = (bytes: Buffer, random: Random): Buffer => random.pick(BYTES)(bytes, random)

/** The file inside an archive, which may itself be damaged. */
export function archived(bytes: Buffer, name: string, random: Random): { bytes: Buffer; name: string } {
  const packed = random.chance(0.4)
    ? { bytes: gzipSync(bytes), name: `${name}.gz` }
    : { bytes: zipOf(random.chance(0.1) ? `../${name}` : name, bytes), name: `${name}.zip` }
  if (random.chance(0.2)) packed.bytes = Buffer.concat([packed.bytes, gzipSync(bytes)])
  return random.chance(0.6) ? { ...packed, bytes: mutatedBytes(packed.bytes, random) } : packed
}

/** One deflated entry (APPNOTE.TXT 4.3). */
function zipOf(name: string, bytes: Buffer): Buffer {
  const packed = deflateRawSync(bytes)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc(bytes), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(bytes.length, 18)
  common.writeUInt16LE(Buffer.byteLength(name), 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
  const directory = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), Buffer.from(name)])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, directory, end])
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let k = 0; k < 8; k++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

function at(text: string, random: Random, piece: string): string {
  const place = random.below(text.length + 1)
  return text.slice(0, place) + piece + text.slice(place)
}

function cut(text: string, random: Random): string {
  const place = random.below(text.length + 1)
  return text.slice(0, place) + text.slice(place + 1 + random.below(20))
}

/** A name by which the layout's files are known, where they are known by name. */
export function nameOf(layout: string, file: FileLayout, serial: string): string {
  if (layout === 'cms-data-sharing') return `T#EFT.ON.ACO.NGD1800.DPRF.D250115.T${serial}1`
  if (layout !== 'cclf') return `${file.name}-${serial}.${file.format === 'json' ? 'ndjson' : 'csv'}`
  const letter = file.name.slice(4).toUpperCase()
  return `P.A${1000 + (Number(serial) % 9000)}.ACO.ZC${letter}Y25.D250115.T${serial}1`
}
