/** On what footing competitors sit at one table, and which rooms it opens to them. */

export const FOOTINGS = ['state-action', 'private-convener', 'federal-model'] as const
export type Footing = (typeof FOOTINGS)[number]
export const ROOMS = ['all-sides', 'payers', 'providers'] as const
export type Room = (typeof ROOMS)[number]
export const SIDES = ['payer', 'provider', 'consumer', 'purchaser', 'state', 'convener'] as const
export type Side = (typeof SIDES)[number]

export type FootingRule = {
  title: string
  says: string
  /** Rooms that a committee may be. */
  rooms: readonly Room[]
  /** Where two payers sit, a seat of this side is filled and, where it says so, chairs. */
  among_payers: { side: Side; chairs: boolean }
  sources: readonly { title: string; citation: string }[]
}

/**
 * Which rooms each footing opens. The citations say what the law asks; that it is met by a filled seat or a chair is our
 * reading, on the strict side, and the initiative's counsel decides whether it is enough.
 */
export const FOOTING_RULES: Readonly<Record<Footing, FootingRule>> = {
  'state-action': {
    title: 'State action',
    says: 'A state chose this policy and supervises it actively. Payers may sit by themselves where a seat of the state is filled.',
    rooms: ['all-sides', 'payers', 'providers'],
    among_payers: { side: 'state', chairs: false },
    sources: [
      {
        title: 'A clearly stated state policy, actively supervised',
        citation: 'California Retail Liquor Dealers Association v. Midcal Aluminum, 445 U.S. 97 (1980)',
      },
      {
        title: 'A board of market participants needs active supervision too',
        citation: 'North Carolina State Board of Dental Examiners v. FTC, 574 U.S. 494 (2015)',
      },
    ],
  },
  'private-convener': {
    title: 'Private convener',
    says: 'No immunity. Payers never sit by themselves; where two of them sit, the convener chairs. What is recommended is voluntary.',
    rooms: ['all-sides', 'providers'],
    among_payers: { side: 'convener', chairs: true },
    sources: [
      { title: 'Agreements in restraint of trade', citation: 'Sherman Act, 15 U.S.C. 1' },
      {
        title: 'An agreement of competitors on the most they charge or pay is unlawful in itself',
        citation: 'Arizona v. Maricopa County Medical Society, 457 U.S. 332 (1982)',
      },
    ],
  },
  'federal-model': {
    title: 'Federal model',
    says: 'A model of the CMS Innovation Center. It may waive fraud and abuse rules, not antitrust law: payers sit as under a private convener.',
    rooms: ['all-sides', 'providers'],
    among_payers: { side: 'convener', chairs: true },
    sources: [{ title: 'Waivers that a model may be given', citation: '42 U.S.C. 1315a(d)(1)' }],
  },
}

export const isFooting = (text: string): text is Footing => (FOOTINGS as readonly string[]).includes(text)
