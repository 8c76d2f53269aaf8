import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file under a folder, by its path in it, in order. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

export const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map((entry) => entry.name)
        .sort()
    : []

/** A file's hash; a folder's is that of the hashes of its files, by name. */
export async function weigh(path: string): Promise<{ bytes: number; sha256: string }> {
  if (!statSync(path).isDirectory()) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
    return { bytes: statSync(path).size, sha256: hash.digest('hex') }
  }
  const hash = createHash('sha256')
  let bytes = 0
  for (const name of filesUnder(path)) {
    const one = await weigh(join(path, name))
    bytes += one.bytes
    hash.update(`${name} ${one.sha256}\n`)
  }
  return { bytes, sha256: hash.digest('hex') }
}
