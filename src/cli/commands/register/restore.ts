import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Region } from '../../../region.ts'
import { restore as putBack } from '../../../register/backup/restore.ts'
import type { Register } from '../../../register/open.ts'
import { listSubmissions } from '../../../register/submissions.ts'
import { type Context, DONE } from '../../context.ts'
import { withRegion } from '../../with-region.ts'

/** Puts a backup in the place of the register, and says where the files of the region do not fit it. */
export function restore(context: Context, file: string, { replace = false }: { replace?: boolean }): Promise<number> {
  return withRegion(context, 'restore', async ({ region, register }) => {
    const { made_at, version, tables } = await putBack(register, resolve(context.cwd, file), { replace })
    const rows = tables.reduce((sum, one) => sum + one.rows, 0)
    context.say(`the register is that of ${made_at}, written by version ${version}: ${rows} rows`)
    const missing = await missingFrom(region, register)
    if (missing.length > 0) {
      const some = `${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`
      context.say(`${missing.length} submissions are not in lake/: ${some}; copy lake/ and received/ of that time back`)
    }
    context.say('next: wholepanel run --period PERIOD')
    return DONE
  })
}

async function missingFrom(region: Region, register: Register): Promise<string[]> {
  const accepted = (await listSubmissions(register)).filter((one) => one.status === 'accepted')
  return accepted
    .filter(({ payer, submission_id }) => !existsSync(join(region.lake, payer, submission_id)))
    .map((one) => one.submission_id)
}
