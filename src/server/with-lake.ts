import { join } from 'node:path'
import { Engine } from '../lake/engine.ts'
import { viewLake } from '../lake/lake.ts'
import type { Region } from '../region.ts'

let opened = 0

/**
 * An engine of its own over the whole lake, for reads about deliveries that no run may have read yet. Its spill folder
 * is its own too: an engine removes it when it closes.
 */
export async function withLake<Result>(region: Region, work: (engine: Engine) => Promise<Result>): Promise<Result> {
  opened += 1
  const engine = await Engine.open({
    memory: region.settings.memory,
    threads: region.settings.threads,
    spill: join(region.path, 'spill', `${process.pid}-received-${opened}`),
  })
  try {
    await viewLake(engine, region.lake)
    return await work(engine)
  } finally {
    engine.close()
  }
}
