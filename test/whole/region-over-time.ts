import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { runCommand } from '../../src/cli/run-command.ts'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'

/** A region to which commands are said day by day; its clock stands at eight in the morning of the day set. */
export class RegionOverTime {
  readonly folder = mkdtempSync(join(tmpdir(), 'over-time-'))
  readonly region = Region.create(join(this.folder, 'region'))
  readonly register: Register
  #day = ''

  private constructor(register: Register) {
    this.register = register
  }

  static async open(): Promise<RegionOverTime> {
    return new RegionOverTime(await openPglite())
  }

  async remove(): Promise<void> {
    await this.register.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  on(day: string): void {
    this.#day = day
  }

  async say(line: string): Promise<{ code: number; out: string; said: string }> {
    const result = { code: 0, out: '', said: '' }
    let seconds = 0
    result.code = await runCommand(line.split(' '), {
      cwd: this.folder,
      region: this.region.path,
      out: (text) => {
        result.out += text
      },
      say: (text) => {
        result.said += `${text}\n`
      },
      progress: () => {},
      now: () => `${this.#day}T08:00:${String(seconds++ % 60).padStart(2, '0')}.000Z`,
      signal: new AbortController().signal,
      environment: {},
      held: { region: this.region, register: this.register },
    })
    return result
  }

  async done(line: string): Promise<string> {
    const { code, out, said } = await this.say(line)
    expect({ line, code, said: code === 0 ? '' : said }).toEqual({ line, code: 0, said: '' })
    return out
  }

  file(name: string, text: string): string {
    writeFileSync(join(this.folder, name), text)
    return name
  }
}
