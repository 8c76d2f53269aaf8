import { literal } from '../../lake/sql.ts'

/** In the place of a practice, for people who are on no panel. */
export const NONE = literal('none')
