/** Sentences of the engine carry keys and ISO days; on a page payers and measures have names and days are written out. */
import { day } from './format.ts'
import { usePeriods } from './payers.tsx'

export function useNames(): (said: string) => string {
  const found = usePeriods()
  const names = new Map([
    ...(found?.payers ?? []).map((one) => [one.payer, one.payer_name] as const),
    ...(found?.measures ?? []).map((one) => [one.measure, one.title] as const),
  ])
  const keys = [...names.keys()].filter((key) => /^[\w-]+$/.test(key)).sort((a, b) => b.length - a.length)
  const pattern = keys.length > 0 ? new RegExp(`(?<![\\w/:-])(${keys.join('|')})(?![\\w/:-])`, 'g') : undefined
  return (said) => {
    const dated = said.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, day)
    return pattern ? dated.replaceAll(pattern, (key) => names.get(key) ?? key) : dated
  }
}
