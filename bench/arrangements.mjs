import { PAYERS } from './make-lake.mjs'

/** One contract per payer and organization, so that facts and statements are made as well. */
export const arrangements = () =>
  PAYERS.flatMap(([payer]) =>
    Array.from({ length: 40 }, (_, i) => ({
      arrangement: `${payer}-org-${i}`,
      payer,
      organization_id: `org-${i}`,
      model: 'demo/common-model',
      track: 'ffs-plus',
      start_date: '2024-01-01',
      end_date: null,
      amounts: { base_pmpm: { value: '40.00', unit: 'usd', source: 'made up' } },
    })),
  )
