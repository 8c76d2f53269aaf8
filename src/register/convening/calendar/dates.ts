import type { Selectable } from 'kysely'
import type { Register, RegisterTransaction } from '../../open.ts'
import type { Party } from '../../party.ts'
import type { CalendarDateRow } from './schema.ts'

export type CalendarDate = Selectable<CalendarDateRow>
export type CalendarDateGiven = Pick<
  CalendarDateRow,
  'title' | 'about' | 'day' | 'end_date' | 'source_url' | 'audience'
>

/** Those that stand, by day, as far as they are for the party. */
export const listDates = (register: Register, party: Party): Promise<CalendarDate[]> =>
  register.as(party, (tx) =>
    tx
      .selectFrom('calendar_date')
      .selectAll()
      .where('dropped_at', 'is', null)
      .orderBy('day')
      .orderBy('calendar_date')
      .execute(),
  )

export const insertDate = (
  tx: RegisterTransaction,
  given: CalendarDateGiven,
  recorded: { recorded_at: string; recorded_by: string },
): Promise<CalendarDate> =>
  tx
    .insertInto('calendar_date')
    .values({ ...given, ...recorded, changed_at: null, changed_by: null, dropped_at: null })
    .returningAll()
    .executeTakeFirstOrThrow()

/** Undefined where none of this number stands. */
export const updateDate = (
  tx: RegisterTransaction,
  calendar_date: number,
  change: Partial<CalendarDateGiven> & Pick<CalendarDate, 'changed_at' | 'changed_by'> & { dropped_at?: string },
): Promise<CalendarDate | undefined> =>
  tx
    .updateTable('calendar_date')
    .set(change)
    .where('calendar_date', '=', calendar_date)
    .where('dropped_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
