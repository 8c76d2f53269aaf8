import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import type { Typed } from './recorded.ts'

/** A region that is open already: the server's, when a command goes through it. */
export type OpenRegion = {
  region: Region
  register: Register
  /** The command that is changing it now; a second one is refused, as between processes. */
  changing?: string | null
}

/** What a command may touch of the outside world. Results go to `out` and nothing else does. */
export type Context = {
  /** Relative paths on the command line are relative to this folder. */
  cwd: string
  /** Folder of the region, when `--region` does not name one. */
  region: string
  /** Standard output: a table for people, or JSON or CSV and nothing else. */
  out: (text: string) => void
  /** Standard error: one line for people. */
  say: (line: string) => void
  /** How far long work has come. On a terminal the line is written over the last one. */
  progress: (line: string) => void
  now: () => string
  /** Ctrl-C. Long work ends at it and leaves the last good state. */
  signal: AbortSignal
  environment: Readonly<Record<string, string | undefined>>
  held?: OpenRegion
  /** What is being carried out, for the log. */
  typed?: Typed
}

/** How a command ends. A usage error is 2. */
export const DONE = 0
export const FAILED = 1
export const USAGE = 2
export const INTERRUPTED = 130
