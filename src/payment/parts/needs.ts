import { AtLeastZero, type Need, Share } from '../part.ts'

/** Needs that several parts have, defined once so that they mean the same everywhere. */
export const memberMonths: Need = {
  name: 'member_months',
  from: 'fact',
  unit: 'months',
  label: 'Member months',
  definition:
    "Months of the period, within the contract, in which the payer is the primary coverage of a person of the practice's panel",
}

export const basePmpm: Need = {
  name: 'base_pmpm',
  from: 'parameter',
  unit: 'usd',
  label: 'Base payment per member per month',
  definition: 'Base payment per member per month, of which shares are taken',
  check: AtLeastZero,
}

export const shareOfBase = (name: string, definition: string): Need => ({
  name,
  from: 'parameter',
  unit: 'share',
  label: definition,
  definition,
  check: Share,
})
