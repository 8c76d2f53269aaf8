import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { check as look } from '../../../sources/check.ts'
import { type Context, DONE, FAILED } from '../../context.ts'
import { tableText } from '../../say/print-table.ts'
import { findingsText } from './report.ts'

/** Says what a file is and what is wrong with it. Nothing is taken in; a file that would be refused ends with 1. */
export async function check(
  context: Context,
  file: string,
  { payer, json }: { payer?: string; json?: boolean },
): Promise<number> {
  const reports = await look(resolve(context.cwd, file), {
    today: context.now().slice(0, 10),
    ...(payer ? { payer, mappings: mappingsIn(context) } : {}),
  })
  if (json) context.out(`${JSON.stringify(reports, null, 2)}\n`)
  else {
    context.out(tableText(reports, FILE))
    const found = reports.flatMap(({ file_name, findings }) => findings.map((one) => ({ file_name, ...one })))
    if (found.length > 0) context.out(`\n${findingsText(found)}`)
  }
  const refused = reports.some(({ findings }) => findings.some(({ severity }) => severity === 'refused'))
  return refused ? FAILED : DONE
}

/** A region's mappings of the payer are used where the folder is a region; check needs none. */
function mappingsIn(context: Context): string | undefined {
  const region = context.held?.region.path ?? resolve(context.cwd, context.region)
  return existsSync(join(region, 'wholepanel.yaml')) ? join(region, 'mappings') : undefined
}

const FILE = ['file_name', 'layout', 'layout_file', 'records', 'readable', 'quarantined', 'control']
