import { spawn } from 'node:child_process'
import { WholepanelError } from '../../error.ts'
import { type Context, DONE, type OpenRegion } from '../context.ts'
import { runCommand } from '../run-command.ts'
import { withRegion } from '../with-region.ts'

export type ServeGiven = { port?: number; host?: string; open: boolean; accessLog?: boolean }

/** Serves the pages until it is stopped. Commands that start meanwhile are carried out in this process. */
export function serve(context: Context, { open, accessLog, ...given }: ServeGiven): Promise<number> {
  return withRegion(context, 'serve', async ({ region, register, lock }) => {
    const { serve: listen } = await import('../../server/serve.ts')
    const held: OpenRegion = { region, register, changing: null }
    const server = await listen(region, {
      ...given,
      register,
      now: context.now,
      say: context.say,
      // Apart from what is said on standard error, so that neither drowns the other.
      ...(accessLog ? { log: (line) => context.out(`${line}\n`) } : {}),
      environment: context.environment,
      command: (argv, through) => runCommand(argv, { ...context, ...through, held }),
    }).catch((error: unknown) => {
      throw taken(error, given.port ?? region.settings.port)
    })
    lock?.announce(server)
    context.say(`${region.settings.region} is served at ${server.address}`)
    if (open) openBrowser(server.address)
    await stopped(context.signal)
    await server.close()
    return DONE
  })
}

function taken(error: unknown, port: number): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') return error
  return new WholepanelError('input-argument', {
    got: `port ${port} is taken by another program`,
    want: 'a free one',
    fix: `wholepanel serve --port ${port + 1}`,
  })
}

const stopped = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** Where there is no browser the address is printed, and that is enough. */
function openBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  if (!command) return
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
