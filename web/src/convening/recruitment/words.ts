import type { Ready, RecruitedState } from '../../api/convening/recruitment.ts'
import type { Tone } from '../../design/words/badge.tsx'

export const STATE: Record<RecruitedState, { tone: Tone; words: string }> = {
  found: { tone: 'note', words: 'Meets the criteria' },
  'passed-over': { tone: 'quiet', words: 'Passed over' },
  invited: { tone: 'open', words: 'Invited' },
  'not-now': { tone: 'quiet', words: 'Not now' },
  interested: { tone: 'good', words: 'Interested' },
  declined: { tone: 'quiet', words: 'Said no' },
  withdrawn: { tone: 'quiet', words: 'Withdrew' },
  'handed-over': { tone: 'good', words: 'Handed over' },
}

export const READY: Record<Ready, string> = { yes: 'Yes', partly: 'In part', no: 'No' }

/** The steps of the ladder: the same as the server takes. */
export const SHARES = ['0.25', '0.40', '0.50', '0.60', '0.75']
export const SIZES = [100, 250, 500, 1000, 2500, 5000]

/** From the step that is reached up to the next one. */
export function between(
  step: string,
  steps: readonly (string | number)[],
  say: (one: string | number) => string,
): string {
  const place = steps.map(String).indexOf(step)
  const [from, to] = [steps[place], steps[place + 1]]
  if (from === undefined) return `Under ${say(steps[0] ?? '')}`
  return to === undefined ? `${say(from)} or more` : `${say(from)} to ${say(to)}`
}
