import { afterAll, beforeAll, describe, test } from 'vitest'
import { openPostgres } from '../../src/register/open.ts'
import { registerSuite } from '../register/suite.ts'
import { type PostgresServer, postgresPrograms, startPostgres } from './start-postgres.ts'

const required = process.env.CI === 'true' && process.env.WHOLEPANEL_REQUIRE_SERVERS === '1'
const found = required || process.env.WHOLEPANEL_TEST_DATABASE_URL !== undefined || postgresPrograms() !== undefined

if (found) {
  describe('PostgreSQL', () => {
    let server: PostgresServer | undefined
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server?.stop())
    registerSuite('the register on a server', () => openPostgres(server?.url ?? ''))
  })
} else {
  test.skip('the register on a PostgreSQL server: no initdb and postgres were found, and no WHOLEPANEL_TEST_DATABASE_URL', () =>
    undefined)
}
