import { cents } from '../../../money.ts'
import { aboveZero, number, part } from '../../part.ts'

/** A budget paid in equal parts. Each is rounded to cents, and the last is what is left, so that all add up. */
export const instalment = part({
  name: 'instalment',
  title: 'Instalment',
  about:
    'One of the equal payments that a budget is paid in. The last is what the others leave, so that no cent is lost.',
  unit: 'usd',
  slots: {
    amount: number('Amount', 'What is paid in all'),
    count: number('Instalments', 'How many there are', aboveZero),
    number: number('Number', 'Which of them; empty for any but the last', { optional: true, ...aboveZero }),
  },
  formula: '{amount} ÷ {count}[, number {number}]',
  evaluate: ({ amount, count, number: which }) => {
    if (which?.gt(count)) return null
    const each = cents(amount.div(count))
    return which?.eq(count) ? amount.minus(each.times(count.minus(1))) : each
  },
  says: ({ count, number: which }) => {
    if (which?.gt(count)) return `there are ${count.toFixed()} instalments only`
    return which?.eq(count) ? 'the last: what the others leave' : undefined
  },
})
