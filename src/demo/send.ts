import { LISTED } from './files/files-practice.ts'

/** One delivery of one sender, in the order in which the region takes them in. */
export type Delivery = {
  /** The key under which the sender is registered. */
  payer: string
  payer_name: string
  kind: 'payer' | 'convener' | 'practice'
  line_of_business: string | null
  delivery: string
  /** The day on which the region takes it in. */
  sent_on: string
  paths: string[]
}

/** Deliveries of a year come in January after it, those of a quarter six weeks after it. */
const SENT_ON: Record<string, string> = {
  directory: '2025-01-06',
  '2024': '2025-01-20',
  '2024-again': '2025-02-03',
  '2024-corrected': '2025-03-10',
  '2025-q1': '2025-05-12',
  '2025-q2': '2025-08-11',
  '2025-q3': '2025-11-10',
  'attestations-and-laboratory': '2026-01-12',
  '2025': '2026-01-19',
  'own-panel': '2026-02-09',
  '2025-q4-late': '2026-03-02',
  '2025-runout': '2026-04-20',
}

type Sent = { payer: string; delivery: string; paths: string[] }

/** By day, and on one day in the order of the senders: the directory comes before anything else. */
export function inOrder(sent: readonly Sent[]): Delivery[] {
  const deliveries: Delivery[] = []
  for (const { payer, delivery, paths } of sent) {
    const same = deliveries.find((d) => d.payer === payer && d.delivery === delivery)
    const sender = SENDERS.find((s) => s.payer === payer)
    if (same) same.paths.push(...paths)
    else if (sender)
      deliveries.push({ ...sender, delivery, sent_on: SENT_ON[delivery] ?? '2026-04-20', paths: [...paths] })
  }
  const place = ({ payer }: Delivery) => SENDERS.findIndex((sender) => sender.payer === payer)
  return deliveries.toSorted((a, b) => (a.sent_on === b.sent_on ? place(a) - place(b) : a.sent_on < b.sent_on ? -1 : 1))
}

export const SENDERS: readonly Omit<Delivery, 'delivery' | 'sent_on' | 'paths'>[] = [
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
  // The one practice that sends a list of its own; how to send one stands on the pages of the others.
  { payer: LISTED, payer_name: 'Elm Street Family Medicine', kind: 'practice', line_of_business: null },
]
