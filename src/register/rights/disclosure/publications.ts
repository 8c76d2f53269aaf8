import { WholepanelError } from '../../../error.ts'
import type { Register } from '../../open.ts'
import type { PublicationRow } from './schema.ts'

export type Publication = Omit<PublicationRow, 'publication'> & { publication: number }
export type PublicationGiven = Pick<PublicationRow, 'period' | 'run_id' | 'policy' | 'figures' | 'published_by'>

/** Publishes a period once: what is out stays as it is, unless it is withdrawn with a reason. */
export async function publish(register: Register, given: PublicationGiven, now: string): Promise<Publication> {
  const before = await publicationOf(register, given.period)
  if (before)
    throw new WholepanelError('input-argument', {
      got: `${given.period}, published on ${before.published_at.slice(0, 10)}`,
      want: 'a period that is not published',
      fix: 'a publication that is wrong is withdrawn first, with a reason',
    })
  return register.engine((tx) =>
    tx
      .insertInto('publication')
      .values({
        ...given,
        figures: JSON.stringify(given.figures),
        published_at: now,
        withdrawn_at: null,
        withdrawn_by: null,
        because: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
}

export async function withdrawPublication(
  register: Register,
  period: string,
  { because, withdrawn_by }: { because: string; withdrawn_by: string },
  now: string,
): Promise<void> {
  if (because.trim() === '')
    throw new WholepanelError('input-argument', { got: 'no reason', want: 'why it is withdrawn' })
  const { numUpdatedRows } = await register.engine((tx) =>
    tx
      .updateTable('publication')
      .set({ withdrawn_at: now, withdrawn_by, because })
      .where('period', '=', period)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow(),
  )
  if (numUpdatedRows === 0n)
    throw new WholepanelError('input-argument', { got: period, want: 'a period that is published' })
}

/** What is out of a period, if anything is. */
export const publicationOf = (register: Register, period: string): Promise<Publication | undefined> =>
  register.engine((tx) =>
    tx
      .selectFrom('publication')
      .selectAll()
      .where('period', '=', period)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst(),
  )

/** Newest period first, what was withdrawn too. */
export const listPublications = (register: Register): Promise<Publication[]> =>
  register.engine((tx) =>
    tx.selectFrom('publication').selectAll().orderBy('period', 'desc').orderBy('publication', 'desc').execute(),
  )
