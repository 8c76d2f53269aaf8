/** What the server says of words in forms that the check refused. */
import { queryOptions } from '@tanstack/react-query'
import { get } from '../client.ts'
import type { Finding } from './meetings.ts'

export type RefusedWords = {
  refusal: string
  at: string
  /** Who wrote them; null where nobody was signed in. */
  by: string | null
  form: string
  /** Where their author sends the form again. */
  page: string
  texts: { field: string; words: string; findings: Finding[] }[]
  /** How often the author was refused within the day up to it. */
  tries: number
  state: 'refused' | 'asked' | 'released' | 'upheld' | 'passed'
  because: string | null
  own: boolean
  may_ask: boolean
  may_answer: boolean
}

export const REFUSED_WORDS = { queryKey: ['meetings', 'refused'] }
export const refusedWordsQuery = queryOptions({
  ...REFUSED_WORDS,
  queryFn: () => get<RefusedWords[]>('/api/refused-words'),
})
