import { basename } from 'node:path'

/** What operating systems leave in folders and archives; no sender's record is in it. */
export const isNoise = (name: string): boolean => name.startsWith('.') || name === '__MACOSX' || name === 'Thumbs.db'

/** A sender's name as it may be printed: no line ends, no terminal codes, no end. */
export const shown = (name: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  const plain = name.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  return plain.length > MOST_CHARACTERS ? `…${plain.slice(-MOST_CHARACTERS)}` : plain
}
const MOST_CHARACTERS = 400

/** A name of ours for a file, from the sender's: letters, digits and a few marks, and not too long. */
export const safeName = (place: string) =>
  basename(place)
    .replaceAll(/[^\w.#-]+/g, '_')
    .slice(-120)
