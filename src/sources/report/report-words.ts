import { SCORES } from './fitness.ts'
import { percent } from './grade-submission.ts'

/** What a score says, from the bounds it is reckoned by. */
export const SCORE_WORDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    SCORES.map(({ score, quarantined, warned, worst }) => [
      score,
      score === 'D'
        ? 'more was held back or warned of than C allows.'
        : `at most ${share(quarantined)} of the records held back and ${share(warned)} warned of${worst === 'not-yet' ? '' : ', and no purpose it is not yet fit for'}.`,
    ]),
  ),
  F: 'it was refused.',
}

function share(value: number): string {
  return value < 0.01 ? `${value * 100}%` : percent(value)
}
