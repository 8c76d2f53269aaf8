import { INTERRUPTED } from './context.ts'
import { runCommand } from './run-command.ts'
import { terminal } from './say/terminal.ts'

/** How long an interrupted command may take to leave the last good state in order. */
const GRACE_MS = 10_000

/** The program: a command line in, an exit code out. */
export async function main(argv: readonly string[]): Promise<number> {
  const stop = new AbortController()
  const context = {
    ...terminal(),
    cwd: process.cwd(),
    region: process.cwd(),
    now: () => new Date().toISOString(),
    signal: stop.signal,
    environment: process.env,
  }
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(INTERRUPTED)
    stop.abort()
    setTimeout(() => process.exit(INTERRUPTED), GRACE_MS).unref()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  try {
    return await runCommand(argv, context)
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}
