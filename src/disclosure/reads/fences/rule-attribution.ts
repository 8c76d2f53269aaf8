import type { Term } from '../../../explain/explained.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { sql } from '../../../lake/sql.ts'
import { BECAUSE } from '../../right.ts'
import { type Cut, type Fence, HIDDEN, ONLY_OWN_EVIDENCE, withoutAmount } from './cut.ts'
import { coversIn, treatsIn } from './of-person.ts'

type OfList = { period: string; start: string; end: string }
/** Of which list is asked where there is none, so that a refusal takes as long. */
const NO_LIST: OfList = { period: '', start: '9999-12-01', end: '9999-12-01' }

/**
 * As the panel's own explanation: a practice opens that of people on its panel in the period of the list, without what visits
 * cost and in whose favour dollars compare; a payer that of people whom it covers while the list holds, and of it the
 * practice alone.
 */
export const ruleAttribution: Fence = async ({
  reading,
  viewer,
  column,
  keys: [rule = '', list = '', person_id = ''],
}) => {
  const found = await reading.engine.one<OfList>(sql`
    select period, cast(effective_from as varchar) as start, cast(effective_until as varchar) as "end"
    from rule_list where rule = ${rule} and list = ${list}`)
  const { period, ...span } = found ?? NO_LIST
  if (viewer.role === 'payer') {
    const isCovered = await coversIn(reading, viewer, person_id, span)
    return isCovered && column === null
      ? { ...ONLY_OWN_EVIDENCE, hideReason: true, working: () => ({ says: null, steps: [], terms: [] }) }
      : null
  }
  if (!(await treatsIn(reading, viewer, person_id, period))) return null
  if (column === null) return decisionFor(viewer)
  return column === 'visits'
    ? { terms: withoutAmount, border: WITHOUT_COST }
    : { ...HIDDEN, border: WITHOUT_COST, withheld: [{ field: 'value', because: BECAUSE.price }] }
}

const WITHOUT_COST =
  'What visits cost, here and with other organizations, is not shown, nor who of others has a person.'

function decisionFor({ practice_ids }: Viewer): Cut {
  const named = (value: string | null) =>
    value === null || value === NAMES_NOBODY || practice_ids.includes(value) ? value : 'elsewhere'
  return {
    value: named,
    working: ({ says, steps, terms }) => ({
      says,
      steps: steps.map((step) => ({ ...step, value: named(step.value) })),
      terms: [...terms.filter((term) => !isCompared(term)), ...terms.filter(isVisits).toSorted(byVisits)],
    }),
    border: WITHOUT_COST,
  }
}

/** The value of a step that names no practice. */
const NAMES_NOBODY = 'nobody'

const isCompared = ({ name }: Term): boolean => /^(visits|allowed_usd|share)_\d+$/.test(name)
const isVisits = ({ name }: Term): boolean => /^visits_\d+$/.test(name)

/** The order of a step may be that of dollars, and would tell of prices. */
const byVisits = (a: Term, b: Term): number =>
  a.name === b.name
    ? Number(b.value) - Number(a.value) || (a.label < b.label ? -1 : 1)
    : a.name.length - b.name.length || (a.name < b.name ? -1 : 1)
