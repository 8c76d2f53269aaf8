import { Kysely, sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { backUp } from '../../src/register/backup/back-up.ts'
import { restore } from '../../src/register/backup/restore.ts'
import { listWaivers } from '../../src/register/feeds/waivers.ts'
import { MIGRATIONS } from '../../src/register/migrations/index.ts'
import { migrate } from '../../src/register/migrations/migrate.ts'
import { Register } from '../../src/register/open.ts'
import { listPayers, registerPayer } from '../../src/register/payers.ts'
import type { Schema } from '../../src/register/schema.ts'
import { PgliteDialect } from '../../src/register/store/dialect-pglite.ts'
import { PgliteSession } from '../../src/register/store/session.ts'
import { backupSuite } from './backup.ts'
import { madeFolders } from './made-folder.ts'
import { NOW } from './suite.ts'

const folders = madeFolders()
afterAll(() => folders.remove())

backupSuite('a backup of the embedded register', {
  destroyed: () => folders.empty('register'),
  elsewhere: () => folders.empty('elsewhere'),
})

test('a backup of an older schema is brought to this one', async () => {
  const session = await PgliteSession.open()
  const reopen = () => Promise.reject(new Error('not opened again'))
  const db = new Kysely<Schema>({ dialect: new PgliteDialect({ session, reopen, limit: 60_000 }) })
  await migrate(db, MIGRATIONS.slice(0, 2))
  const old = new Register(db.withSchema('wholepanel'), 'pglite')
  await registerPayer(old, { payer: 'summit' }, NOW)
  await backUp(old, folders.path('old'), { version: '0.0.1', made_at: NOW })
  await old.close()
  const register = await folders.empty('newer')
  expect(await restore(register, folders.path('old'), { replace: false })).toMatchObject({ schema: 2 })
  expect(await listPayers(register)).toMatchObject([{ payer: 'summit' }])
  expect(await listWaivers(register)).toEqual([])
  await register.close()
})

test('a table whose policies may hide rows from the engine stops a backup, for it would be missing rows', async () => {
  const register = await folders.empty('hiding')
  await register.db.transaction().execute(async (tx) => {
    await sql`set local role none`.execute(tx)
    await sql`drop policy engine on wholepanel.payer`.execute(tx)
    await sql`create policy engine on wholepanel.payer to wholepanel_engine using (kind = 'payer')`.execute(tx)
  })
  await expect(backUp(register, folders.path('hidden'), { version: '0.1.0', made_at: NOW })).rejects.toMatchObject({
    code: 'state-unexpected',
    detail: { at: 'table payer of the register' },
  })
  await register.close()
})
