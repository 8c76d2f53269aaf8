// A room imports only from rooms above it, in the order in which data flows. Everyone may import the shared words.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const SRC = fileURLToPath(new URL('../src', import.meta.url))
export const FLOW = [
  'model',
  'register',
  'lake',
  'terminology',
  'sources',
  'rights',
  'identity',
  'attribution',
  'risk',
  'cost',
  'quality',
  'payment',
  'alignment',
  'run',
  'attestation',
  'explain',
  'governance',
  'convening',
  'disclosure',
  'exchange',
  'demo',
  'server',
  'cli',
]
const SHARED = ['error.ts', 'period.ts', 'money.ts', 'region.ts', 'progress.ts']
/** Alignment compares what is public: it can never reach the store that holds own amounts. */
const FORBIDDEN = [['alignment', 'register']]

const faults = []
for (const file of walk(SRC)) {
  const [room = '', ...rest] = relative(SRC, file).split(sep)
  if (rest.length === 0) {
    if (!SHARED.includes(room))
      faults.push(
        `src/${room}: a file at the top is shared by every room; add it to a room, or to SHARED in this script`,
      )
    continue
  }
  const place = FLOW.indexOf(room)
  if (place < 0) faults.push(`src/${room}: not a room in the flow`)
  if (readdirSync(dirname(file)).length > 20) faults.push(`${relative(SRC, dirname(file))}: more than 20 files`)
  const text = readFileSync(file, 'utf8')
  if (text.split('\n').length > 401) faults.push(`src/${relative(SRC, file)}: more than 400 lines`)
  for (const [, path = ''] of text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
    const [other = '', ...inner] = relative(SRC, resolve(dirname(file), path)).split(sep)
    if (inner.length === 0 || other === room) continue
    const forbidden = FORBIDDEN.some(([a, b]) => a === room && b === other)
    if (FLOW.indexOf(other) > place || forbidden)
      faults.push(`src/${relative(SRC, file)} imports ${path}: ${room}/ may not import ${other}/`)
  }
}
if (faults.length > 0) {
  console.error([...new Set(faults)].join('\n'))
  process.exit(1)
}

function* walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* walk(path)
    else if (name.endsWith('.ts')) yield path
  }
}
