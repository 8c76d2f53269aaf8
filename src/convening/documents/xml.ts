import { SaxesParser } from 'saxes'
import { Unreadable } from './document.ts'

export type Attributes = Readonly<Record<string, string>>
/** `name` has its prefix, as Office writes it: `w:t`, `row`. */
export type XmlReader = {
  open?: (name: string, attributes: Attributes) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/** Reads one part. A document type would let it bring text from elsewhere, and no Office file has one. */
export function readXml(part: Buffer, { open, text, close }: XmlReader): void {
  const parser = new SaxesParser()
  parser.on('doctype', () => {
    throw new Unreadable('it declares a document type, which may bring text from elsewhere')
  })
  parser.on('opentag', ({ name, attributes }) => open?.(name, attributes as Attributes))
  parser.on('text', (found) => text?.(found))
  parser.on('cdata', (found) => text?.(found))
  parser.on('closetag', ({ name }) => close?.(name))
  try {
    parser.write(decoded(part)).close()
  } catch (cause) {
    throw cause instanceof Unreadable ? cause : new Unreadable('the file is broken or half sent', cause)
  }
}

function decoded(part: Buffer): string {
  const utf16 =
    part[0] === 0xff && part[1] === 0xfe ? 'utf-16le' : part[0] === 0xfe && part[1] === 0xff ? 'utf-16be' : null
  return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(part)
}

/** All words of a part whose layout does not matter, such as properties. */
export function wordsOf(part: Buffer): string {
  const words: string[] = []
  readXml(part, { text: (found) => found.trim() !== '' && words.push(found.trim()) })
  return words.join('\n')
}
