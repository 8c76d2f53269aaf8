import { createReadStream, createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReceivedFile } from '../receive.ts'

/** The file in UTF-8 and its lines: the received file itself, or a copy when it is written in something else. */
export async function asUtf8(received: ReceivedFile, to: string): Promise<{ path: string; lines: number }> {
  if (received.encoding === 'utf-8') return { path: received.path, lines: received.lines }
  const decoder = new TextDecoder(received.encoding)
  let lines = 0
  let last = '\n'
  const counted = (text: string) => {
    lines += text.split('\n').length - 1
    last = text.at(-1) ?? last
    return Buffer.from(text, 'utf8')
  }
  const decode = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, counted(decoder.decode(chunk, { stream: true }))),
    flush: (done) => done(null, counted(decoder.decode())),
  })
  await pipeline(createReadStream(received.path), decode, createWriteStream(to, { mode: 0o600 }))
  return { path: to, lines: lines + (last === '\n' ? 0 : 1) }
}
