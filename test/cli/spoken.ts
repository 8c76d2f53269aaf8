import type { Context, OpenRegion } from '../../src/cli/context.ts'
import { runCommand } from '../../src/cli/run-command.ts'

export type Spoken = { code: number; out: string; said: string; progress: string[] }

export type Setting = {
  cwd?: string
  environment?: Record<string, string>
  held?: OpenRegion
  signal?: AbortSignal
}

/** Runs a command line and keeps what it wrote, by channel. */
export async function spoken(line: string | readonly string[], setting: Setting = {}): Promise<Spoken> {
  const result: Spoken = { code: 0, out: '', said: '', progress: [] }
  const cwd = setting.cwd ?? process.cwd()
  const context: Context = {
    cwd,
    region: cwd,
    out: (text) => {
      result.out += text
    },
    say: (text) => {
      result.said += `${text}\n`
    },
    progress: (text) => result.progress.push(text),
    now: () => '2026-01-05T10:00:00Z',
    signal: setting.signal ?? new AbortController().signal,
    environment: setting.environment ?? {},
    ...(setting.held ? { held: setting.held } : {}),
  }
  result.code = await runCommand(
    typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line,
    context,
  )
  return result
}
