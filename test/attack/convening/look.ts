import { Unreadable } from '../../../src/convening/documents/document.ts'
import { readDocument } from '../../../src/convening/documents/read-document.ts'
import { ROUTES } from '../../../src/governance/routes.ts'
import { cookieOfAccount } from '../../server/administrators.ts'
import { LOOKERS } from './secrets.ts'
import type { Attacked } from './world.ts'

/** One answer of the convening; `tried` is what stood in the address: ids of the world, ids of nothing, or no id at all. */
export type Heard = { route: string; url: string; tried: 'ids' | 'nothing' | 'garbled'; status: number; body: string }

/** Read by the year of attacks on figures, or of one's own account and its sign-in; none holds a word of the convening. */
export const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'pages, which hold no data': ['/', '/*', '/healthz', '/api/openapi.json', '/.well-known/smart-configuration'],
  'sign-in': ['/api/identity-provider/callback', '/api/attest/:attestation_code'],
  'figures and people of panels: test/attack/observe.ts': [
    '/api/practices/:practice_id/panel/:person_id',
    '/api/practices/:practice_id/panel/:person_id/access',
    ...[
      '',
      '/panel',
      '/roster',
      '/reconciliation',
      '/scorecard',
      '/payments',
      '/cost',
      '/notices',
      '/attestations',
    ].map((one) => `/api/practices/:practice_id${one}`),
    ...['practices', 'cost', 'cost/growth', 'business-case', 'explain/:id', 'access', 'attestation-codes'].map(
      (one) => `/api/${one}`,
    ),
    ...['rules', 'compare', 'minimum', 'churn', 'lateness'].map((one) => `/api/attribution/${one}`),
    ...['effect', 'extent', 'market', 'burden', 'rubric'].map((one) => `/api/alignment/${one}`),
    ...['', '/:submission_id', '/:submission_id/report.pdf', '/:submission_id/report.csv'].map(
      (one) => `/api/submissions${one}`,
    ),
    '/api/submissions/:submission_id/records.csv',
    '/api/left-out',
    '/api/findings',
  ],
  'contracts and answers of payers: test/server/exhibit.test.ts, test/server/alignment.test.ts': [
    '/api/arrangements/:arrangement/exhibit',
    '/api/alignment',
    '/api/alignment/payers/:asked_payer',
    '/api/alignment/trend',
    '/api/alignment/pathway',
    '/api/alignment/board.pdf',
    '/api/practices/:practice_id/alignment',
  ],
  'the library of models, which is open': [
    ...['', '/:folder/:name', '/compare'].map((one) => `/api/models${one}`),
    ...['elements', 'models', 'initiatives', 'initiatives/:initiative'].map((one) => `/api/alignment/${one}`),
  ],
}

/** Every other address that can be read, so that a new one is read without a word here. */
export const READ = Object.keys(ROUTES)
  .filter((route) => route.startsWith('GET '))
  .map((route) => route.slice('GET '.length))
  .filter((path) => !Object.values(ELSEWHERE).flat().includes(path))

/** An id of the same kind that is nothing's: it must be refused like one that is another's. */
const nothingLike = (id: string | number | undefined) => (typeof id === 'number' ? 987_654 : 'nothing-there')
const GARBLED = ["'--", '%', '-1', '../1', '1 or true', '__proto__']
/** Secret addresses are no ids to try: each is opened by who has it, below. */
const SECRET = ['calendar_file']

/** Every address by which a route may be asked; null where an id is wanted that nobody knows here. */
export function addressesOf(path: string, ids: Attacked['ids']): Pick<Heard, 'url' | 'tried'>[] | null {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const [name] = names
  if (name === undefined) return ['', '?format=csv'].map((query) => ({ url: path + query, tried: 'ids' }))
  const known = SECRET.includes(name) ? [] : ids[name]
  if (names.length > 1 || known === undefined) return null
  const filled = (value: string | number) => path.replace(`:${name}`, encodeURIComponent(value))
  return [
    ...known.map((one) => ({ url: filled(one), tried: 'ids' as const })),
    { url: filled(nothingLike(known[0])), tried: 'nothing' as const },
    ...GARBLED.map((one) => ({ url: filled(one), tried: 'garbled' as const })),
  ]
}

/** Everything that everybody can read of a world. */
export async function lookAround(world: Attacked): Promise<Record<string, Heard[]>> {
  const heard: Record<string, Heard[]> = {}
  const asked = READ.flatMap((path) =>
    (addressesOf(path, world.ids) ?? []).map((one) => ({ route: `GET ${path}`, ...one })),
  )
  for (const who of LOOKERS) heard[who] = await asking(world, who, [...asked, ...ownOf(who, world)])
  return heard
}

/** What only this one has the address of, and pages of what is long. */
const ownOf = (who: string, { keys }: Attacked): Omit<Heard, 'status' | 'body'>[] =>
  [
    ['GET /calendar/:calendar_file', `/calendar/${{ amber: keys.calendarOfAmber, elm: keys.calendarOfElm }[who]}.ics`],
    ['GET /api/calendar', '/api/calendar?from=2025-06-01&to=2026-12-31'],
    ['GET /api/log', '/api/log?limit=500'],
  ].map(([route = '', url = '']) => ({ route, url, tried: 'ids' }))

async function asking({ house }: Attacked, who: string, asked: readonly Omit<Heard, 'status' | 'body'>[]) {
  const headers = who === 'nobody' ? {} : { cookie: await cookieOfAccount(house, who) }
  const heard: Heard[] = []
  for (const one of asked) {
    const { statusCode: status, body, rawPayload } = await house.server.inject({ url: one.url, headers })
    const isDocument = status === 200 && one.route.endsWith('/document')
    heard.push({ ...one, status, body: isDocument ? await wordsIn(rawPayload) : body })
  }
  return heard
}

/** The words of a document, and its bytes as they stand: one that cannot be read is read all the same. */
const wordsIn = async (bytes: Buffer): Promise<string> => {
  const words = await readDocument(bytes).catch((error: unknown) => {
    if (error instanceof Unreadable) return { text: '' }
    throw error
  })
  return `${words.text} ${bytes.toString('latin1')}`
}
