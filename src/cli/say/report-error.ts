import { WholepanelError } from '../../error.ts'
import { storageFault } from '../../lake/storage-fault.ts'
import { type Context, FAILED, INTERRUPTED } from '../context.ts'

/**
 * Says what went wrong and gives the exit code. The text of an unexpected error is not shown: an engine's message may
 * quote a member's value. `WHOLEPANEL_DEBUG=1` shows all of it.
 */
export function reportError(context: Context, step: string, error: unknown): number {
  const debug = context.environment.WHOLEPANEL_DEBUG === '1'
  if (context.signal.aborted || (error instanceof WholepanelError && error.code === 'state-interrupted')) {
    const interrupted = new WholepanelError('state-interrupted', {
      at: step,
      fix: 'run the same command again to go on',
    })
    for (const line of interrupted.lines()) context.say(line)
    if (debug) context.say(stackOf(error))
    return INTERRUPTED
  }
  const isKnown = error instanceof WholepanelError && error.code !== 'state-unexpected'
  const known = isKnown
    ? error
    : (storageFault(error, step) ?? (error instanceof WholepanelError ? error : unexpected(step, error)))
  for (const line of known.lines()) context.say(line)
  if (debug) context.say(stackOf(error))
  return FAILED
}

function unexpected(step: string, error: unknown): WholepanelError {
  const code = (error as { code?: unknown } | null)?.code
  const kind = error instanceof Error ? error.name : 'Error'
  return new WholepanelError('state-unexpected', {
    at: step,
    got: typeof code === 'string' ? `${kind} ${code}` : kind,
    fix: 'see all of it with: WHOLEPANEL_DEBUG=1 wholepanel …',
  })
}

function stackOf(error: unknown): string {
  const causes: string[] = []
  for (let one = error; one !== undefined && one !== null && causes.length < 5; one = (one as Error).cause)
    causes.push(one instanceof Error ? (one.stack ?? one.message) : String(one))
  return causes.join('\ncaused by: ')
}
