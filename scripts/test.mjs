// npm test: sets up, checks, builds and runs every test; then names what this machine could not run.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, install, ROOT, run } from './setup.mjs'

install()
build()

const missing = [...(hasBrowser() ? [] : ['a browser']), ...(hasPostgres() ? [] : ['a PostgreSQL server'])]
if (missing.length > 0) install(join(ROOT, 'test', 'tools'), `${missing.join(' and ')} for the tests`)

run('npm', ['run', '--silent', 'check'])
run('npx', ['--no-install', 'vitest', 'run', ...process.argv.slice(2)])

if (!process.env.WHOLEPANEL_REAL_FILES) {
  console.log(
    'Not tested here: public files of CMS (CCLF V38 set, BCDA archives); set WHOLEPANEL_REAL_FILES to a folder that has them.',
  )
}

function hasBrowser() {
  const known = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
  ]
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return [process.env.WHOLEPANEL_CHROMIUM ?? '', ...known, mac].some((path) => path !== '' && existsSync(path))
}

function hasPostgres() {
  if (process.env.WHOLEPANEL_TEST_DATABASE_URL) return true
  const onPath = (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'initdb')))
  return onPath || found('/usr/lib/postgresql/*/bin/initdb')
}

function found(pattern) {
  const [base, rest] = pattern.split('/*/')
  return existsSync(base) && readdirSync(base).some((name) => existsSync(join(base, name, rest)))
}
