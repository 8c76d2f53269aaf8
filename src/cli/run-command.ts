import { resolve } from 'node:path'
import { CommanderError } from 'commander'
import { WholepanelError } from '../error.ts'
import { lockHolder } from '../register/lock.ts'
import { type Context, DONE, FAILED, type OpenRegion, USAGE } from './context.ts'
import { forward } from './forward.ts'
import { program } from './program.ts'
import { type Typed, typed } from './recorded.ts'
import { reportError } from './say/report-error.ts'

/** These need no region, or have it for themselves: a server that holds it has nothing to do with them. */
const ALONE = new Set(['init', 'demo', 'check', 'map', 'models', 'settings', 'serve', 'restore'])
/** Not through a server: it would be asked to make, or to be, another one, or to lose what it stands on. */
const NOT_FORWARDED = new Set(['init', 'demo', 'serve', 'restore'])

/** One of these at a time. Between processes the lock sees to it; in a server, this does. */
const CHANGING = new Set(['ingest', 'run', 'arrangements', 'agreements', 'purge'])

/** Carries out one command line and gives its exit code. Nothing is thrown, nothing is printed but through `context`. */
export async function runCommand(argv: readonly string[], context: Context): Promise<number> {
  let code: number = DONE
  let step = 'wholepanel'
  const followed: Context = {
    ...context,
    progress: (line) => {
      step = `${step.split(':')[0]}: ${line}`
      context.progress(line)
    },
  }
  let asked: Typed | undefined
  const root = program(async (name, work) => {
    step = name
    const { region = context.region } = root.opts<{ region?: string }>()
    if (context.held && NOT_FORWARDED.has(name)) {
      context.say(`wholepanel ${name} does not go through a server`)
      code = FAILED
      return
    }
    const inRegion = { ...followed, region: resolve(context.cwd, region), ...(asked ? { typed: asked } : {}) }
    if (context.held && CHANGING.has(name)) {
      code = await alone(context.held, name, context.now(), () => work(inRegion))
      return
    }
    code = (ALONE.has(name) || context.held ? null : await throughServer(argv, inRegion)) ?? (await work(inRegion))
  })
  root.hook('preAction', (_root, command) => {
    asked = typed(command)
  })
  for (const command of [root, ...root.commands, ...root.commands.flatMap((one) => one.commands)])
    command.exitOverride().configureOutput({
      writeOut: context.out,
      writeErr: (text) => context.say(text.trimEnd()),
    })
  try {
    await root.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE
    return reportError(context, step, error)
  }
}

async function throughServer(argv: readonly string[], context: Context): Promise<number | null> {
  const holder = lockHolder({ path: context.region })
  return holder ? forward(holder, argv, context) : null
}

async function alone(held: OpenRegion, name: string, now: string, work: () => Promise<number>): Promise<number> {
  if (held.changing)
    throw new WholepanelError('state-locked', {
      at: held.region.path,
      got: `${held.changing}, through the server`,
      fix: 'wait until it ends and try again',
    })
  held.changing = `${name} since ${now}`
  try {
    return await work()
  } finally {
    held.changing = null
  }
}
