import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { House, Server } from '../house.ts'

/** The built pages. The shell needs no sign-in: it holds no data. */
export async function pageRoutes(server: Server, house: House): Promise<void> {
  if (house.pages) await server.register(files, { root: house.pages, prefix: '/', index: 'index.html' })
  else
    server.get('/', { schema: { hide: true } }, async (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(NOT_BUILT),
    )
}

/** Addresses of the pages' own router get the shell; anything else that is not there is not found. */
export function sendShell({ pages }: House, request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  const path = request.url.split('?')[0] ?? ''
  if (request.method !== 'GET' || path.startsWith('/api') || /\.[a-z0-9]+$/i.test(path)) return null
  const shell = pages ? join(pages, 'index.html') : ''
  return reply.type('text/html; charset=utf-8').send(existsSync(shell) ? readFileSync(shell) : NOT_BUILT)
}

const NOT_BUILT =
  '<!doctype html><html lang="en"><title>Wholepanel</title><p>The server runs; the pages are not built. Build them with: npm run build</p></html>'
