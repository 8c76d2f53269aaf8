import { z } from 'zod'
import type { House, Server } from '../house.ts'
import { problems } from '../problem.ts'

export function healthRoutes(server: Server, _house: House): void {
  server.get(
    '/healthz',
    { schema: { summary: 'Whether the server answers', response: { 200: z.object({ status: z.literal('ok') }) } } },
    async () => ({
      status: 'ok' as const,
    }),
  )
  server.get(
    '/api/openapi.json',
    { schema: { hide: true, response: { 200: z.looseObject({ openapi: z.string() }), ...problems } } },
    async () => server.swagger() as { openapi: string },
  )
}
