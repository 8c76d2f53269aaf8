import { exact } from '../money.ts'

/** The 97.5th percentile of the standard normal distribution: a two-sided 95 % interval. */
export const Z = exact('1.959963984540054')
