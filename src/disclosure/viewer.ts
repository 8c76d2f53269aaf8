/** Who looks, and why, as governance knows them. */
export type { Purpose, Role, Viewer } from '../governance/viewer.ts'
