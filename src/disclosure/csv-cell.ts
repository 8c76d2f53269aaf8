/**
 * One cell of RFC 4180 text. A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV
 * injection; the full-width signs too); numbers keep their sign. Every CSV that we write goes through here.
 */
export function csvCell(text: string): string {
  const safe = MAY_BE_FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const MAY_BE_FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/
const NUMBER = /^-?\d+(\.\d+)?$/
/** A semicolon too: where it stands between cells, what follows it would begin one. */
const NEEDS_QUOTES = /[",;\t\r\n]/
