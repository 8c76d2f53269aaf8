import { request as plain, type RequestOptions } from 'node:http'
import { request as secure } from 'node:https'
import type { SignedCall } from '../../convening/notify/signed-call.ts'
import { refuseInside } from '../outside.ts'

const SECONDS = 10
/** No more of an answer is read: only its status counts. */
const LONGEST_ANSWER = 10_000

/** What came back: a status, or why nothing did. */
export type Called = { status: number } | { problem: string }

/** One call, soon, to outside, and no redirection followed. */
export function call(address: string, { headers, body }: SignedCall, loopback: boolean): Promise<Called> {
  const url = new URL(address)
  const way = refuseInside(url, loopback)
  if (way instanceof Error) return Promise.resolve({ problem: way.message })
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'user-agent': 'wholepanel', 'content-length': Buffer.byteLength(body) },
    agent: false,
    signal: AbortSignal.timeout(SECONDS * 1000),
    ...way,
  }
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve({ problem: problemOf(error) })
    const ask = (url.protocol === 'https:' ? secure : plain)(url, options, (answer) => {
      const { statusCode: status = 0 } = answer
      let length = 0
      answer.on('data', (piece: Buffer) => {
        length += piece.length
        if (length > LONGEST_ANSWER) answer.destroy()
      })
      answer.on('close', () => resolve({ status }))
      answer.on('error', () => resolve({ status }))
    })
    ask.on('error', failed)
    ask.end(body)
  })
}

/** A code of the system; what the other side wrote is not kept. */
function problemOf({ name, code, message }: NodeJS.ErrnoException): string {
  if (name === 'AbortError' || name === 'TimeoutError') return `no answer within ${SECONDS} seconds`
  if (message.endsWith('leads inside')) return message
  return `no connection (${/^[A-Z_0-9]{1,60}$/.test(code ?? '') ? code : 'unknown'})`
}
