import { atLeastZero, number, part } from '../../part.ts'

/** Claims are paid as they come; the statement shows what they already paid and adds nothing. */
export const feeForService = part({
  name: 'fee-for-service',
  title: 'Fee for service',
  about: 'What the payer already paid on claims. Nothing is paid twice.',
  unit: 'usd',
  slots: {
    paid: number('Paid on claims', 'What the payer already paid on claims'),
    share: number('Share paid on claims', 'The part of the fee that is still paid by claim', {
      optional: true,
      ...atLeastZero,
    }),
  },
  formula: '{paid}[ × {share}]',
  evaluate: ({ paid, share }) => (share ? paid.times(share) : paid),
})
