// Installs and builds when, and only when, something changed. Plain JavaScript: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`wholepanel needs Node 20.19 or later; this is ${process.version}`)
  process.exit(2)
}

/** Runs a program to its end; a failure ends this process with the same code. */
export function run(command, args, options = {}) {
  const windows = process.platform === 'win32'
  const done = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell: windows, ...options })
  if (done.error) throw done.error
  if (done.status !== 0) process.exit(done.status ?? 1)
}

export function install(folder = ROOT, name = 'packages') {
  const lock = hash([join(folder, 'package-lock.json')])
  const stamp = join(folder, 'node_modules', '.wholepanel-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.log(`Installing ${name} …`)
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder })
  writeFileSync(stamp, lock)
}

export function build() {
  const inputs = ['src', 'web', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'].flatMap((p) =>
    files(join(ROOT, p)),
  )
  const want = hash(inputs)
  const stamp = join(ROOT, 'dist', '.built')
  const built = existsSync(stamp) && existsSync(join(ROOT, 'web', 'dist', 'index.html'))
  if (built && readFileSync(stamp, 'utf8') === want) return
  console.log('Building …')
  run('npm', ['run', '--silent', 'build'])
  writeFileSync(stamp, want)
}

function files(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => name !== 'dist' && name !== 'node_modules')
    .flatMap((name) => files(join(path, name)))
}

function hash(paths) {
  const all = createHash('sha256')
  for (const path of paths.sort())
    all.update(path.slice(ROOT.length)).update('\0').update(readFileSync(path)).update('\0')
  return all.digest('hex')
}
