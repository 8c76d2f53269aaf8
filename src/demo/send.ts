/** One delivery of one sender, in the order in which the region takes them in. */
export type Delivery = {
  /** The key under which the sender is registered. */
  payer: string
  payer_name: string
  kind: 'payer' | 'convener'
  line_of_business: string | null
  delivery: string
  paths: string[]
}

export const SENDERS: readonly Omit<Delivery, 'delivery' | 'paths'>[] = [
  { payer: 'convener', payer_name: 'Tidewell Health Collaborative', kind: 'convener', line_of_business: null },
  { payer: 'medicare', payer_name: 'Medicare', kind: 'payer', line_of_business: 'medicare-ffs' },
  { payer: 'harbor-advantage', payer_name: 'Harbor Advantage', kind: 'payer', line_of_business: 'medicare-advantage' },
  { payer: 'state-medicaid', payer_name: 'State Medicaid', kind: 'payer', line_of_business: 'medicaid-ffs' },
  {
    payer: 'bridge-health-plan',
    payer_name: 'Bridge Health Plan',
    kind: 'payer',
    line_of_business: 'medicaid-managed-care',
  },
  { payer: 'summit-health', payer_name: 'Summit Health', kind: 'payer', line_of_business: 'commercial' },
  { payer: 'keystone-mutual', payer_name: 'Keystone Mutual', kind: 'payer', line_of_business: 'commercial' },
]
