import { listPayers } from '../../../../register/payers.ts'
import { listAgreements } from '../../../../register/rights/agreements.ts'
import { listPublications } from '../../../../register/rights/disclosure/publications.ts'
import { isCare, partyOf } from '../../received/received.ts'
import { allDay, type CalendarSource } from './source.ts'

/** Ends of contracts, for their two parties and the operator. */
export const contracts: CalendarSource = async ({ viewer }, { register }) => {
  const found = await register.as(partyOf(viewer), (tx) =>
    tx
      .selectFrom('arrangement')
      .innerJoin('payer', 'payer.payer', 'arrangement.payer')
      .leftJoin('organization', 'organization.organization_id', 'arrangement.organization_id')
      .select(['arrangement', 'end_date', 'payer_name', 'organization_name', 'arrangement.organization_id'])
      .where('end_date', 'is not', null)
      .execute(),
  )
  return found.map(({ arrangement, end_date, payer_name, organization_name, organization_id }) =>
    allDay({
      uid: `contract-${arrangement}`,
      kind: 'contract',
      title: `Contract of ${payer_name} and ${organization_name ?? organization_id} ends`,
      starts: end_date ?? '',
      link: isCare(viewer) ? '/practices' : '/alignment',
      whose: isCare(viewer) ? payer_name : (organization_name ?? organization_id),
    }),
  )
}

/** Ends of data agreements, for the sender and who oversees. */
export const agreements: CalendarSource = async ({ viewer }, { register }) => {
  const found = await listAgreements(register, partyOf(viewer))
  const names = new Map((await listPayers(register, 'senders')).map((one) => [one.payer, one.payer_name]))
  return found
    .filter((one) => one.end_date !== null && one.withdrawn_on === null)
    .map(({ agreement, payer, end_date }) =>
      allDay({
        uid: `agreement-${agreement}`,
        kind: 'agreement',
        title: 'Data agreement ends',
        ...{ starts: end_date ?? '', link: '/submissions', whose: names.get(payer) ?? payer },
      }),
    )
}

/** What was published for everybody. */
export const publications: CalendarSource = async (_door, { register }) => {
  const found = await listPublications(register)
  return found
    .filter((one) => one.withdrawn_at === null)
    .map(({ period, published_at }) =>
      allDay({
        uid: `publication-${period}`,
        kind: 'publication',
        title: `Results of ${period} published`,
        ...{ starts: published_at.slice(0, 10), link: '/policies' },
      }),
    )
}
