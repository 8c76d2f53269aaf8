import { clearLine, cursorTo } from 'node:readline'
import type { Context } from '../context.ts'

/** Standard output for results, standard error for everything said along the way. */
export function terminal(): Pick<Context, 'out' | 'say' | 'progress'> {
  const { stdout, stderr } = process
  // A reader that has seen enough (`| head`) closes the pipe: that is no failure.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  let open = false
  let last = ''
  const clear = () => {
    if (!open) return
    clearLine(stderr, 0)
    cursorTo(stderr, 0)
    open = false
  }
  return {
    out: (text) => {
      clear()
      stdout.write(text)
    },
    say: (line) => {
      clear()
      stderr.write(`${line}\n`)
    },
    progress: (line) => {
      if (line === last) return
      last = line
      if (!stderr.isTTY) {
        stderr.write(`${line}\n`)
        return
      }
      clear()
      stderr.write(line.slice(0, Math.max(20, (stderr.columns ?? 80) - 1)))
      open = true
    },
  }
}
