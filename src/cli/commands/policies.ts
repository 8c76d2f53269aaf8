import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { policyInForce } from '../../disclosure/policy/in-force.ts'
import { POLICIES, policiesIn } from '../../disclosure/policy/policy.ts'
import { policyRows } from '../../disclosure/policy/words.ts'
import { listAgreements } from '../../register/rights/agreements.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows } from '../say/print-table.ts'
import { withRegion } from '../with-region.ts'

const COLUMNS = ['policy', 'version', 'from', 'until', 'agreement', 'chosen_by', 'title', 'in_force']
const VALUES = ['value_name', 'value', 'says', 'whom', 'looser', 'source']

/** The policies there are, and the one in force today with what it withholds from whom. */
export function policies(context: Context, output: Output): Promise<number> {
  const region = context.held?.region.path ?? resolve(context.cwd, context.region)
  if (!existsSync(join(region, 'wholepanel.yaml'))) {
    printRows(context, policiesIn(POLICIES).flatMap(policyRows), VALUES, output)
    return Promise.resolve(DONE)
  }
  return withRegion(context, 'policies', async ({ region, register }) => {
    const own = policiesIn(region.policies)
    const { policy, because } = policyInForce(own, await listAgreements(register), context.now().slice(0, 10))
    const rows = [...own, ...policiesIn(POLICIES)].map(({ name, ...one }) => ({
      ...one,
      policy: name,
      in_force: name === policy.name && one.version === policy.version,
    }))
    printRows(context, rows, COLUMNS, output)
    if (output.json || output.csv) return DONE
    context.out(`\n${policy.title} is in force: ${because}.\n\n`)
    printRows(context, policyRows(policy), VALUES, {})
    return DONE
  })
}
