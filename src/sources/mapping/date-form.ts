/** How a sender writes a day, in letters that people use (MM/DD/YYYY), as the engine's strptime reads it. */
const PARTS: readonly (readonly [part: RegExp, form: string])[] = [
  [/^YYYY/, '%Y'],
  [/^MON/, '%b'],
  [/^MM/, '%m'],
  [/^DD/, '%d'],
  [/^HH/, '%H'],
  [/^MI/, '%M'],
  [/^SS/, '%S'],
  [/^T/, 'T'],
  [/^[-/. :,]/, ''],
]

/** Null where the form cannot be read, or has two digits for a year: no rule says which century. */
export function dateForm(written: string): string | null {
  let rest = written
  let form = ''
  while (rest !== '') {
    const found = PARTS.find(([part]) => part.test(rest))
    const text = found && part(found[0], rest)
    if (!found || !text) return null
    form += found[1] || text
    rest = rest.slice(text.length)
  }
  return form.includes('%Y') && /%[mb]/.test(form) ? form : null
}

const part = (pattern: RegExp, text: string): string | undefined => pattern.exec(text)?.[0]

export const formsOf = (written: string | readonly string[]): readonly string[] =>
  typeof written === 'string' ? [written] : written
