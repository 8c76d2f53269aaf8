import { type Command, InvalidArgumentError, Option } from 'commander'

/** What a command that lists rows is asked for. */
export type Format = { json?: boolean; csv?: boolean }

export const json = () => new Option('--json', 'JSON, and nothing else, on standard output')
export const tabular = (command: Command) =>
  command.addOption(json().conflicts('csv')).addOption(new Option('--csv', 'CSV, and nothing else, on standard output'))

/** Names with commas between. */
export const commas = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')

export function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`want a whole number from ${least} to ${most}`)
    return value
  }
}
