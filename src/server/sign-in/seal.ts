import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../../error.ts'
import type { Region } from '../../region.ts'

/**
 * Seals what the register or a browser keeps for us, with the region's own key: whoever has one of the two alone reads
 * nothing. `about` is part of the seal, so that a sealed text is worth nothing in another place.
 */
export class Seal {
  readonly #read: () => Buffer
  #key: Buffer | undefined

  constructor(read: () => Buffer) {
    this.#read = read
  }

  seal(about: string, text: string): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#secret(), iv).setAAD(Buffer.from(about))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
  }

  /** Null for what this key did not seal, or not about this. */
  open(about: string, sealed: string): string | null {
    const bytes = Buffer.from(sealed, 'base64url')
    if (bytes.length < 28) return null
    try {
      const opened = createDecipheriv('aes-256-gcm', this.#secret(), bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([opened.update(bytes.subarray(28)), opened.final()]).toString('utf8')
    } catch {
      return null
    }
  }

  /** The same for the same: by it a short code is found that the register must not hold. */
  mark(about: string, text: string): string {
    return createHmac('sha256', this.#secret()).update(`${about}\n${text}`).digest('base64url')
  }

  #secret(): Buffer {
    this.#key ??= this.#read()
    return this.#key
  }
}

export const KEY_VARIABLE = 'WHOLEPANEL_SECRET_KEY'

/** From the environment, else from the region's key file, which is made when it is first needed. */
export function regionSeal(region: Region, environment: Readonly<Record<string, string | undefined>>): Seal {
  return new Seal(() => {
    const given = environment[KEY_VARIABLE]
    if (given) return keyFrom(given, KEY_VARIABLE)
    const file = join(region.keys, 'secret')
    if (!existsSync(file)) {
      mkdirSync(region.keys, { recursive: true, mode: 0o700 })
      writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    }
    chmodSync(file, 0o600)
    return keyFrom(readFileSync(file, 'utf8'), file)
  })
}

function keyFrom(text: string, at: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === 32) return key
  throw new WholepanelError('input-settings', {
    at,
    got: 'no key',
    want: '32 random bytes in base64',
    fix: 'bring the key back from its backup; with a new one every second factor has to be set up again',
  })
}
