import { copyFileSync, existsSync, linkSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../lake/engine.ts'
import { viewTable } from '../../lake/lake.ts'
import { id, literal, raw, sql, join as sqlJoin } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'

/**
 * A result table in a run's folder.
 *
 *     <table>.parquet               the rows this run made
 *     <table>.<generation>.parquet  rows that an earlier run made, the same file under another name
 *     <table>.out.parquet           of which people (or records) earlier rows no longer hold: those of a generation
 *                                   before the one it says
 *
 * The first appears last, by a rename: with it the table is whole.
 */
export type Parts = { made: string | null; kept: { generation: number; path: string }[]; out: string | null }

export function partsOf(folder: string, table: string): Parts {
  const made = join(folder, `${table}.parquet`)
  const out = join(folder, `${table}.out.parquet`)
  const kept = (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => {
    const [, found, generation] = /^(\w+)\.(\d+)\.parquet$/.exec(name) ?? []
    return found === table ? [{ generation: Number(generation), path: join(folder, name) }] : []
  })
  kept.sort((a, b) => a.generation - b.generation)
  return { made: existsSync(made) ? made : null, kept, out: existsSync(out) ? out : null }
}

/** One view of all parts. `keys`: the columns by which rows go out, as the file of what is out names them. */
export async function viewParts(engine: Engine, table: Table, folder: string, name: string): Promise<void> {
  const { made, kept, out } = partsOf(folder, table.name)
  if (kept.length === 0) return viewTable(engine, name, table, made ? [made] : [])
  const columns = sqlJoin(table.columns.map((c) => sql`t.${id(c.name)}`))
  const keys = out ? await keysOf(engine, out) : []
  const parts = [sql`select ${columns} from ${id(`${name} made`)} t`]
  await viewTable(engine, `${name} made`, table, made ? [made] : [])
  for (const { generation, path } of kept) {
    const part = `${name} of ${generation}`
    await viewTable(engine, part, table, [path])
    const same = keys.map((key) => sql`o.${id(key)} = t.${id(key)}`)
    // Not `not exists`: see viewLake.
    parts.push(
      out
        ? sql`select ${columns} from ${id(part)} t
            left join read_parquet(${literal(out)}) o on ${sqlJoin(same, ' and ')} and o.generation > ${raw(String(generation))}
            where o.generation is null`
        : sql`select ${columns} from ${id(part)} t`,
    )
  }
  await engine.run(sql`create or replace view ${id(name)} as ${sqlJoin(parts, ' union all ')}`)
}

async function keysOf(engine: Engine, file: string): Promise<string[]> {
  const found = await engine.rows<{ column_name: string }>(sql`describe select * from read_parquet(${literal(file)})`)
  return found.map(({ column_name }) => column_name).filter((name) => name !== 'generation')
}

/** A second name for a file that never changes; a copy where the file system knows no second names. */
export function sameFile(from: string, to: string): void {
  rmSync(to, { force: true })
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

/** Takes away what an interrupted try left of a table that is not whole. */
export function tidyTable(folder: string, table: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(`.${table}.`) || (name.startsWith(`${table}.`) && name.endsWith('.parquet')))
      rmSync(join(folder, name))
}
