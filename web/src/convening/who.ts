import type { Viewer } from '../api/people/sign-in.ts'

/** Who keeps the process: writes, opens, looks at comments, counts. */
export const keepsProcess = ({ role }: Viewer): boolean => role === 'convener' || role === 'operator'

/** Who accepts what a committee passed. */
export const decides = ({ role, administers }: Viewer): boolean =>
  role === 'operator' || (role === 'convener' && administers === true)

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
