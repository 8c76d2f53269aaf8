import type { Region } from '../../region.ts'
import type { Register } from '../../register/open.ts'
import { regionSeal } from '../sign-in/seal.ts'
import { type Mailer, mailerOf } from './mailer.ts'
import { type Calls, sendCalls } from './send-calls.ts'
import { type Post, type SendingCount, sendMessages } from './send-messages.ts'

export type OutgoingGiven = {
  region: Region
  register: Register
  now: () => string
  environment: Readonly<Record<string, string | undefined>>
}

/** What leaves by e-mail and by webhook. */
export class Outgoing {
  readonly #post: Post | null
  readonly #calls: Calls
  readonly #mailer: Mailer | null
  #ended = false

  constructor({ region, register, now, environment }: OutgoingGiven) {
    const { settings } = region
    this.#mailer = mailerOf(settings.mail_from, environment)
    this.#post = this.#mailer && { register, settings, mailer: this.#mailer, now }
    const sealing = regionSeal(region, environment)
    this.#calls = { register, settings, sealing, loopback: settings.demonstration, now }
  }

  /** Whether anybody set up e-mail. */
  get mails(): boolean {
    return this.#mailer !== null
  }

  /** Sends all that is due now. */
  async sendAll(): Promise<{ mail: SendingCount | null; calls: SendingCount }> {
    const goOn = () => !this.#ended
    const [mail, calls] = await Promise.all([
      this.#post ? sendMessages(this.#post, goOn) : null,
      sendCalls(this.#calls, goOn),
    ])
    return { mail, calls }
  }

  /** Sends what is due every few seconds until it is closed; what fails is told and tried with the next. */
  start(seconds: number, failed: (error: unknown) => void): { close: () => Promise<void> } {
    let turn: Promise<void> = Promise.resolve()
    const timer = setInterval(() => {
      turn = turn.then(async () => {
        if (!this.#ended) await this.sendAll().then(() => undefined, failed)
      })
    }, seconds * 1000)
    return {
      close: async () => {
        this.#ended = true
        clearInterval(timer)
        await turn
        this.close()
      },
    }
  }

  close(): void {
    this.#mailer?.close()
  }
}
