import type { Holder } from '../register/lock.ts'
import type { Context } from './context.ts'

/** What the server streams back, one JSON object a line. */
export type Forwarded = { out: string } | { say: string } | { progress: string } | { exit: number }

export const COMMAND_ROUTE = '/api/local/command'

/**
 * Sends a command to the server that holds the region and prints what comes back. Null when nobody answers there.
 * The lock file that names address and token is readable by its owner only.
 */
export async function forward(
  { address, token }: Holder,
  argv: readonly string[],
  context: Context,
): Promise<number | null> {
  if (!address || !token) return null
  let response: Response
  try {
    response = await fetch(new URL(COMMAND_ROUTE, address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-wholepanel': '1' },
      body: JSON.stringify({ argv, cwd: context.cwd }),
      signal: context.signal,
    })
  } catch (error) {
    if (context.signal.aborted) throw error
    return null
  }
  if (!response.ok || !response.body) return null
  let exit = 1
  for await (const message of lines(response.body)) {
    if ('out' in message) context.out(message.out)
    else if ('say' in message) context.say(message.say)
    else if ('progress' in message) context.progress(message.progress)
    else exit = message.exit
  }
  return exit
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncIterable<Forwarded> {
  let rest = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) if (part !== '') yield JSON.parse(part) as Forwarded
  }
  if (rest !== '') yield JSON.parse(rest) as Forwarded
}
