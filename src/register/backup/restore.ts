import { sql } from 'kysely'
import { WholepanelError } from '../../error.ts'
import { MIGRATIONS } from '../migrations/index.ts'
import { migrateWithin } from '../migrations/migrate.ts'
import type { Register, RegisterTransaction } from '../open.ts'
import { loosen } from './constraints.ts'
import type { Header } from './header.ts'
import { type Batch, batchesOf, damaged, headerOf } from './read-backup.ts'
import { asEngine, asOwner, fingerprint, type TableShape, table, tablesOf } from './tables.ts'

/**
 * Puts a backup in the place of the register, on whichever store, in one transaction: whoever is killed on the way
 * leaves the register as it was. A backup of an older schema is migrated. The whole file is read before anything is
 * touched.
 */
export async function restore(register: Register, file: string, { replace }: { replace: boolean }): Promise<Header> {
  const header = await headerOf(file)
  const newest = Math.max(...MIGRATIONS.map((one) => one.version))
  if (header.schema > newest)
    throw new WholepanelError('unsupported-backup', {
      at: file,
      got: `schema ${header.schema}, written by version ${header.version}`,
      want: `at most schema ${newest}`,
      fix: 'install that version of wholepanel, or a newer one',
    })
  for await (const _batch of batchesOf(file, header));
  const work = async (tx: RegisterTransaction) => {
    await asOwner(tx)
    if (!replace) await requireEmpty(tx)
    await makeAfresh(tx, header.schema)
    const shapes = await tablesOf(tx)
    requireSame(file, header, shapes)
    const tighten = await loosen(tx)
    for (const { name } of shapes) await sql`delete from ${table(name)}`.execute(tx)
    for await (const batch of batchesOf(file, header)) await insert(tx, batch, shapes)
    for (const { name, last_value, is_called } of header.sequences)
      await sql`select setval(${`wholepanel.${name}`}::regclass, ${last_value}::bigint, ${is_called})`.execute(tx)
    for (const told of header.tables) await requireRead(tx, file, told, shapes)
    await tighten()
    await migrateWithin(tx, MIGRATIONS)
  }
  await register.db
    .transaction()
    .execute(work)
    .catch((error: unknown) => {
      throw refusedRows(file, error)
    })
  return header
}

/** The database refused a value or a row: by its code only, because its words may quote a value. */
function refusedRows(file: string, error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^2[23]/.test(code)
    ? damaged(file, `the database refuses rows of it (${code})`)
    : error
}

async function makeAfresh(tx: RegisterTransaction, schema: number): Promise<void> {
  await sql`drop schema wholepanel cascade`.execute(tx)
  await migrateWithin(
    tx,
    MIGRATIONS.filter((one) => one.version <= schema),
  )
}

/** A register is empty when it holds no more than its migrations put there. */
async function requireEmpty(tx: RegisterTransaction): Promise<void> {
  const before = await countsOf(tx)
  if (before.every(({ rows }) => rows === 0)) return
  await makeAfresh(tx, Math.max(...MIGRATIONS.map((one) => one.version)))
  const fresh = new Map((await countsOf(tx)).map(({ name, rows }) => [name, rows]))
  const filled = before.filter(({ name, rows }) => rows > (fresh.get(name) ?? 0))
  if (filled.length === 0) return
  throw new WholepanelError('state-register-not-empty', {
    got: filled.map(({ name, rows }) => `${name} ${rows}`).join(', '),
    fix: 'back it up, and then put the backup in its place with: wholepanel restore FILE --replace',
  })
}

async function countsOf(tx: RegisterTransaction): Promise<{ name: string; rows: number }[]> {
  const shapes = await tablesOf(tx)
  const counts: { name: string; rows: number }[] = []
  await asEngine(tx)
  for (const { name } of shapes) {
    const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${table(name)}`.execute(tx)
    counts.push({ name, rows: rows[0]?.rows ?? 0 })
  }
  await sql`set local role none`.execute(tx)
  return counts
}

function requireSame(file: string, { tables, schema }: Header, shapes: readonly TableShape[]): void {
  const lineOf = (name: string, columns: readonly string[]) => `${name}(${columns.join(', ')})`
  const want = shapes.map(({ name, columns }) =>
    lineOf(
      name,
      columns.map((one) => one.name),
    ),
  )
  const got = tables.map(({ name, columns }) => lineOf(name, columns))
  const odd = [...got.filter((one) => !want.includes(one)), ...want.filter((one) => !got.includes(one))]
  if (odd[0]) throw damaged(file, `${odd[0]} is not a table both of the backup and of schema ${schema}`)
}

async function insert(
  tx: RegisterTransaction,
  { table: { name, columns }, rows }: Batch,
  shapes: readonly TableShape[],
): Promise<void> {
  const types = new Map(shapes.find((one) => one.name === name)?.columns.map((one) => [one.name, one.type]))
  const values = columns.map((column, at) => sql.raw(`(row ->> ${at})::${types.get(column)}`))
  await sql`
    insert into ${table(name)} (${sql.join(columns.map((column) => sql.ref(column)))}) overriding system value
    select ${sql.join(values)} from json_array_elements(${JSON.stringify(rows)}::text::json) row`.execute(tx)
}

async function requireRead(
  tx: RegisterTransaction,
  file: string,
  told: Header['tables'][number],
  shapes: readonly TableShape[],
): Promise<void> {
  const shape = shapes.find((one) => one.name === told.name)
  const found = shape && (await fingerprint(tx, shape))
  if (found?.sha256 !== told.sha256)
    throw damaged(file, `table ${told.name} does not read back as it was written`, 'nothing was changed; report it')
}
