import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { WholepanelError } from '../../error.ts'
import { allEvents } from '../events.ts'
import type { Register } from '../open.ts'
import { BEFORE_THE_FIRST, canonicalText, type EventHead, type EventRow, faultOf } from './event-chain.ts'

/**
 * The log as a file that an outsider can check: one canonical JSON object a line, first a header, then every event,
 * oldest first. An event's line without its hash is the text that was hashed.
 */
export const FORMAT = 'wholepanel-log/1'

export type LogHeader = {
  format: string
  region: string
  first: number
  last: number
  /** The hash before the first event, and that of the last. */
  previous_hash: string
  head: string
}

/** The lines of the log up to a head that was read before: what is added meanwhile waits for the next export. */
export async function* logLines(register: Register, region: string, head: EventHead): AsyncGenerator<string> {
  const header: LogHeader = {
    format: FORMAT,
    region,
    first: 1,
    last: head.number,
    previous_hash: BEFORE_THE_FIRST.hash,
    head: head.hash,
  }
  yield `${canonicalText(header)}\n`
  for await (const event of allEvents(register, head.number)) yield `${canonicalText(event)}\n`
}

/** Checks events one by one and gives where they end; the first that is wrong is named. `known` must be among them. */
export async function checkEvents(
  events: AsyncIterable<EventRow> | Iterable<EventRow>,
  known?: EventHead,
): Promise<EventHead> {
  let before = BEFORE_THE_FIRST
  for await (const event of events) {
    const fault = faultOf(event, before)
    if (fault) throw broken(before.number + 1, fault)
    if (event.number === known?.number && event.hash !== known.hash)
      throw broken(event.number, 'its hash is not the one that was published')
    before = { number: event.number, hash: event.hash }
  }
  if (known && before.number < known.number)
    throw broken(before.number + 1, `it is missing: the log ends after event ${before.number}`)
  return before
}

/** Checks an exported file: every line, and the end against the header and a head that was published, if given. */
export async function checkLogFile(path: string, known?: EventHead): Promise<LogHeader> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  const read = lines[Symbol.asyncIterator]()
  try {
    const first = await read.next()
    const header = headerOf(first.done ? '' : first.value, path)
    const head = await checkEvents(eventsOf(read), known)
    if (head.number !== header.last)
      throw broken(head.number + 1, `the file ends here, and its header says ${header.last} events`)
    if (head.hash !== header.head) throw broken(head.number, 'its hash is not the head that the header names')
    return header
  } catch (error) {
    const code = (error as NodeJS.ErrnoException | null)?.code
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'EACCES') throw error
    throw new WholepanelError('input-file', { at: path, want: 'a file that log export wrote' })
  } finally {
    lines.close()
  }
}

async function* eventsOf(read: AsyncIterator<string>): AsyncGenerator<EventRow> {
  let place = 0
  for (let line = await read.next(); !line.done; line = await read.next()) {
    place += 1
    const event = objectOf(line.value) as EventRow | null
    // Any byte that was added, even a space or a second field of the same name, shows here.
    if (event === null || canonicalText(event) !== line.value || Object.keys(event).sort().join() !== FIELDS)
      throw broken(place, 'its line is not as an export writes it')
    yield event
  }
}

const FIELDS = 'about,act,actor,at,detail,hash,number,participant,previous_hash,purpose,role'

function headerOf(line: string, path: string): LogHeader {
  const header = objectOf(line) as LogHeader | null
  if (header?.format !== FORMAT || !Number.isSafeInteger(header.last))
    throw new WholepanelError('input-file', {
      at: `${path}:1`,
      got: 'no header of a log',
      want: `a file that log export wrote, of format ${FORMAT}`,
    })
  return header
}

function objectOf(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

const broken = (number: number, got: string): WholepanelError =>
  new WholepanelError('conflict-log', {
    at: `event ${number}`,
    got,
    fix: 'keep this register and file as they are, and compare them with an earlier export or backup',
  })
