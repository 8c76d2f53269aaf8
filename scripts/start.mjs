// npm start: sets up, makes the demonstration region if there is none yet, and serves it.
//   npm start -- --port 4400 --no-open --people 20000 --region .demo
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { build, install, ROOT, run } from './setup.mjs'

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    open: { type: 'boolean', default: true },
    people: { type: 'string' },
    region: { type: 'string', default: join(ROOT, '.demo') },
  },
  allowNegative: true,
})

install()
build()

const wholepanel = (...args) => run(process.execPath, [join(ROOT, 'bin', 'wholepanel.js'), ...args])

if (!existsSync(join(values.region, 'wholepanel.yaml')) || existsSync(join(values.region, '.unfinished'))) {
  wholepanel('demo', values.region, ...(values.people ? ['--people', values.people] : []))
}
wholepanel(
  '--region',
  values.region,
  'serve',
  ...(values.port ? ['--port', values.port] : []),
  ...(values.host ? ['--host', values.host] : []),
  ...(values.open ? [] : ['--no-open']),
)
