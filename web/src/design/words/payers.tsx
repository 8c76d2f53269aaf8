/** Each payer keeps one color and one name over all pages; the name is always written. */
import { useQuery } from '@tanstack/react-query'
import { periodsQuery, sessionQuery } from '../../api/queries.ts'

const COLORS = ['#004f84', '#c73103', '#107b0d', '#6c3fa0', '#8a6a00', '#0b7285', '#9f142b', '#404040']

/** The period's payers and measures, for those who have come in; the library is read by others too. */
export function usePeriods() {
  const enabled = Boolean(useQuery(sessionQuery).data?.viewer)
  return useQuery({ ...periodsQuery, enabled }).data
}

export type PayerLook = { name: (payer: string) => string; color: (payer: string) => string }

export function usePayers(): PayerLook {
  const payers = usePeriods()?.payers ?? []
  const place = (payer: string) => payers.findIndex((one) => one.payer === payer)
  return {
    name: (payer) => payers[place(payer)]?.payer_name ?? payer,
    color: (payer) => COLORS[place(payer) % COLORS.length] ?? '#404040',
  }
}

export function useMeasures() {
  const measures = usePeriods()?.measures ?? []
  return { measures, title: (key: string) => measures.find((one) => one.measure === key)?.title ?? key }
}

export function PayerChip({ payer, look }: { payer: string; look: PayerLook }) {
  return (
    <span className="payer-chip">
      <span className="payer-dot" style={{ background: look.color(payer) }} aria-hidden="true" />
      {look.name(payer)}
    </span>
  )
}
