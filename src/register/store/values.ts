/** The same values from both stores: no JavaScript date, no float. By type number of `pg_type`. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number, // bigint: counts and identities, far below 2^53
  1082: (text) => text, // date
  1184: instant,
  1700: (text) => text, // numeric
}

/** A timestamptz of a session in UTC as ISO text; the store drops the zeros that end a fraction. */
function instant(text: string): string {
  return text
    .replace(' ', 'T')
    .replace(/(?:[.](\d{1,6}))?[+]00$/, (_end, fraction?: string) => (fraction ? `.${fraction.padEnd(3, '0')}Z` : 'Z'))
}

/** A time as both stores give it back. */
export const instantOf = (time: string): string => new Date(time).toISOString().replace('.000Z', 'Z')
