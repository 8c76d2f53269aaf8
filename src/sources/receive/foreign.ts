import { WholepanelError } from '../../error.ts'

/** A file of a kind that holds no records we read: what it is, and what its sender can do. */
export type Foreign = { got: string; fix: string }

const AS_CSV = 'open it there and save the sheet that holds the records as CSV (UTF-8), then send that'
const AS_ZIP = 'send the files themselves, or in a zip or gzip archive'
const AS_TEXT = 'send the records themselves as the payer system writes them: fixed width, CSV, Parquet or NDJSON'

const starts =
  (...bytes: number[]) =>
  (head: Buffer) =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes))
const startsWith = (text: string) => (head: Buffer) => head.subarray(0, text.length).toString('latin1') === text
/** Names of streams in an OLE2 file stand in its directory as UTF-16. */
const hasStream = (head: Buffer, name: string) => head.includes(Buffer.from(name, 'utf16le'))
const isOle = starts(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)

const KINDS: readonly (Foreign & { is: (head: Buffer) => boolean })[] = [
  { is: startsWith('%PDF-'), got: 'a PDF document', fix: AS_TEXT },
  { is: (head) => isOle(head) && hasStream(head, 'WordDocument'), got: 'a Word document', fix: AS_TEXT },
  { is: isOle, got: 'a spreadsheet of Excel 97 to 2003 (xls), or another Office file', fix: AS_CSV },
  { is: startsWith('{\\rtf'), got: 'a rich text document', fix: AS_TEXT },
  { is: starts(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), got: 'a 7z archive', fix: AS_ZIP },
  { is: startsWith('Rar!\x1a\x07'), got: 'a rar archive', fix: AS_ZIP },
  { is: (head) => head.subarray(257, 262).toString('latin1') === 'ustar', got: 'a tar archive', fix: AS_ZIP },
  { is: startsWith('BZh'), got: 'a bzip2 archive', fix: AS_ZIP },
  { is: starts(0xfd, 0x37, 0x7a, 0x58, 0x5a), got: 'an xz archive', fix: AS_ZIP },
  { is: starts(0x28, 0xb5, 0x2f, 0xfd), got: 'a zstd archive', fix: AS_ZIP },
  { is: starts(0x1f, 0x9d), got: 'a compress (.Z) archive', fix: AS_ZIP },
  {
    is: (head) => startsWith('-----BEGIN PGP')(head) || isPgp(head),
    got: 'an encrypted file (PGP)',
    fix: 'decrypt it, or ask the sender for it unencrypted over an encrypted channel',
  },
  {
    is: isHtml,
    got: 'a web page (HTML), often the error page of a download',
    fix: 'download the file again, signed in',
  },
  { is: isXmlSheet, got: 'an XML spreadsheet', fix: AS_CSV },
  {
    is: isEbcdic,
    got: 'text in EBCDIC, as mainframes write it',
    fix: 'transfer it as text, or convert it with: iconv -f IBM037 -t UTF-8',
  },
]

/** What a file is by its first bytes, when it is nothing that holds records. */
export function foreignOf(head: Buffer): Foreign | null {
  const kind = KINDS.find(({ is }) => is(head))
  return kind ? { got: kind.got, fix: kind.fix } : null
}

/** The document that a zip archive is, by the names and sizes of its entries. Names of sheets are not told: they may say more. */
export function documentOf(entries: readonly { name: string; bytes: number }[]): Foreign | null {
  const has = (name: string) => entries.some((entry) => entry.name === name)
  const sheets = entries
    .flatMap(({ name, bytes }) => {
      const number = /^xl\/worksheets\/sheet(\d+)\.(?:xml|bin)$/i.exec(name)?.[1]
      return number ? [{ number: Number(number), bytes }] : []
    })
    .toSorted((a, b) => b.bytes - a.bytes || a.number - b.number)
  if (has('xl/workbook.xml') || has('xl/workbook.bin')) {
    const largest = sheets[0] ? ` of ${sheets.length} sheets, of which sheet ${sheets[0].number} is the largest` : ''
    return { got: `an Excel workbook${largest}`, fix: AS_CSV }
  }
  if (has('word/document.xml')) return { got: 'a Word document', fix: AS_TEXT }
  if (has('ppt/presentation.xml')) return { got: 'a presentation', fix: AS_TEXT }
  if (has('Index/Document.iwa') || has('Index.zip')) return { got: 'an Apple iWork document', fix: AS_CSV }
  if (has('content.xml') && has('META-INF/manifest.xml'))
    return { got: 'an OpenDocument spreadsheet or text', fix: AS_CSV }
  return null
}

export function refuseForeign(at: string, { got, fix }: Foreign): WholepanelError {
  return new WholepanelError('unsupported-file', { at, got, want: 'fixed-width, CSV, Parquet or NDJSON', fix })
}

/** A packet of a symmetrically or publicly encrypted session key, of the old form (RFC 4880, 4.2). */
function isPgp(head: Buffer): boolean {
  return (head[0] === 0x85 && head[1] === 0x01 && head[3] === 0x03) || (head[0] === 0x8c && head[2] === 0x04)
}

function isHtml(head: Buffer): boolean {
  const text = head
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
  return /^\s*(?:<!--[^>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(text)
}

function isXmlSheet(head: Buffer): boolean {
  const text = head.subarray(0, 1024).toString('latin1')
  return (
    /^\s*(?:\xef\xbb\xbf)?<\?xml/.test(text) &&
    /urn:schemas-microsoft-com:office:spreadsheet|<\?mso-application/.test(text)
  )
}

/**
 * By the bytes it uses: letters, digits, blanks and common marks of code page 037 lie above 0x80 or at places that
 * ASCII text hardly uses, and next to nothing of a mainframe's text lies elsewhere.
 */
function isEbcdic(head: Buffer): boolean {
  if (head.length < FEWEST_BYTES) return false
  let high = 0
  let fits = 0
  for (const byte of head) {
    if (byte >= 0x80) high++
    if (EBCDIC_BYTES.has(byte)) fits++
  }
  return fits >= head.length * 0.95 && high >= head.length * 0.25
}
const FEWEST_BYTES = 40
const EBCDIC_BYTES = new Set([
  ...[0x40, 0x4b, 0x4d, 0x4e, 0x50, 0x5c, 0x5d, 0x60, 0x61, 0x6b, 0x6d, 0x6f, 0x7a, 0x7d, 0x7f, 0x0d, 0x15, 0x25],
  ...span(0x81, 0x89),
  ...span(0x91, 0x99),
  ...span(0xa2, 0xa9),
  ...span(0xc1, 0xc9),
  ...span(0xd1, 0xd9),
  ...span(0xe2, 0xe9),
  ...span(0xf0, 0xf9),
])

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
