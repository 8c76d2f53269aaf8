import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { WholepanelError } from '../../error.ts'
import type { Register, RegisterTransaction } from '../open.ts'
import { FORMAT, firstLine, type Header, widest } from './header.ts'
import { asEngine, asOwner, lineOf, rowsOf, tablesOf } from './tables.ts'

/**
 * Writes every table of the register to one new file, as of one moment. The file appears when it is whole; only its
 * owner may read it, because hashes of tokens and contracts' amounts stand in it.
 */
export async function backUp(
  register: Register,
  file: string,
  made: { version: string; made_at: string },
): Promise<Header> {
  if (existsSync(file)) throw wrong(file, 'a file is already there', 'a new file')
  if (!existsSync(dirname(file))) throw wrong(file, 'its folder is not there', 'a folder that exists')
  const part = `${file}.${process.pid}.part`
  try {
    const handle = await open(part, 'wx', 0o600)
    const header = await written(register, handle, made).finally(() => handle.close())
    await rename(part, file)
    await settled(dirname(file))
    return header
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

function written(register: Register, handle: FileHandle, made: { version: string; made_at: string }): Promise<Header> {
  const work = async (tx: RegisterTransaction) => {
    await asOwner(tx)
    const shapes = await tablesOf(tx)
    const begun: Header = {
      kind: 'wholepanel register backup',
      format: FORMAT,
      version: made.version,
      schema: await schemaOf(tx),
      store: register.store,
      made_at: made.made_at,
      tables: shapes.map(({ name, columns }) => ({
        name,
        columns: columns.map((one) => one.name),
        rows: 0,
        sha256: '',
      })),
      sequences: await sequencesOf(tx),
    }
    const width = widest(begun)
    await handle.write(firstLine(begun, width))
    await asEngine(tx)
    for (const [at, shape] of shapes.entries()) {
      const hash = createHash('sha256')
      const told = begun.tables[at]
      if (!told) continue
      for await (const rows of rowsOf(tx, shape)) {
        const lines = rows.map(lineOf).join('')
        hash.update(lines)
        told.rows += rows.length
        await handle.write(lines)
      }
      told.sha256 = hash.digest('hex')
    }
    // After the rows: a number given meanwhile by another process may be skipped, never given twice.
    await sql`set local role none`.execute(tx)
    const header = { ...begun, sequences: await sequencesOf(tx) }
    const line = firstLine(header, width)
    await handle.write(line, 0, line.length, 0)
    await handle.sync()
    return header
  }
  return register.db.transaction().setIsolationLevel('repeatable read').execute(work)
}

async function schemaOf(tx: RegisterTransaction): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select max(version) as version from wholepanel.schema_version`.execute(tx)
  return rows[0]?.version ?? 0
}

async function sequencesOf(tx: RegisterTransaction): Promise<Header['sequences']> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = 'wholepanel'::regnamespace and relkind = 'S' order by relname collate "C"`.execute(tx)
  const sequences: Header['sequences'] = []
  for (const { name } of rows) {
    const found = await sql<{ last_value: string; is_called: boolean }>`
      select last_value::text as last_value, is_called from ${sql.table(`wholepanel.${name}`)}`.execute(tx)
    for (const row of found.rows) sequences.push({ name, ...row })
  }
  return sequences
}

/** The name is on the disk, too. */
async function settled(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const wrong = (at: string, got: string, want: string) => new WholepanelError('input-argument', { at, got, want })
