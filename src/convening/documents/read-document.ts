import { type DocumentText, MOST_DOCUMENT_BYTES, MOST_TEXT, NoDocument, noKind, once, Unreadable } from './document.ts'
import { readPlain } from './plain.ts'
import { readPortable } from './portable.ts'
import { readSheets } from './sheet.ts'
import { hasUnseenCharacters } from './unseen-characters.ts'
import { readWord } from './word.ts'
import { zipParts } from './zip-parts.ts'

/**
 * The text of a document and what it hides, by what the bytes are and not by the name that somebody gave them. Throws
 * `Unreadable` where no text can be had.
 */
export async function readDocument(bytes: Buffer): Promise<DocumentText> {
  if (bytes.length > MOST_DOCUMENT_BYTES)
    throw new NoDocument('it is larger than 10 MB', 'send a smaller one, or part it')
  if (bytes.length === 0) throw new NoDocument('it is empty', 'choose the file that has the words, and send that')
  const { text, hidden, ...about } = await readKind(bytes)
  if (text.length > MOST_TEXT) throw new Unreadable('its text is too long')
  if (text.trim() === '') throw new Unreadable('no words can be read in it')
  if (hasUnseenCharacters(text)) hidden.push({ what: 'characters that nobody sees', where: 'the text' })
  return { text, hidden: once(hidden), ...about }
}

async function readKind(bytes: Buffer): Promise<DocumentText> {
  const starts = (...signature: number[]) => signature.every((one, place) => bytes[place] === one)
  if (bytes.subarray(0, 1024).includes('%PDF-')) return readPortable(bytes)
  // A compound file: an Office file with a password, or one of an old format.
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable('it is encrypted, or of an old format')
  if (!starts(0x50, 0x4b)) return readPlain(bytes)
  const parts = await zipParts(bytes)
  if (parts.has('word/document.xml')) return readWord(parts)
  if (parts.has('xl/workbook.xml')) return readSheets(parts)
  throw noKind()
}
