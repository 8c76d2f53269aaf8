import { timingSafeEqual } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { WholepanelError } from '../../error.ts'
import type { House, Server } from '../house.ts'
import { isLoopback } from '../own-address.ts'
import { problems } from '../problem.ts'

const CommandBody = z.object({ argv: z.array(z.string()).min(1).max(10_000), cwd: z.string().max(4096).optional() })

/**
 * Commands of this machine while the server holds the region: from loopback, with the token of the lock, which only
 * the user who started the server can read. The output goes back as it comes, one JSON object a line.
 */
export function localCommandRoutes(server: Server, house: House): void {
  const schema = { hide: true, body: CommandBody, response: { 200: z.string(), ...problems } }
  server.post('/api/local/command', { schema }, async (request, reply) => {
    const { command } = house
    if (!command || !isLoopback(request.socket.remoteAddress) || !holds(house.token, request.headers.authorization))
      throw new WholepanelError('access-denied')
    const stream = new PassThrough()
    const stop = new AbortController()
    const send = (message: Record<string, unknown>) => {
      if (stream.writable) stream.write(`${JSON.stringify(message)}\n`)
    }
    reply.raw.once('close', () => stop.abort())
    const { argv, cwd } = request.body
    command(argv, {
      ...(cwd === undefined ? {} : { cwd }),
      out: (out) => send({ out }),
      say: (say) => send({ say }),
      progress: (progress) => send({ progress }),
      signal: stop.signal,
    })
      .then((exit) => send({ exit }))
      .catch(() => send({ exit: 1 }))
      .finally(() => stream.end())
    return reply.type('application/x-ndjson').send(stream as never)
  })
}

function holds(token: string, header: string | undefined): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
