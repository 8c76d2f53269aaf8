import type { Staff } from '../disclosure/reads/people.ts'
import { practices } from '../disclosure/reads/reading.ts'
import { WholepanelError } from '../error.ts'
import type { Act } from '../governance/access/act.ts'
import type { Viewer } from '../governance/viewer.ts'
import { registeredPractices } from '../register/directory.ts'
import type { House } from './house.ts'

type Known = Staff['practices']

/** The region's practices: of the newest run, and before there is one of what the register knows. */
async function directory({ source, register }: Pick<House, 'source' | 'register'>): Promise<Known> {
  const rows = await source
    .read((reading) =>
      reading.engine.rows<{ practice_id: string; practice_name: string; organization_id: string }>(practices()),
    )
    .catch((error: unknown) => {
      if (error instanceof WholepanelError && error.code === 'state-no-run') return registeredPractices(register)
      throw error
    })
  return new Map(
    rows
      .toSorted((a, b) => (a.practice_name < b.practice_name ? -1 : 1))
      .map(({ practice_id, practice_name, organization_id }) => [practice_id, { practice_name, organization_id }]),
  )
}

export const staffOf = async (house: House): Promise<Staff> => ({
  register: house.register,
  now: house.now(),
  practices: await directory(house),
})

export const actOf = (house: House, by: Viewer): Act => ({
  register: house.register,
  by,
  now: house.now(),
  organizations: async () => {
    const known = await directory(house)
    return known.size === 0 ? null : new Map([...known].map(([practice, one]) => [practice, one.organization_id]))
  },
})
