import { WholepanelError } from '../../error.ts'

/** What is wrong and where: never what stands in a cell, which may say who somebody is. */
export type Fault = { at: string; text: string }

/** Faults of a file shown at once; the rest is counted. */
export const MOST_FAULTS = 20

/** All faults of a file as one error. */
export function refusalOf(faults: readonly Fault[], count: number, fix: string): WholepanelError {
  const [first] = faults
  const rest = faults.slice(1, MOST_FAULTS).map(({ at, text }) => `\n  ${at}: ${text}`)
  const more = count > MOST_FAULTS ? `\n  and ${(count - MOST_FAULTS).toLocaleString('en-US')} more faults` : ''
  return new WholepanelError('input-facts', {
    at: first?.at ?? '',
    got: `${first?.text ?? 'not readable'}${rest.join('')}${more}`,
    fix,
  })
}

/** The name of a column as a message may show it. */
export const shown = (header: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not reach a terminal
  (header.length > 60 ? `${header.slice(0, 60)}…` : header).replace(/[\u0000-\u001f\u007f]/g, ' ')
