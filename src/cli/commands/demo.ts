import { resolve } from 'node:path'
import { type Context, DONE } from '../context.ts'
import { room } from '../rooms.ts'

/** Makes the demonstration region: payers write files, they are taken in, and a run is made. */
export async function demo(context: Context, folder: string, given: { people: number; seed: number }): Promise<number> {
  const { demo: make } = await room('demo/demo')
  await make(resolve(context.cwd, folder), given, context)
  context.say(`the demonstration region is in ${folder}; look at it with: wholepanel --region ${folder} serve`)
  return DONE
}
