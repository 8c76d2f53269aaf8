import { type DocumentText, type Hidden, noKind } from './document.ts'

/** A plain text, markdown or CSV file. What a page made of markdown would not show is hidden. */
export function readPlain(bytes: Buffer): DocumentText {
  let text: string
  try {
    const utf16 =
      bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : bytes[0] === 0xfe && bytes[1] === 0xff
          ? 'utf-16be'
          : 'utf-8'
    text = new TextDecoder(utf16, { fatal: true }).decode(bytes)
  } catch (cause) {
    throw noKind(cause)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a file with control characters is no text
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) throw noKind()
  const hidden: Hidden[] = []
  if (/<!--[\s\S]*?-->|^\[\/\/\]: #/m.test(text))
    hidden.push({ what: 'comments that a page does not show', where: 'the text' })
  return { text, hidden, about: '', made_by: [] }
}
