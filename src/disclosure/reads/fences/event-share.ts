import { sql } from '../../../lake/sql.ts'
import type { Row } from '../../dataset.ts'
import { BECAUSE } from '../../right.ts'
import { oneOf } from '../reading.ts'
import type { Values } from '../terms.ts'
import { type Cut, type Fence, HIDDEN, nothing, withoutAmount } from './cut.ts'

/**
 * An event may join the claim lines of several payers. A payer gets what its own lines make, whatever others sent: neither an id
 * that is there nor one that is not tells it of another's. A practice gets what it holds itself, whether the person is on its
 * panel or not, since it treated them: its own visits and share, without dollars and without who holds the rest.
 */
export const eventShare: Fence = async ({ reading, viewer, column, keys }) => {
  if (viewer.role === 'payer') return { payer: viewer.organization_id ?? '', border: ONLY_OWN_LINES }
  const [rule = '', person_id = '', event_start = '', role = '', held_by = ''] = keys
  const event = await reading.engine.rows<Row>(sql`
    select role, held_by, counted_by, ${oneOf('practice_id', viewer.practice_ids)} as is_own
    from event_share
    where rule = ${rule} and person_id = ${person_id} and cast(event_start as varchar) = ${event_start}`)
  const row = event.find((one) => one.role === role && one.held_by === held_by && one.is_own === true)
  if (!row || keys.length !== 5) return null
  if (column === 'visits') return { terms: withoutAmount, border: WITHOUT_DOLLARS }
  if (column !== null)
    return { ...HIDDEN, border: WITHOUT_DOLLARS, withheld: [{ field: 'value', because: BECAUSE.price }] }
  const own = new Set(event.filter(({ is_own }) => is_own === true).map((one) => String(one.held_by)))
  return ownPart(own, tellsPrices(row, event))
}

const ONLY_OWN_LINES = 'Made of your own lines alone; what another payer may have sent is not looked at.'
const WITHOUT_DOLLARS =
  'What the event costs holds prices of other organizations and is not shown, nor who else took part in it.'

/** Beside their own dollars, a share by dollars would tell what others were paid. */
const tellsPrices = ({ role, counted_by }: Row, event: readonly Row[]): boolean =>
  counted_by === 'allowed_usd' && event.filter((one) => one.role === role).length > 1

function ownPart(own: ReadonlySet<string>, isPrice: boolean): Cut {
  return {
    ...(isPrice ? { value: nothing, withheld: [{ field: 'value', because: BECAUSE.price }] } : {}),
    working: ({ says, steps, terms }: Values): Values => ({
      says,
      steps: steps.map((step) => ({ ...step, value: namedOf(step.value, own) })),
      terms: terms.filter(({ kind, name }) => kind === 'structure' || name === 'visits'),
    }),
    border: WITHOUT_DOLLARS,
  }
}

/** Who holds a role: by name those of the viewer, the others together. */
function namedOf(value: string | null, own: ReadonlySet<string>): string {
  const names = (value ?? '').split(', ').map((name) => (own.has(name) || name === 'nobody' ? name : 'elsewhere'))
  return [...new Set(names)].sort().join(', ')
}
