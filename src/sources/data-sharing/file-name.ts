const NAME = /^([PT])#EFT\.ON\.ACO\.NGD1800\.DPRF\.D(\d{2})(\d{2})(\d{2})\.T(\d{2})(\d{2})(\d{2})\d$/

/**
 * What is wrong with the name of a data sharing file, or null when it is one that CMS gives: P or T for production or
 * test, the day and the time to a tenth of a second.
 */
export function wrongName(name: string): string | null {
  const match = NAME.exec(name)
  if (!match) return 'a name of another form'
  const [, , , month, day, hour, minute, second] = match.map(Number)
  if (!within(month, 1, 12) || !within(day, 1, 31)) return 'a day in its name that is none'
  if (!within(hour, 0, 23) || !within(minute, 0, 59) || !within(second, 0, 59)) return 'a time in its name that is none'
  return null
}

const within = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && value >= least && value <= most

/** NGD1800 is CMS's number of the file; also of one that was misnamed. */
export const isDataSharingName = (name: string): boolean => name.includes('.NGD1800.')
