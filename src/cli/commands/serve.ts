import { spawn } from 'node:child_process'
import { type Context, DONE } from '../context.ts'
import { room } from '../rooms.ts'
import { runCommand } from '../run-command.ts'
import { withRegion } from '../with-region.ts'

export type ServeGiven = { port?: number; host?: string; open: boolean }

/** Serves the pages until it is stopped. Commands that start meanwhile are carried out in this process. */
export function serve(context: Context, { open, ...given }: ServeGiven): Promise<number> {
  return withRegion(context, 'serve', async ({ region, register, lock }) => {
    const { serve: listen } = await room('server/serve')
    const server = await listen(region, {
      ...given,
      register,
      now: context.now,
      say: context.say,
      command: (argv: readonly string[], through: Partial<Context>) =>
        runCommand(argv, { ...context, ...through, held: { region, register } }),
    })
    lock?.announce(server)
    context.say(`${region.settings.region} is served at ${server.address}`)
    if (open) openBrowser(server.address)
    await stopped(context.signal)
    await server.close()
    return DONE
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
