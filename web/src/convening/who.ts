import type { Initiative } from '../api/convening/convening.ts'
import type { Viewer } from '../api/people/sign-in.ts'

/** Who keeps the process: writes, opens, looks at comments, counts. */
export const keepsProcess = ({ role }: Viewer): boolean => role === 'convener' || role === 'operator'

/** Committees for which the reader may draft: all to who keeps the process, to others those on which they sit. */
export const draftsFor = (viewer: Viewer, initiatives: readonly Initiative[]) =>
  initiatives.flatMap(({ initiative, committees }) =>
    committees
      .filter(
        ({ ended_on, seats }) => ended_on === null && (keepsProcess(viewer) || seats.some((one) => one.holder?.own)),
      )
      .map(({ committee, title }) => ({ initiative, committee, title })),
  )

/** Who may sign for a participant. */
export const signs = ({ role, administers }: Viewer): boolean =>
  administers === true && ['payer', 'provider-organization', 'purchaser', 'state'].includes(role)

/** Who may say what its participant's share of the costs is in proportion to. */
export const statesWeight = ({ role }: Viewer): boolean =>
  ['payer', 'provider-organization', 'purchaser', 'convener', 'operator'].includes(role)

/** Who says for a payer what it adopts. */
export const adopts = ({ role, organization_id }: Viewer): boolean => role === 'payer' && organization_id !== null

/** Who is told whether money follows the models. */
export const readsFlows = ({ role }: Viewer): boolean => ['payer', 'convener', 'state', 'operator'].includes(role)

/** Whom recruitment has something to tell. */
export const recruits = ({ role }: Viewer): boolean => !['public', 'state', 'purchaser', 'coach'].includes(role)

/** Who sees practices that are coached. */
export const coaches = ({ role }: Viewer): boolean => ['coach', 'convener', 'operator'].includes(role)
