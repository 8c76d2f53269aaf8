/** The places of the header, in order, and who is offered them. A page that a role can never fill is not offered. */
import type { Role, Viewer } from '../../api/people/sign-in.ts'

type To =
  | '/practices'
  | '/submissions'
  | '/attribution'
  | '/cost'
  | '/models'
  | '/alignment'
  | '/coaching'
  | '/convening'
  | '/recommendations'
  | '/attestation-links'
  | '/policies'
  | '/people'
  | '/log'
  | '/calendar'
export type Place = { to: To; label: string }
type Offered = Place & { offered?: (viewer: Viewer) => boolean /** Stands in the menu “More”. */; more?: true }

/** Roles that read aggregates and nothing of deliveries. */
const AGGREGATES: readonly Role[] = ['public', 'purchaser', 'coach']
const notAggregates = ({ role }: Viewer) => !AGGREGATES.includes(role)
const notPublic = ({ role }: Viewer) => role !== 'public'

const PLACES: readonly Offered[] = [
  { to: '/practices', label: 'Practices', offered: (viewer) => onlyPractice(viewer) === undefined },
  { to: '/submissions', label: 'Submissions', offered: notAggregates },
  { to: '/attribution', label: 'Attribution', offered: notAggregates, more: true },
  { to: '/cost', label: 'Cost', offered: notAggregates },
  { to: '/alignment', label: 'Alignment', offered: notPublic },
  { to: '/coaching', label: 'Coaching', offered: ({ role }) => role === 'coach' },
  { to: '/coaching', label: 'Coaching', offered: ({ role }) => role === 'convener' || role === 'operator', more: true },
  { to: '/convening', label: 'Convening', offered: notPublic },
  { to: '/recommendations', label: 'Recommendations', offered: ({ role }) => role === 'public' },
  { to: '/attestation-links', label: 'Links for patients', offered: ({ role }) => role === 'convener', more: true },
  { to: '/calendar', label: 'Calendar', offered: notPublic, more: true },
  { to: '/models', label: 'Models', more: true },
  { to: '/policies', label: 'Policies', more: true },
  { to: '/people', label: 'People', offered: notPublic, more: true },
  { to: '/log', label: 'Log', offered: notPublic, more: true },
]

/** The practice of who has one and no other: its own pages stand in the place of the list. */
export function onlyPractice({ role, practice_ids }: Viewer): string | undefined {
  return role === 'practice' && practice_ids.length === 1 ? practice_ids[0] : undefined
}

/** What stands in the row and what in the menu. A menu of one would only hide it. */
export function placesOf(viewer: Viewer): { row: Place[]; menu: Place[] } {
  const places = PLACES.filter(({ offered }) => offered === undefined || offered(viewer))
  const menu = places.filter(({ more }) => more)
  return menu.length < 2 ? { row: places, menu: [] } : { row: places.filter(({ more }) => !more), menu }
}
