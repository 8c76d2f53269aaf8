import { disclosuresOf } from '../../../register/rights/disclosure/disclosures.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

const COLUMNS = ['released_at', 'viewer', 'role', 'organization_id', 'purpose', 'dataset', 'path', 'policy']

/** The accounting of disclosures of one person. */
export function disclosures(context: Context, person: string, output: Output): Promise<number> {
  return withRegion(context, 'disclosures', async ({ register }) => {
    const rows = await disclosuresOf(register, person)
    printRows(context, rows, COLUMNS, output)
    if (rows.length === 0) context.say('nobody was shown a record of a person of this key')
    return DONE
  })
}
