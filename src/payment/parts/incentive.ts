import type { Part } from '../part.ts'
import { basePmpm, memberMonths, shareOfBase } from './needs.ts'

/** The score earns its part of the largest share of the base. Upside only: the least is nothing. */
export const incentive: Part = {
  name: 'incentive',
  title: 'Value-based incentive',
  about: 'The largest share of the base, times the score. A score of 1 earns all of it; no score takes money away.',
  unit: 'usd',
  needs: () => [
    basePmpm,
    shareOfBase('incentive_share', 'Value-based incentive, largest share of base'),
    memberMonths,
    {
      name: 'score',
      from: 'component',
      unit: 'share',
      label: 'Score',
      definition: 'Score from 0 to 1, from the component before',
    },
  ],
  evaluate: (inputs) => {
    const score = inputs.before.get('score')
    return {
      value: inputs
        .exact('base_pmpm')
        .times(inputs.exact('incentive_share'))
        .times(inputs.exact('member_months'))
        .times(score?.value ?? 0),
      working: {
        formula: `base × largest share × member months × score; ${score?.working.formula ?? ''}`,
        terms: [
          ...['base_pmpm', 'incentive_share', 'member_months', 'score'].map((name) => inputs.term(name)),
          ...(score?.working.terms ?? []),
        ],
      },
    }
  },
}
