import type { Explained } from '../explain/explained.ts'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'

/** What every room that does long work is given: the clock and the way to say how far it is come in from here. */
export type Work = {
  register: Register
  progress: (line: string) => void
  now: () => string
  signal: AbortSignal
}

export type IngestGiven = {
  payer: string
  payer_name?: string
  line_of_business?: string
  files: readonly string[]
}

export type Rooms = {
  'sources/ingest': {
    ingest: (region: Region, given: IngestGiven, work: Work) => Promise<{ submission_id: string; status: string }>
  }
  'sources/check': { check: (path: string, given: { payer?: string }) => Promise<unknown> }
  'run/run': { run: (region: Region, period: string, work: Work) => Promise<{ run_id: string }> }
  'explain/explain-id': { explainId: (region: Region, register: Register, id: string) => Promise<Explained> }
  'demo/demo': {
    demo: (folder: string, given: { people: number; seed: number }, work: Omit<Work, 'register'>) => Promise<void>
  }
  'server/serve': {
    serve: (region: Region, given: unknown) => Promise<{ address: string; token: string; close: () => Promise<void> }>
  }
}

export async function room<Name extends keyof Rooms>(name: Name): Promise<Rooms[Name]> {
  const kind = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return (await import(new URL(`../${name}.${kind}`, import.meta.url).href)) as Rooms[Name]
}
