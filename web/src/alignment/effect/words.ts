import type { Verdict } from '../../api/alignment/effect.ts'

export const VERDICT: Record<Verdict, { said: string; means: string }> = {
  'alike-and-do-not-act-alike': {
    said: 'Look alike and do not act alike',
    means: 'The texts agree, the people do not: look here first.',
  },
  'differ-and-matter': { said: 'Differ, and it matters', means: 'Another text, and another outcome for people.' },
  'differ-and-do-not-matter': {
    said: 'Differ, and it does not matter',
    means: 'Another text with the same outcome: no step is needed for what it does.',
  },
  'alike-and-act-alike': { said: 'Look alike and act alike', means: 'Aligned on paper and in effect.' },
  'cannot-be-said': { said: 'Cannot be said', means: 'Nothing is stated, compared or shown.' },
}

const STATE: Record<string, string> = {
  compared: 'compared',
  'one-rule': 'one rule, used by both',
  'one-specification': 'one definition, used by both',
  few: 'nobody, or few whom both see',
  nobody: 'nobody whom both see',
  'not-stated': 'one of the two is not stated',
  'not-run': 'the run has one of the two not',
  'used-by-one': 'only one of them measures it',
  'no-shared-practice': 'no practice in common',
  'one-practice': 'one practice in common',
  'all-alike': 'all practices cost the same',
}
export const stateInWords = (state: string): string => STATE[state] ?? state.replaceAll('-', ' ')

const FIGURE: Record<string, string> = { kappa: 'kappa', agree_share: 'share agreeing', spearman: 'rank correlation' }
export const figureInWords = (figure: string): string => FIGURE[figure] ?? figure
