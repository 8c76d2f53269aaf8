import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { WholepanelError } from '../../error.ts'
import { type EventKind, eventHead, listEvents } from '../../register/events.ts'
import type { EventHead } from '../../register/log/event-chain.ts'
import { checkLogFile, logLines } from '../../register/log/log-file.ts'
import { verifyLog } from '../../register/log/verify-log.ts'
import { type Context, DONE } from '../context.ts'
import type { Format } from '../options.ts'
import { releaseToOperator } from '../release-to-operator.ts'
import { printRows } from '../say/print-table.ts'
import { withRegion } from '../with-region.ts'

export type LogOptions = Format & {
  since?: string
  until?: string
  actor?: string
  act?: string
  kind?: EventKind
  limit: number
}

const FOR_PEOPLE = ['number', 'at', 'actor', 'role', 'purpose', 'act', 'about', 'outcome']
const WHOLE = ['number', 'at', 'actor', 'role', 'participant', 'purpose', 'act', 'about', 'detail', 'hash']
const OPERATOR = { role: 'operator', organization_id: null }

/** What was done, newest first. */
export async function log(context: Context, { since, until, ...options }: LogOptions): Promise<number> {
  for (const [name, value] of Object.entries({ since, until }))
    if (value !== undefined && !/^\d{4}-\d\d-\d\d$/.test(value))
      throw new WholepanelError('input-argument', { at: `--${name}`, got: value, want: 'a day such as 2026-01-31' })
  return withRegion(context, 'log', async ({ register }) => {
    const events = await listEvents(register, { ...options, since, until }, OPERATOR)
    const rows = events.map((one) => ({ ...one, outcome: one.detail.outcome ?? '' }))
    printRows(context, rows, options.json || options.csv ? WHOLE : FOR_PEOPLE, options)
    return DONE
  })
}

/** Where the log stands, to be published or given to somebody who keeps it. */
export function head(context: Context, { json }: { json?: boolean }): Promise<number> {
  return withRegion(context, 'log head', async ({ register }) => {
    const newest = await eventHead(register)
    context.out(json ? `${JSON.stringify(newest)}\n` : `${newest.number}:${newest.hash}\n`)
    return DONE
  })
}

/** The whole log as a file that an outsider can check. */
export function exportLog(context: Context, file: string): Promise<number> {
  const path = resolve(context.cwd, file)
  return withRegion(context, 'log export', async (open) => {
    await releaseToOperator(context, open, 'log export')
    const newest = await eventHead(open.register)
    const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    try {
      await once(stream, 'open')
    } catch (error) {
      const there = (error as NodeJS.ErrnoException).code === 'EEXIST'
      throw new WholepanelError('input-argument', {
        at: path,
        got: there ? 'a file that is already there' : 'a file that cannot be written',
        want: 'a new one, in a folder that is there',
      })
    }
    for await (const line of logLines(open.register, open.region.settings.region, newest))
      if (!stream.write(line)) await once(stream, 'drain')
    stream.end()
    await once(stream, 'close')
    context.say(`${newest.number} events are in ${file}; its head is ${newest.number}:${newest.hash}`)
    context.say('an outsider checks it with: node verify-log.mjs FILE NUMBER:HASH')
    return DONE
  })
}

/** Checks the region's log, or an exported file, which needs no region. */
export async function verify(
  context: Context,
  file: string | undefined,
  { head: published }: { head?: string },
): Promise<number> {
  const known = knownHead(published)
  if (file !== undefined) {
    const { region, last, head } = await checkLogFile(resolve(context.cwd, file), known)
    context.say(`${last} events of ${region}, none changed, missing or moved; head ${last}:${head}`)
    return DONE
  }
  return withRegion(context, 'log verify', async ({ register }) => {
    const { number, hash, releases } = await verifyLog(register, known)
    context.say(`${number} events and ${releases} releases, none changed, missing or moved; head ${number}:${hash}`)
    return DONE
  })
}

function knownHead(text: string | undefined): EventHead | undefined {
  if (text === undefined) return undefined
  const [, number, hash] = /^([1-9]\d*):([0-9a-f]{64})$/.exec(text) ?? []
  if (number === undefined || hash === undefined)
    throw new WholepanelError('input-argument', {
      at: '--head',
      got: 'something else',
      want: 'NUMBER:HASH, as log head prints it',
    })
  return { number: Number(number), hash }
}
