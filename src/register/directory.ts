import type { Register } from './open.ts'
import type { OrganizationRow, PracticeRow } from './schema.ts'

/** Names of organizations and practices that the region knows before any directory file came. Replaces them. */
export function saveDirectory(
  register: Register,
  directory: { organizations: readonly OrganizationRow[]; practices: readonly PracticeRow[] },
): Promise<void> {
  return register.engine(async (tx) => {
    await tx.deleteFrom('practice').execute()
    await tx.deleteFrom('organization').execute()
    if (directory.organizations.length > 0)
      await tx
        .insertInto('organization')
        .values([...directory.organizations])
        .execute()
    if (directory.practices.length > 0)
      await tx
        .insertInto('practice')
        .values([...directory.practices])
        .execute()
  })
}

export function registeredOrganizations(register: Register): Promise<OrganizationRow[]> {
  return register.engine((tx) => tx.selectFrom('organization').selectAll().orderBy('organization_id').execute())
}

export function registeredPractices(register: Register): Promise<PracticeRow[]> {
  return register.engine((tx) => tx.selectFrom('practice').selectAll().orderBy('practice_id').execute())
}
