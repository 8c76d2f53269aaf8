import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres } from '../../src/register/open.ts'
import { listPayers } from '../../src/register/payers.ts'
import { calendarSuite } from '../convening/calendar-suite.ts'
import { governingSuite } from '../convening/governing.ts'
import { mailSuite } from '../convening/mail-suite.ts'
import { meetingsSuite } from '../convening/meetings-suite.ts'
import { notifySuite } from '../convening/notify-suite.ts'
import { refusalsSuite } from '../convening/refusals-suite.ts'
import { remindSuite } from '../convening/remind/suite.ts'
import { conveningSuite } from '../convening/suite.ts'
import { webhooksSuite } from '../convening/webhooks-suite.ts'
import { backupSuite } from '../register/backup.ts'
import { madeFolders } from '../register/made-folder.ts'
import { secondLockSuite } from '../register/second-lock.ts'
import { registerSuite } from '../register/suite.ts'
import { turnsSuite } from '../register/turns.ts'
import { type PostgresServer, postgresPrograms, startPostgres } from './start-postgres.ts'

const required = process.env.CI === 'true' && process.env.WHOLEPANEL_REQUIRE_SERVERS === '1'
const found = required || process.env.WHOLEPANEL_TEST_DATABASE_URL !== undefined || postgresPrograms() !== undefined

if (found) {
  describe('PostgreSQL', () => {
    let server: PostgresServer | undefined
    const folders = madeFolders()
    const url = () => server?.url ?? ''
    /** A register nobody wrote to yet. */
    const afresh = async () => {
      const client = new pg.Client(url())
      await client.connect()
      await client.query('drop schema if exists wholepanel cascade')
      await client.end()
    }
    const opened = async () => {
      await afresh()
      return openPostgres(url())
    }
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(async () => {
      folders.remove()
      await server?.stop()
    })

    registerSuite('the register on a server', () => openPostgres(url()))
    secondLockSuite('without the first lock, the register on a server', opened)
    conveningSuite('convening on a server', opened)
    governingSuite('who drafts and who decides, on a server', opened)
    meetingsSuite('meetings on a server', opened)
    calendarSuite('the calendar on a server', opened)
    refusalsSuite('refused words on a server', opened)
    notifySuite('what awaits whom, on a server', opened)
    mailSuite('e-mail on a server', opened)
    webhooksSuite('webhooks on a server', opened)
    remindSuite('what days bring, on a server', opened, () => openPostgres(url()))
    turnsSuite('many at once on a server', {
      open: async (limit) => {
        await afresh()
        return openPostgres(url(), limit)
      },
      another: () => openPostgres(url()),
      ending: ['set local role none', 'select pg_terminate_backend(pg_backend_pid())'],
    })

    backupSuite('a backup of the register on a server', {
      destroyed: async () => {
        await afresh()
        return openPostgres(url())
      },
      elsewhere: () => folders.empty('embedded'),
    })

    test('connections that die while nobody uses them are replaced, and the process goes on', async () => {
      const register = await openPostgres(url())
      await Promise.all(Array.from({ length: 8 }, () => listPayers(register)))
      const client = new pg.Client(url())
      await client.connect()
      const { rowCount } = await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()',
      )
      expect(rowCount).toBeGreaterThan(0)
      await client.end()
      await expect.poll(() => listPayers(register).catch(() => null), { timeout: 10_000 }).not.toBeNull()
      await expect(register.db.selectFrom('payer').selectAll().execute()).rejects.toMatchObject({ code: '42501' })
      await register.close()
    })
  })
} else {
  test.skip('the register on a PostgreSQL server: no initdb and postgres were found, and no WHOLEPANEL_TEST_DATABASE_URL', () =>
    undefined)
}
