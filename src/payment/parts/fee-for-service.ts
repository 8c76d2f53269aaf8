import type { Part } from '../part.ts'

/** Claims are paid as they come; the statement shows what they already paid and adds nothing. */
export const feeForService: Part = {
  name: 'fee-for-service',
  title: 'Fee for service',
  about: 'What the payer already paid on claims for its members to their practice. Nothing is paid twice.',
  unit: 'usd',
  needs: () => [
    {
      name: 'direct_services_paid_usd',
      from: 'fact',
      unit: 'usd',
      label: 'Paid on claims',
      definition:
        "What the payer paid on professional claim lines of the practice's clinicians, billed by its own organization, for people of its panel, in the period",
    },
    {
      name: 'lines_without_amount',
      from: 'fact',
      unit: 'count',
      label: 'Lines without an amount',
      definition: 'Lines among them that the payer sent without a paid amount; they count for nothing',
      optional: true,
    },
  ],
  evaluate: (inputs) => ({
    value: inputs.exact('direct_services_paid_usd'),
    working: {
      formula: 'paid on claims',
      terms: [inputs.term('direct_services_paid_usd'), inputs.term('lines_without_amount')],
    },
  }),
}
