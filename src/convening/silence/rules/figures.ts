import { isPayer, type Owner } from '../owners.ts'
import type { Amount } from './amounts.ts'
import {
  CARE_WORDS,
  EITHER_WORDS,
  MONEY_WORDS,
  NUMBERED,
  OF_MONEY,
  OF_PEOPLE,
  SAYS_NO_NOUN,
  TAKES_NUMBER,
} from './words.ts'

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
    // Above a hundred in a hundred is a multiple of what somebody else pays.
    return (
      topic === 'money' ||
      (topic === undefined && /^1[0-9]\d(?!\d)|^(?:a|one) hundred and/.test(text.slice(start, end)))
    )
  }
  return isBareMoney(text, ahead, text.slice(start, end), after, before)
}

/** Dollars and cents are told by their two decimals; any other number by the words about it. */
function isBareMoney(text: string, ahead: string, figure: string, after: string, before: Topic): boolean {
  if (
    /^(?:19|20)\d\d$/.test(figure) ||
    NUMBERED.test(ahead) ||
    /^(?:st|nd|rd|th)\b|^ ?[:/]\d|^-\d|^ (?:of|out of) (?:the )?\d/.test(after)
  )
    return false
  // The number of a line in a list.
  if (ahead === '' && /^\d{1,2}$/.test(figure) && /^[.)](?:\s|$)/.test(after)) return false
  if (/[\d]\s?[:/]$/.test(ahead) || /\b(?:one|oh|zero)$/.test(figure)) return false
  if (!SAYS_NO_NOUN.test(after)) return false
  const topic = nearest(text, ahead.length, ahead.length + figure.length) ?? before
  if (topic === 'care') return false
  return topic === 'money' || /^\d+\.\d\d$/.test(figure) || TAKES_NUMBER.test(ahead)
}

/** `KM 126, SH 131`: a number right after a payer needs no word of money, where nothing of care is spoken of. */
export function isBeside(text: string, { start, end }: Amount, owners: readonly Owner[], before: Topic): boolean {
  const payer = owners.findLast((one) => one.end <= start)
  if (
    !payer ||
    !isPayer(payer) ||
    payer.end === 0 ||
    !/^(?:'s)?[\s:=(-]*(?:at |is |does |has )?[\s(]*$/.test(text.slice(payer.end, start))
  )
    return false
  const after = text.slice(end)
  if (/^(?:19|20)\d\d$/.test(text.slice(start, end)) || OF_PEOPLE.test(after) || !SAYS_NO_NOUN.test(after)) return false
  if (
    /^(?:st|nd|rd|th)\b|^ ?[:/]\d|^ (?:of|out of) (?:the )?\d/.test(after) ||
    /\b(?:one|oh|zero)$/.test(text.slice(start, end))
  )
    return false
  return (topicOf(text) ?? before) !== 'care' && !COUNTS.test(text.slice(0, start))
}

/** `Bridge's report covers 8 months and Summit's 12`: what was counted before is counted here. */
const COUNTS = /\d (?!(?:dollars|bucks|cents|points|percents|basis|grand|millions|times|plus)\b)[a-z]{3,}s\b/

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
