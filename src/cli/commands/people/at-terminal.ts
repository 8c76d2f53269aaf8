import { practices } from '../../../disclosure/reads/reading.ts'
import { WholepanelError } from '../../../error.ts'
import type { Act } from '../../../governance/access/act.ts'
import { OPERATOR } from '../../../governance/viewer.ts'
import { registeredPractices } from '../../../register/directory.ts'
import type { Context, OpenRegion } from '../../context.ts'
import { withLastRun } from '../../with-last-run.ts'

type Owned = { practice_id: string; organization_id: string }

/** What is changed at the terminal is changed by the operator; whose a practice is says the newest run. */
export const actAtTerminal = (context: Context, open: OpenRegion): Act => ({
  register: open.register,
  by: OPERATOR,
  now: context.now(),
  organizations: async () => {
    const rows = await withLastRun(context, open, {}, (engine) => engine.rows<Owned>(practices())).catch(
      (error: unknown) => {
        if (error instanceof WholepanelError && error.code === 'state-no-run') return registeredPractices(open.register)
        throw error
      },
    )
    return rows.length === 0 ? null : new Map(rows.map((one) => [one.practice_id, one.organization_id]))
  },
})
