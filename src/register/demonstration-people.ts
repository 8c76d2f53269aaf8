import type { Register } from './open.ts'
import type { DemonstrationPersonRow } from './schema.ts'

export type DemonstrationPerson = Omit<DemonstrationPersonRow, 'place'>

/** The people who may be chosen without a password, in a region the demonstration made. Replaces them all. */
export function saveDemonstrationPeople(register: Register, people: readonly DemonstrationPerson[]): Promise<void> {
  return register.engine(async (tx) => {
    await tx.deleteFrom('demonstration_person').execute()
    if (people.length > 0)
      await tx
        .insertInto('demonstration_person')
        .values(people.map((person, place) => ({ ...person, practice_ids: [...person.practice_ids], place })))
        .execute()
  })
}

/** In the order in which the demonstration introduces them. */
export async function demonstrationPeople(register: Register): Promise<DemonstrationPerson[]> {
  const rows = await register.engine((tx) =>
    tx.selectFrom('demonstration_person').selectAll().orderBy('place').orderBy('person').execute(),
  )
  return rows.map(({ place: _place, ...person }) => person)
}
