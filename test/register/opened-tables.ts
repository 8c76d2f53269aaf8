/** To whom rows of a table are open. `t` is the row, in SQL. */
export type Opened = {
  everyone?: true
  /** Who a row belongs to; `none` says who reads a row of nobody. */
  owner?: { payer: string; organization?: string; none?: 'everyone' }
  /** Parties, beside those it belongs to. */
  to?: readonly string[]
  added?: { bySender?: true; by?: readonly string[] }
  changed?: { bySender?: true; by?: readonly string[] }
}

const OVERSEERS = ['convener', 'state', 'operator']
const OF_SUBMISSION = { payer: '(select payer from wholepanel.submission s where s.submission_id = t.submission_id)' }

/**
 * The tables that a party may touch at all. One that is not here is closed to every party: a migration that opens
 * another says here for whom, and the test holds the database to it.
 */
export const OPEN: Readonly<Record<string, Opened>> = {
  payer: { everyone: true },
  organization: { everyone: true },
  practice: { everyone: true },
  run: { everyone: true },
  arrangement: {
    owner: { payer: 't.payer', organization: 't.organization_id' },
    to: ['operator'],
    added: { bySender: true },
    changed: { bySender: true },
  },
  arrangement_amount: {
    owner: { payer: 't.payer', organization: 't.organization_id' },
    to: ['operator'],
    added: { bySender: true },
    changed: { bySender: true },
  },
  submission: { owner: { payer: 't.payer' }, to: OVERSEERS },
  submission_file: { owner: OF_SUBMISSION, to: OVERSEERS },
  submission_use: { owner: OF_SUBMISSION, to: OVERSEERS },
  finding: { owner: OF_SUBMISSION, to: ['operator'] },
  release: { to: ['operator'] },
  agreement: { owner: { payer: 't.payer' }, to: OVERSEERS },
  group_opt_in: { owner: { payer: 't.payer' }, to: OVERSEERS },
  feed: { owner: { payer: 't.payer' }, to: OVERSEERS },
  threshold: { owner: { payer: 't.payer', none: 'everyone' }, to: OVERSEERS },
  waiver: {
    owner: { payer: 't.payer' },
    to: OVERSEERS,
    added: { bySender: true, by: ['operator'] },
    changed: { by: ['convener', 'operator'] },
  },
  tombstone: { owner: { payer: 't.payer' }, to: OVERSEERS },
}
