import { didYouMean } from '../../model/read-yaml.ts'
import { isDecimal } from '../../model/schedule.ts'
import { exact } from '../../money.ts'
import type { Element } from '../elements/element.ts'

/** One answer to an element's question, in its plainest form: options by their names, numbers in the element's unit. */
export type Answer =
  | { kind: 'one-of'; option: string }
  | { kind: 'set'; options: readonly string[] }
  | { kind: 'ordered-steps'; steps: readonly string[] }
  | { kind: 'number'; value: string }
  | { kind: 'yes-no'; value: boolean }

/** As a file or a form gives it. */
export type Given = string | boolean | readonly string[]

/** An answer, and by which equivalences it got its plainest form. */
export type Understood = { answer: Answer; by: readonly string[] }

/** What is wrong with an answer that no element takes, or the answer. */
export function understand(element: Element, given: Given): Understood | { fault: string } {
  if (element.value === 'yes-no')
    return typeof given === 'boolean'
      ? { answer: { kind: 'yes-no', value: given }, by: [] }
      : { fault: `${shown(given)}; want true or false` }
  if (element.value === 'number') return numberOf(element, given)
  const words = element.value === 'one-of' ? [given] : given
  if (typeof words === 'string' || typeof words === 'boolean' || words.some((word) => typeof word !== 'string'))
    return { fault: `${shown(given)}; want ${element.value === 'one-of' ? 'one option' : 'a list of options'}` }
  return listed(element, words as readonly string[])
}

function listed(element: Element, words: readonly string[]): Understood | { fault: string } {
  const { options, synonyms } = element
  const known = options === 'any' || options === undefined ? null : Object.keys(options)
  const plain = words.map((word) => synonyms[word] ?? word)
  const unknown = known ? plain.find((word) => !known.includes(word)) : undefined
  if (known && unknown !== undefined)
    return { fault: `no option ${unknown}${didYouMean(unknown, known)}; want ${known.join(' or ')}` }
  const by = words.some((word) => synonyms[word] !== undefined) ? ['synonym'] : []
  if (element.value === 'one-of') return { answer: { kind: 'one-of', option: plain[0] ?? '' }, by }
  if (element.value === 'set') return { answer: { kind: 'set', options: [...new Set(plain)].sort() }, by }
  const twice = plain.find((word, i) => plain.indexOf(word) !== i)
  return twice ? { fault: `step ${twice} stands twice` } : { answer: { kind: 'ordered-steps', steps: plain }, by }
}

/** What one of a unit is in an element's unit. */
const IN_UNIT: Record<NonNullable<Element['unit']>, Readonly<Record<string, string>>> = {
  share: { share: '1', '%': '0.01', percent: '0.01' },
  months: { months: '1', month: '1', years: '12', year: '12' },
  count: { count: '1' },
}

function numberOf({ unit = 'count' }: Element, given: Given): Understood | { fault: string } {
  const units = IN_UNIT[unit]
  const [, digits, word] = /^(-?\d+(?:\.\d+)?)\s*([a-z%]+)?$/.exec(typeof given === 'string' ? given : '') ?? []
  const factor = units[word ?? unit]
  if (digits === undefined || !isDecimal(digits) || factor === undefined)
    return { fault: `${shown(given)}; want a number in ${Object.keys(units).join(' or ')}` }
  const value = exact(digits).times(factor).toFixed()
  if (unit === 'share' && (exact(value).lt(0) || exact(value).gt(1)))
    return { fault: `${shown(given)}; want a share from 0 to 1` }
  return { answer: { kind: 'number', value }, by: word !== undefined && word !== unit ? ['unit'] : [] }
}

/** The answer as a file or a form gives it. */
export function givenOf(answer: Answer): Given {
  if (answer.kind === 'one-of') return answer.option
  if (answer.kind === 'set') return answer.options
  return answer.kind === 'ordered-steps' ? answer.steps : answer.value
}

const shown = (given: unknown): string => (Array.isArray(given) ? 'a list' : String(given))

/** An answer in words, options by their labels. */
export function spoken(element: Element, answer: Answer): string {
  const { options } = element
  const label = (word: string): string => (options === undefined || options === 'any' ? word : (options[word] ?? word))
  if (answer.kind === 'yes-no') return answer.value ? 'Yes' : 'No'
  if (answer.kind === 'one-of') return label(answer.option)
  if (answer.kind === 'set') return answer.options.length > 0 ? answer.options.map(label).join('; ') : 'None'
  if (answer.kind === 'ordered-steps')
    return answer.steps.length > 0 ? answer.steps.map((step, i) => `${i + 1}. ${label(step)}`).join(', ') : 'None'
  if (element.unit === 'share') return `${exact(answer.value).times(100).toFixed()} %`
  return element.unit === 'months' ? `${answer.value} months` : answer.value
}
