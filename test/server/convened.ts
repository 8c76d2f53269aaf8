import { readLibrary } from '../../src/alignment/profile/library.ts'
import * as initiatives from '../../src/convening/initiative/acts.ts'
import * as committees from '../../src/convening/initiative/committees.ts'
import { draft } from '../../src/convening/recommendation/acts.ts'
import { OPERATOR } from '../../src/governance/viewer.ts'
import { LIBRARY as MODELS } from '../../src/model/read-model.ts'
import type { Register } from '../../src/register/open.ts'

const LIBRARY = readLibrary([MODELS])
const BEGUN = '2025-06-01T09:00:00.000Z'

/** An initiative `tide` with a committee `payment` that nobody sits on yet, and the draft of a recommendation `one`. */
export async function fillConvened(register: Register, at = BEGUN): Promise<void> {
  const act = { register, by: OPERATOR, now: at }
  await initiatives.foundInitiative(act, {
    ...{ title: 'Tide', about: 'One way to pay', footing: 'private-convener', authority: 'By-laws', supervisor: null },
    ...{ supervision: null, start_date: '2025-06-01' },
  })
  await committees.makeCommittee(act, 'tide', {
    ...{ title: 'Payment', charge: 'Says how', room: 'all-sides', decides_by: 'vote', quorum_share: '0.5' },
    ...{ passes_share: '0.5', most_side_share: '0.5', least_consumer_seats: 1 },
  })
  await draft(
    act,
    {
      ...{
        initiative: 'tide',
        committee: 'payment',
        title: 'One',
        changes_kind: 'reference',
        changes_what: 'reference',
      },
      ...{ body: 'Pay so.', changes: [], supersedes: null },
    },
    LIBRARY,
  )
}

/** Seats them on the committee `payment` of what `fillConvened` fills, with votes, each on a side. */
export async function seatThem(
  register: Register,
  sides: Readonly<Record<string, 'payer' | 'provider'>>,
): Promise<void> {
  const recorded = { recorded_at: BEGUN, recorded_by: 'operator' }
  await register.engine(async (tx) => {
    for (const [account, side] of Object.entries(sides)) {
      const { seat } = await tx
        .insertInto('seat')
        .values({ committee: 'payment', side, votes: true, ended_on: null, ...recorded })
        .returning('seat')
        .executeTakeFirstOrThrow()
      const term = { start_date: '2025-01-01', end_date: '2030-12-31', ended_on: null, because: null, ...recorded }
      await tx
        .insertInto('seat_term')
        .values({ seat, account, participant: null, chair: false, ...term })
        .execute()
    }
  })
}
