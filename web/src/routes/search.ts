/** What stands behind the question mark of an address, read as what it may be. */

export const word = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
/** An address on this site, so that a link cannot lead a reader elsewhere. */
export const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined
export const whole = (value: unknown): number | undefined => Number(value) || undefined
