/** Sentences of the engine carry keys and ISO days; on a page payers and measures have names and days are written out. */
import { useQuery } from '@tanstack/react-query'
import { periodsQuery } from '../../api/queries.ts'
import { day } from './format.ts'

export function useNames(): (said: string) => string {
  const found = useQuery(periodsQuery).data
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
