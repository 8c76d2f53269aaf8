import { resolve } from 'node:path'
import { type Context, DONE } from '../context.ts'
import { room } from '../rooms.ts'

/** Says what a file is and what is wrong with it. Nothing is taken in. */
export async function check(
  context: Context,
  file: string,
  { payer, json: _json }: { payer?: string; json?: boolean },
): Promise<number> {
  const { check: look } = await room('sources/check')
  const report = await look(resolve(context.cwd, file), payer ? { payer } : {})
  context.out(`${JSON.stringify(report, null, 2)}\n`)
  return DONE
}
