import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { Engine } from '../../../lake/engine.ts'
import type { recognise } from '../../read/recognise.ts'
import { stage } from '../../read/stage.ts'
import { receive } from '../../receive/receive.ts'
import { createEnding, type StagedFile } from '../../staged.ts'
import { createKnownPayers } from '../../validate/sender.ts'
import { sourcesOf } from '../mapped-sources.ts'
import { nameAsSent } from '../name-as-sent.ts'
import type { ReadMapping } from '../read-mapping.ts'

export type Tried = { engine: Engine; staged: StagedFile; records: number }

/**
 * Reads files by one mapping as ingest would, and takes nothing in. `look` sees each file of the mapping while it lies in
 * the engine; files that it looks values up in may be among them.
 */
export async function tryMapping<Result>(
  mapping: ReadMapping,
  files: readonly string[],
  look: (tried: Tried) => Promise<Result>,
): Promise<Result[]> {
  const scratch = mkdtempSync(joinPath(tmpdir(), 'wholepanel-map-'))
  const engine = await Engine.open({ spill: joinPath(scratch, 'spill') })
  try {
    await createEnding(engine)
    await createKnownPayers(engine, [])
    const received = await receive(files, joinPath(scratch, 'received'))
    const sources = sourcesOf([mapping], received, { keepSent: true })
    const results: Result[] = []
    for (const [i, file] of received.entries()) {
      const recognised = await recogniseBy(engine, sources, file, mapping)
      if (recognised.file.name !== mapping.name) continue
      const given = { file_id: String(i + 1), place: i + 1, received: file, recognised }
      const { staged, records } = await stage(engine, given, null, scratch)
      await nameAsSent(engine, [staged])
      results.push(await look({ engine, staged, records }))
    }
    return results
  } finally {
    engine.close()
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function recogniseBy(
  engine: Engine,
  sources: ReturnType<typeof sourcesOf>,
  file: Parameters<typeof recognise>[1],
  { name, files }: ReadMapping,
): ReturnType<typeof recognise> {
  for (const source of sources) {
    const found = await source.recognise?.(engine, file)
    if (found) return found
  }
  throw new WholepanelError('input-unknown-layout', {
    at: file.place,
    got: `no file of the mapping ${name}`,
    want: [files.named, files.columns && `the columns ${files.columns.join(', ')}`].filter(Boolean).join(' with '),
    fix: 'correct files in the mapping, or give a file that it is for',
  })
}
