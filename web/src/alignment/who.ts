import type { Viewer } from '../api/people/sign-in.ts'

/** Whom the pathway is worked out for: which payers a practice has is nothing for another payer. */
export const overseesSteps = ({ role }: Viewer): boolean =>
  role === 'convener' || role === 'state' || role === 'operator'

export const readsActions = (viewer: Viewer): boolean => overseesSteps(viewer) || viewer.role === 'payer'

export const agreesActions = ({ role }: Viewer): boolean => role === 'convener' || role === 'operator'

/** Whole questionnaires are for the payer itself, and who convenes or oversees. */
export const readsAnswers = (viewer: Viewer): boolean => overseesSteps(viewer) || viewer.role === 'payer'
