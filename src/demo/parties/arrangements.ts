import type { Arrangement, OwnAmount } from '../../model/arrangement.ts'
import { Exact } from '../../money.ts'
import { ORGANIZATIONS } from '../directory.ts'

const MODEL = 'demo/common-model'

/** What a payer agreed to: its base per member and month, shares where it does not take the recommended ones. */
type Terms = {
  payer: string
  base_pmpm: string
  population_health_share?: string
  incentive_share?: string
  direct_pmpm?: string
}

const TERMS: readonly Terms[] = [
  { payer: 'medicare', base_pmpm: '42.00' },
  { payer: 'harbor-advantage', base_pmpm: '44.50', direct_pmpm: '36.00' },
  { payer: 'state-medicaid', base_pmpm: '26.00', incentive_share: '0.10' },
  { payer: 'bridge-health-plan', base_pmpm: '28.25', population_health_share: '0.14', incentive_share: '0.16' },
  {
    payer: 'summit-health',
    base_pmpm: '38.00',
    population_health_share: '0.12',
    incentive_share: '0.18',
    direct_pmpm: '29.50',
  },
  { payer: 'keystone-mutual', base_pmpm: '40.00' },
]

/** What each organization negotiated, against the payer's usual base. */
const NEGOTIATED: Record<string, string> = {
  'tidewell-medical-group': '1.06',
  'harborside-physicians': '1.02',
  'millbrook-family-health': '1.04',
  'county-community-health': '0.97',
  'eastmarsh-care': '0.98',
  'falls-clinic': '1.01',
  'cedar-primary-care': '1.00',
  'quarry-hill-medicine': '0.95',
  'river-health-partners': '1.03',
  'independent-practices': '0.94',
}

/** Organizations large enough to be paid ahead by the payers that offer it. */
const HYBRID = ['tidewell-medical-group', 'millbrook-family-health', 'falls-clinic']

/** The one contract whose base was never agreed: its statements cannot be made, and say so. */
export const INCOMPLETE = { payer: 'keystone-mutual', organization_id: 'quarry-hill-medicine' } as const

/** One contract per payer and provider organization under the region's common model. */
export function arrangements(): Arrangement[] {
  const organizations = ORGANIZATIONS.filter((o) => o.organization_type === 'provider-organization')
  return TERMS.flatMap((terms) =>
    organizations.map(({ organization_id }) => {
      const hybrid = terms.direct_pmpm !== undefined && HYBRID.includes(organization_id)
      return {
        arrangement: `${terms.payer}-${organization_id}`,
        payer: terms.payer,
        organization_id,
        model: MODEL,
        track: hybrid ? 'hybrid' : 'ffs-plus',
        start_date: '2024-01-01',
        end_date: null,
        amounts: amounts(terms, organization_id, hybrid),
      }
    }),
  )
}

function amounts(terms: Terms, organization_id: string, hybrid: boolean): Record<string, OwnAmount> {
  const negotiated = NEGOTIATED[organization_id] ?? '1'
  const usd = (value: string) => new Exact(value).times(negotiated).toFixed(2)
  const incomplete = terms.payer === INCOMPLETE.payer && organization_id === INCOMPLETE.organization_id
  const given: Record<string, OwnAmount> = {}
  if (!incomplete) given.base_pmpm = { value: usd(terms.base_pmpm), unit: 'usd', source: 'Contract, exhibit B-1' }
  if (hybrid && terms.direct_pmpm)
    given.direct_services_pmpm = { value: usd(terms.direct_pmpm), unit: 'usd', source: 'Contract, exhibit B-4' }
  for (const name of ['population_health_share', 'incentive_share'] as const) {
    const value = terms[name]
    if (value) given[name] = { value, unit: 'share', source: 'Contract, exhibit B-2' }
  }
  return given
}
