import { exact } from '../../money.ts'
import { type Elements, elementOf } from '../elements/elements.ts'
import type { Change } from './changes.ts'
import { type Gain, lower } from './gain.ts'
import type { Weights } from './weights.ts'

/** A step as it is read out: who changes what, and what it gains once the steps before it are made. */
export const sentence = (elements: Elements, weights: Weights, change: Change, gain: Gain, later: boolean): string =>
  `${changeSaid(elements, weights, change)}: ${gained(gain, later)}.`

/** Who changes what, without what it gains. */
export function changeSaid(elements: Elements, weights: Weights, change: Change): string {
  const template = weights.sentences[change.element] ?? weights.otherwise
  return template.replace(/\{(payer|to|from|asks)\}/g, (_, word: string) => {
    if (word === 'payer') return change.name
    if (word === 'asks') return elementOf(elements, change.element).asks
    const { from, to } = change.short ?? change
    return (word === 'to' ? to : from).split('; ').map(lower).join('; ')
  })
}

function gained({ things, practices, touched, usd, effect, extent }: Gain, later: boolean): string {
  const named = (sign: 1 | -1) =>
    things
      .filter(({ number }) => Math.sign(number) === sign)
      .map(({ number, label }) => `${whole(Math.abs(number))} ${label}`)
  const [fewer, newer] = [named(1), named(-1)]
  const parts: string[] = []
  const at = (number: number) => `at ${whole(number)} ${number === 1 ? 'practice' : 'practices'} `
  if (fewer.length > 0) parts.push(`${at(practices)}${fewer.join(', ')} less in all`)
  if (newer.length > 0) parts.push(`${fewer.length > 0 ? '' : at(touched)}${newer.join(', ')} more`)
  if (Number(usd) > 0) parts.push(`about $${whole(exact(usd).toDecimalPlaces(0).toNumber())} a year`)
  if (Number(effect) > 0) parts.push(`${percent(effect)} of its members treated as the reference does`)
  if (Number(extent) > 0) parts.push(`it reaches ${percent(extent)} of members`)
  if (parts.length === 0)
    parts.push(later ? 'it gains together with a step after it' : 'it gains nothing that is counted here')
  return parts.join('; ')
}

const whole = (value: number): string => value.toLocaleString('en-US')
const percent = (share: string): string => `${exact(share).times(100).toDecimalPlaces(1).toFixed()} %`
