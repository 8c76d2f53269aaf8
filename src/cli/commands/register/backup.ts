import { resolve } from 'node:path'
import { backUp } from '../../../register/backup/back-up.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { VERSION } from '../../version.ts'
import { withRegion } from '../../with-region.ts'

/** Writes the register to one file, and says what a whole backup needs beside it. */
export function backup(context: Context, file: string, output: Output): Promise<number> {
  return withRegion(context, 'backup', async ({ region, register }) => {
    const path = resolve(context.cwd, file)
    const { tables } = await backUp(register, path, { version: VERSION, made_at: context.now() })
    const rows = tables.map(({ name, rows, sha256 }) => ({ table: name, rows, sha256 }))
    printRows(context, rows, ['table', 'rows', 'sha256'], output)
    context.say(`the register is in ${path}; it holds contracts and hashes of tokens: keep it as you keep the region`)
    context.say(`files are not in it: copy ${region.path} too, without register/, runs/, spill/ and lock`)
    return DONE
  })
}
