import { remind } from '../../convening/remind/sweep.ts'
import type { Region } from '../../region.ts'
import type { Register } from '../../register/open.ts'
import { unexpected } from '../problem.ts'

export type RemindingGiven = {
  region: Pick<Region, 'lake'>
  register: Register
  now: () => string
  say: (line: string) => void
}

/**
 * Tells what each day brings: now, and on every day that comes while it runs. The clock is looked at every few minutes
 * and not waited for, so that a machine that slept, or was set to another time, is in time again.
 */
export function keepReminding(
  { region, register, now, say }: RemindingGiven,
  seconds: number,
): { close: () => Promise<void> } {
  let ended = false
  let done: string | null = null
  const said = new Set<string>()
  const look = async () => {
    const time = now()
    const day = time.slice(0, 10)
    if (ended || done === day) return
    const { failed } = await remind({ region, register, day, now: time })
    if (failed.length === 0) done = day
    // What fails is tried again with the next look, and told once a day.
    for (const { source, error } of failed) {
      const key = `${day} ${source}`
      if (!said.has(key)) say(unexpected(error, `reminders of ${source}`))
      said.add(key)
    }
  }
  let turn = look()
  const timer = setInterval(() => {
    turn = turn.then(look)
  }, seconds * 1000)
  timer.unref()
  return {
    close: async () => {
      ended = true
      clearInterval(timer)
      await turn
    },
  }
}
