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
