import { WholepanelError } from '../../error.ts'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import type { AlignmentActionRow } from '../schema.ts'

export type AlignmentAction = Omit<AlignmentActionRow, 'action'> & { action: number }

export type ActionGiven = Pick<
  AlignmentActionRow,
  'payer' | 'element' | 'target' | 'says' | 'owner' | 'due_date' | 'recorded_by'
>

/** Writes down what was agreed. The database lets the convener and the operator, and nobody else. */
export function recordAction(
  register: Register,
  given: ActionGiven,
  party: Party,
  now: string,
): Promise<AlignmentAction> {
  return register.as(party, (tx) =>
    tx
      .insertInto('alignment_action')
      .values({ ...given, recorded_at: now, ended_on: null, because: null })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
}

export type ActionChange = {
  [Column in 'owner' | 'due_date' | 'ended_on' | 'because']?: string | undefined
}

/** Another owner or day, or its end with the reason. What was agreed is not rewritten. */
export async function changeAction(
  register: Register,
  action: number,
  change: ActionChange,
  party: Party,
): Promise<AlignmentAction> {
  const changed = await register.as(party, (tx) =>
    tx
      .updateTable('alignment_action')
      .set(change)
      .where('action', '=', action)
      .where('ended_on', 'is', null)
      .returningAll()
      .executeTakeFirst(),
  )
  if (!changed)
    throw new WholepanelError('access-denied', {
      got: 'no open action that this viewer may change',
      fix: 'list the actions that are open',
    })
  return changed
}

/** In the order of their days. A payer sees its own; those who oversee, and the engine, see all. */
export function listActions(register: Register, party?: Party): Promise<AlignmentAction[]> {
  const all = (tx: RegisterTransaction) =>
    tx.selectFrom('alignment_action').selectAll().orderBy('due_date').orderBy('action').execute()
  return party ? register.as(party, all) : register.engine(all)
}
