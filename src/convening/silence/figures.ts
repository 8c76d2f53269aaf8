import type { Amount } from './amounts.ts'
import { CARE_WORDS, COUNTS, EITHER_WORDS, MONEY_WORDS, OF_MONEY, OF_PEOPLE, TAKES_NUMBER } from './words.ts'

/** What the pieces before say of what is spoken of, where this piece alone does not. */
export type Topic = 'money' | 'care' | undefined

/** Whether a figure is an amount of money: by its unit, by what it is of, else by the word that stands nearest. */
export function isMoney(text: string, { start, end, unit }: Amount, before: Topic): boolean {
  const ahead = text.slice(0, start)
  const after = text.slice(end)
  if (unit === 'money') return !/^ ?per (?:1,?000|thousand)/.test(after)
  if (unit === 'multiple') return true
  if (unit === 'part') return topicOf(text) !== undefined ? nearest(text, start, end) !== 'care' : before === 'money'
  if (unit === 'percent') {
    if (OF_PEOPLE.test(after)) return false
    if (OF_MONEY.test(after)) return true
    const topic = nearest(text, start, end) ?? before
    return topic === 'money'
  }
  if (COUNTS.test(after) || /^(?:19|20)\d\d$/.test(text.slice(start, end))) return false
  if (TAKES_NUMBER.test(ahead)) return true
  // A line such as "Harbor  4.20" below "Base PMPM".
  const rest = `${ahead} ${after}`.replace(/[^a-z ]/g, ' ').trim()
  return (
    before === 'money' && rest.split(/\s+/).length <= 4 && /\d/.test(text.slice(start, end)) && topicOf(text) !== 'care'
  )
}

/** What a piece speaks of as a whole. */
export function topicOf(text: string): Topic {
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length
  const money = count(MONEY_WORDS)
  const care = count(CARE_WORDS)
  if (money > 0 && money >= care) return 'money'
  if (care > 0) return 'care'
  return count(EITHER_WORDS) > 0 ? 'money' : undefined
}

function nearest(text: string, start: number, end: number): Topic {
  const distance = (pattern: RegExp) => {
    let least = Number.POSITIVE_INFINITY
    for (const { index, 0: hit } of text.matchAll(pattern)) {
      const until = index + hit.length
      const gap = until <= start ? text.slice(until, start) : index >= end ? text.slice(end, index) : ''
      // What stands beyond a comma or an "and" belongs to something else.
      const parted = (gap.match(/[,;()]| and | while | but | whereas /g) ?? []).length
      least = Math.min(least, gap.length + 25 * parted)
    }
    return least
  }
  const money = distance(MONEY_WORDS)
  const care = distance(CARE_WORDS)
  if (money === care) return money === Number.POSITIVE_INFINITY && distance(EITHER_WORDS) < 60 ? 'money' : undefined
  return money < care ? 'money' : 'care'
}
