import { createReadStream, createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { ReceivedFile } from '../receive/receive.ts'

/** What stands in the copy for characters that no reader takes: visible, and no sender's own (Unicode, Control Pictures). */
export const CONTROL_PICTURES = { nul: '\u2400', mark: '\u2401', return: '\u240d', broken: '\ufffd' } as const

/** The text is read from a copy in which odd characters were replaced. */
export const isRewritten = ({ oddities }: Pick<ReceivedFile, 'oddities'>): boolean =>
  oddities.broken_utf8 || oddities.control_characters || oddities.lone_returns

/**
 * The file in UTF-8 and its lines: the received file itself, or a copy where it is written in something else, or holds
 * what would lead a reader astray. A return that no line feed follows ends a line only in a file without line feeds.
 */
export async function asUtf8(received: ReceivedFile, to: string): Promise<{ path: string; lines: number }> {
  const { encoding, oddities } = received
  if (encoding === 'utf-8' && !isRewritten(received)) return { path: received.path, lines: received.lines }
  const decoder = new TextDecoder(encoding)
  let lines = 0
  let last = '\n'
  let held = ''
  const counted = (text: string, isEnd: boolean) => {
    // A return at the end of a piece waits for what follows it.
    const whole = held + text
    held = !isEnd && whole.endsWith('\r') ? '\r' : ''
    const given = whole.slice(0, whole.length - held.length)
    const clean = isRewritten(received) ? replaced(given, oddities) : given
    lines += clean.split('\n').length - 1
    last = clean.at(-1) ?? last
    return Buffer.from(clean, 'utf8')
  }
  const decode = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, counted(decoder.decode(chunk, { stream: true }), false)),
    flush: (done) => done(null, counted(decoder.decode(), true)),
  })
  await pipeline(createReadStream(received.path), decode, createWriteStream(to, { mode: 0o600 }))
  return { path: to, lines: lines + (last === '\n' ? 0 : 1) }
}

/** Holds for text in which something was replaced: a reader quarantines the record. */
export function isOdd(text: Sql, received: ReceivedFile): Sql {
  if (!isRewritten(received)) return raw('false')
  const pictures = Object.values(CONTROL_PICTURES).map((picture) => sql`contains(${text}, ${literal(picture)})`)
  return sql`(${join(pictures, ' or ')})`
}

function replaced(text: string, { ends_in_return }: ReceivedFile['oddities']): string {
  return text
    .replaceAll(/\r(?!\n)/g, ends_in_return ? '\n' : CONTROL_PICTURES.return)
    .replaceAll('\u0000', CONTROL_PICTURES.nul)
    .replaceAll('\u0001', CONTROL_PICTURES.mark)
}
