/** The name among `names` that is most like `wanted`, when it is like it at all. */
export function nearest(wanted: string, names: readonly string[]): string | null {
  const ranked = names
    .map((name) => ({ name, distance: distance(plain(wanted), plain(name)) }))
    .toSorted((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  const first = ranked[0]
  return first && first.distance <= Math.max(2, Math.floor(wanted.length / 2)) ? first.name : null
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Letters to add, remove or change to get from one word to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/**
 * A column as it may be told in a message: by its name, or by its place where the name does not look like one. A file
 * whose header is missing or broken has a person's values there.
 */
export const columnShown = (name: string, place: number): string =>
  /^[A-Za-z][A-Za-z _.-]{0,62}\d{0,2}$/.test(name) ? name : `column ${place}`
