import { AboveZero, type Part } from '../part.ts'
import { basePmpm, memberMonths, shareOfBase } from './needs.ts'

/** A share of the base per member and month pays for work with the whole population, adjusted for social risk. */
export const populationHealth: Part = {
  name: 'population-health',
  title: 'Population health management payment',
  about:
    'A share of the base for every member and month, more where social risk is higher. It does not depend on results.',
  unit: 'usd',
  needs: () => [
    basePmpm,
    shareOfBase('population_health_share', 'Population health management payment, share of base'),
    {
      name: 'social_risk_factor',
      from: 'parameter',
      unit: 'factor',
      label: 'Social risk adjustment',
      definition: 'Social risk adjustment, 1 where there is none',
      check: AboveZero,
    },
    memberMonths,
  ],
  evaluate: (inputs) => ({
    value: inputs
      .exact('base_pmpm')
      .times(inputs.exact('population_health_share'))
      .times(inputs.exact('social_risk_factor'))
      .times(inputs.exact('member_months')),
    working: {
      formula: 'base × share × social risk factor × member months',
      terms: ['base_pmpm', 'population_health_share', 'social_risk_factor', 'member_months'].map((name) =>
        inputs.term(name),
      ),
    },
  }),
}
