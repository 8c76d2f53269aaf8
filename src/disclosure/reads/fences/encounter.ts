import { sql } from '../../../lake/sql.ts'
import type { Row } from '../../dataset.ts'
import { BECAUSE } from '../../right.ts'
import { type Fence, nothing, withoutAmount } from './cut.ts'
import { NOBODY, treats } from './of-person.ts'

/**
 * An encounter may join the lines of several payers. A payer gets what its own lines make, whatever others sent: neither an
 * id that is there nor one that is not tells it of another's. A practice gets its patients' encounters, without what they cost.
 */
export const encounter: Fence = async ({ reading, viewer, keys: [person_id = '', encounter_id = ''] }) => {
  if (viewer.role === 'payer') return { payer: viewer.organization_id ?? '', border: ONLY_OWN_LINES }
  const found = await reading.engine.one<Row>(sql`
    select first_date from encounter where person_id = ${person_id} and encounter_id = ${encounter_id}`)
  const isTreated = await treats(reading, viewer, found ? person_id : NOBODY, found ? String(found.first_date) : null)
  if (!isTreated) return null
  return {
    value: nothing,
    terms: withoutAmount,
    border:
      'What an encounter costs holds prices of other organizations and is not shown; a line of your own shows its own amount.',
    withheld: [{ field: 'value', because: BECAUSE.price }],
  }
}

const ONLY_OWN_LINES = 'Made of your own lines alone; what another payer may have sent is not looked at.'
