/** Signs before figures: what rose and what fell is said by a sign, and not by color alone. */
import { amount, percent } from '../design/words/format.ts'

const isNegative = (text: string): boolean => text.startsWith('-')
const isZero = (text: string): boolean => Number(text) === 0

/** `signed('-2.50', money)` is `−$2.50`, `signed('2.50', money)` is `+$2.50`. */
export function signed(text: string | null, say: (plain: string) => string): string {
  if (text === null) return '–'
  if (isZero(text)) return say('0')
  return isNegative(text) ? `−${say(text.slice(1))}` : `+${say(text)}`
}

export const money = (plain: string): string => amount(plain)
export const tenth = (plain: string): string => percent(plain, 1)

export const verdictWords: Record<string, { words: string; tone: 'good' | 'bad' | 'note' | 'quiet' }> = {
  met: { words: 'Met', tone: 'good' },
  exceeded: { words: 'Not met', tone: 'bad' },
  'not-told': { words: 'Cannot be told', tone: 'note' },
  'met-as-measured': { words: 'Met as measured, no interval', tone: 'note' },
  'exceeded-as-measured': { words: 'Not met as measured, no interval', tone: 'note' },
  unknown: { words: 'Not known', tone: 'quiet' },
}
