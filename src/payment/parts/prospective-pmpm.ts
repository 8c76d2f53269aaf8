import { AtLeastZero, type Part } from '../part.ts'
import { memberMonths } from './needs.ts'

/** One amount per member and month pays for direct services ahead of time, however many visits there are. */
export const prospectivePmpm: Part = {
  name: 'prospective-pmpm',
  title: 'Prospective payment per member per month',
  about: 'An amount per member and month, instead of a payment per service.',
  unit: 'usd',
  needs: () => [
    {
      name: 'direct_services_pmpm',
      from: 'parameter',
      unit: 'usd',
      label: 'Prospective payment per member per month',
      definition: 'Prospective payment for direct services, per member per month',
      check: AtLeastZero,
    },
    memberMonths,
  ],
  evaluate: (inputs) => ({
    value: inputs.exact('direct_services_pmpm').times(inputs.exact('member_months')),
    working: {
      formula: 'prospective amount × member months',
      terms: [inputs.term('direct_services_pmpm'), inputs.term('member_months')],
    },
  }),
}
