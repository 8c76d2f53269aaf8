import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tablesOf } from '../../src/register/backup/tables.ts'
import type { Register, RegisterTransaction } from '../../src/register/open.ts'
import { type Party, partyName } from '../../src/register/party.ts'
import { fill } from './filled.ts'
import { OPEN, type Opened } from './opened-tables.ts'

const payer = (key: string | null): Party => ({ role: 'payer', organization_id: key })
const role = (name: string, organization_id: string | null = null): Party => ({ role: name, organization_id })

/** Every kind of party, and names that a forged viewer might carry. */
const PARTIES: readonly Party[] = [
  ...['summit', 'keystone', 'unheard-of', '', 'Summit', 'summit ', '%', "summit' or '1'='1"].map(payer),
  payer(null),
  ...['elm', 'oak', 'summit', 'unheard-of'].map((key) => role('practice', key)),
  ...['elm', 'oak', 'operator'].map((key) => role('provider-organization', key)),
  ...['summit', 'guide', 'unheard-of'].flatMap((key) => [role('purchaser', key), role('coach', key)]),
  ...['convener', 'state', 'operator', 'public'].map((name) => role(name)),
  ...['', 'engine', 'wholepanel_engine', 'payer:summit', 'organization:elm', 'Operator', 'admin', 'person'].map(
    (name) => role(name, 'summit'),
  ),
]

type Row = {
  row: string
  payer: string | null
  organization: string | null
  names: string[] | null
  audience: string | null
}
type Rights = { name: string; reads: boolean; inserts: boolean; deletes: boolean; updates: string[] }

const isSender = (party: Party, { payer: of }: Row) => of !== null && partyName(party) === `payer:${of}`
const isOrganization = (party: Party, { organization: of }: Row) =>
  of !== null && partyName(party) === `organization:${of}`
const isOneOf = (party: Party, roles: readonly string[]) => roles.includes(partyName(party))

const isOfAudience = (party: Party, { audience }: Row) => {
  const kind = partyName(party).split(':')[0]?.replace('organization', 'provider-organization')
  return audience !== null && kind !== 'public' && ['all', kind].includes(audience)
}

const mayRead = (party: Party, { everyone, everyoneKnown, owner, to = [] }: Opened, row: Row) =>
  everyone === true ||
  (everyoneKnown === true && partyName(party) !== 'public') ||
  (row.names?.some(
    (name) => name === '*' || (name === '*known' && partyName(party) !== 'public') || name === partyName(party),
  ) ??
    false) ||
  isOfAudience(party, row) ||
  isOneOf(party, to) ||
  isSender(party, row) ||
  isOrganization(party, row) ||
  (owner?.none === 'everyone' && row.payer === null)
const mayChange = (party: Party, { changed }: Opened, row: Row) =>
  (changed?.bySender === true && isSender(party, row)) || isOneOf(party, changed?.by ?? [])
const mayAdd = (party: Party, { added }: Opened, row: Row) =>
  (added?.bySender === true && isSender(party, row)) || isOneOf(party, added?.by ?? [])

/**
 * The first lock is the program's own permission check. Here it is gone: whoever is named asks the database whatever
 * it likes, and the database alone decides, table by table.
 */
export function secondLockSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    let tables: string[]
    let rights: Rights[]
    const rowsOf = (tx: RegisterTransaction, table: string) => {
      const { owner, names, audience } = OPEN[table] ?? {}
      return sql<Row>`
        select to_jsonb(t)::text as row, (${sql.raw(owner?.payer ?? 'null')})::text as payer,
               (${sql.raw(owner?.organization ?? 'null')})::text as organization,
               (${sql.raw(names ?? 'null')})::text[] as names,
               (${sql.raw(audience ?? 'null')})::text as audience
        from ${sql.table(`wholepanel.${table}`)} t`.execute(tx)
    }
    const all = async (table: string) => (await register.engine((tx) => rowsOf(tx, table))).rows
    /** As this party, and nothing of it is kept. A refusal is told by its code. */
    const tried = async <Result>(party: Party, work: (tx: RegisterTransaction) => Promise<Result>) => {
      let result: Result | string = 'nothing'
      const undone = new Error('undone')
      try {
        await register.as(party, async (tx) => {
          result = await work(tx)
          throw undone
        })
      } catch (error) {
        if (error !== undone) result = String((error as { code?: unknown }).code)
      }
      return result as Result | string
    }
    /** What is gone or other than before, seen by the engine in the same transaction. */
    const changedBy = (party: Party, table: string, statement: string, before: readonly Row[]) =>
      tried(party, async (tx) => {
        await sql.raw(statement).execute(tx)
        await sql`set local role wholepanel_engine`.execute(tx)
        const left = new Set((await rowsOf(tx, table)).rows.map((one) => one.row))
        return before.filter((one) => !left.has(one.row))
      })

    beforeAll(async () => {
      register = await open()
      await fill(register)
      tables = await register.engine(async (tx) => (await tablesOf(tx)).map((one) => one.name))
      const { rows } = await register.engine((tx) =>
        sql<Rights>`
          select relname as name, has_table_privilege('wholepanel_reader', c.oid, 'select')
                   or has_any_column_privilege('wholepanel_reader', c.oid, 'select') as reads,
                 has_any_column_privilege('wholepanel_reader', c.oid, 'insert') as inserts,
                 has_table_privilege('wholepanel_reader', c.oid, 'delete') as deletes,
                 array(select attname::text from pg_attribute a
                       where a.attrelid = c.oid and attnum > 0 and not attisdropped
                         and has_column_privilege('wholepanel_reader', c.oid, attnum, 'update')) as updates
          from pg_class c where relnamespace = 'wholepanel'::regnamespace and relkind in ('r', 'p', 'v', 'm')`.execute(
          tx,
        ),
      )
      rights = rows
    })
    afterAll(() => register?.close())

    test('every table has row-level security on and forced, and policies; no view goes round them', async () => {
      const { rows } = await register.engine((tx) =>
        sql<{ name: string; kind: string; closed: boolean; policies: number }>`
          select relname as name, relkind::text as kind, relrowsecurity and relforcerowsecurity as closed,
                 (select count(*)::int from pg_policies p where schemaname = 'wholepanel' and tablename = relname) as policies
          from pg_class where relnamespace = 'wholepanel'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')`.execute(
          tx,
        ),
      )
      const without = rows.filter((one) => one.name !== 'schema_version')
      expect(without.filter((one) => one.kind !== 'r' || !one.closed || one.policies === 0)).toEqual([])
      expect(without.map((one) => one.name).sort()).toEqual([...tables].sort())
    })

    test('nothing is granted to everyone, nor to a connection that does not say who asks', async () => {
      const { rows } = await register.engine((tx) =>
        sql<{ name: string }>`
          select relname as name from pg_class, aclexplode(relacl) as granted
          where relnamespace = 'wholepanel'::regnamespace
            and grantee in (0, 'wholepanel_closed'::regrole)
          union all
          select tablename from pg_policies where schemaname = 'wholepanel'
            and roles && array['public', 'wholepanel_closed']::name[]
          union all
          select relname from pg_class where relnamespace = 'wholepanel'::regnamespace and relname = 'schema_version'
            and (has_table_privilege('wholepanel_reader', oid, 'select') or has_table_privilege('wholepanel_engine', oid, 'insert'))
          union all
          select rolname from pg_roles where rolname ~ '^wholepanel_(closed|reader|engine)$'
            and (rolsuper or rolbypassrls or rolcanlogin)`.execute(tx),
      )
      expect(rows).toEqual([])
      for (const table of tables) {
        const open = register.db.connection().execute((db) => sql.raw(`select * from wholepanel.${table}`).execute(db))
        await expect(open, table).rejects.toMatchObject({ code: '42501' })
      }
    })

    test('a table that parties may touch says here whom it is open to', () => {
      const open = rights.filter((one) => one.reads || one.inserts || one.deletes || one.updates.length > 0)
      expect(open.map((one) => one.name).filter((one) => !OPEN[one])).toEqual([])
      expect(Object.keys(OPEN).filter((one) => !tables.includes(one))).toEqual([])
    })

    test('each party reads the rows that are its own or open to it, of every table, and no other', async () => {
      for (const table of tables) {
        const opened = OPEN[table]
        const rows = await all(table)
        if (opened?.owner) expect(new Set(rows.map((one) => one.payer)).size, table).toBeGreaterThan(1)
        else if (opened) expect(rows.length, table).toBeGreaterThan(0)
        for (const party of PARTIES) {
          const seen = await tried(party, async (tx) => {
            const found =
              await sql<Row>`select to_jsonb(t)::text as row from ${sql.table(`wholepanel.${table}`)} t`.execute(tx)
            return found.rows.map((one) => one.row).sort()
          })
          const own = opened ? rows.filter((row) => mayRead(party, opened, row)).map((one) => one.row) : '42501'
          expect(seen, `${table}, ${JSON.stringify(party)}`).toEqual(Array.isArray(own) ? own.sort() : own)
        }
      }
    })

    test('no party changes or removes a row that is not its to change', async () => {
      for (const { name: table, deletes, updates } of rights.filter((one) => tables.includes(one.name))) {
        const before = await all(table)
        const statements = [
          ...(deletes ? [`delete from wholepanel.${table}`] : []),
          ...updates.map((column) => `update wholepanel.${table} set "${column}" = null`),
          ...updates.map((column) => `update wholepanel.${table} set "${column}" = "${column}" || 'x'`),
        ]
        for (const party of PARTIES)
          for (const statement of statements) {
            const gone = await changedBy(party, table, statement, before)
            const odd = Array.isArray(gone) ? gone.filter((row) => !mayChange(party, OPEN[table] ?? {}, row)) : []
            expect(odd, `${statement}, ${JSON.stringify(party)}`).toEqual([])
          }
        for (const refused of [
          ...(deletes ? [] : [`delete from wholepanel.${table}`]),
          ...(updates.length > 0 ? [] : [`update wholepanel.${table} set ctid = ctid`]),
          `truncate wholepanel.${table} cascade`,
          `alter table wholepanel.${table} disable row level security`,
          `drop policy engine on wholepanel.${table}`,
        ])
          expect(await changedBy(payer('summit'), table, refused, before), refused).toMatch(/^(42501|0A000)$/)
      }
    })

    test('no party writes a row in the name of another', async () => {
      for (const { name: table } of rights.filter((one) => tables.includes(one.name)))
        for (const row of (await all(table)).slice(0, 50))
          for (const party of PARTIES) {
            if (mayAdd(party, OPEN[table] ?? {}, row)) continue
            const written = await tried(party, (tx) =>
              sql`
                insert into ${sql.table(`wholepanel.${table}`)} overriding system value
                select * from json_populate_record(null::${sql.table(`wholepanel.${table}`)}, ${row.row}::text::json)`.execute(
                tx,
              ),
            )
            expect(written, `${table}, ${JSON.stringify(party)}`).toBe('42501')
          }
    })

    test('what a party sees is not told by a count, a join, a function or an error of another’s row', async () => {
      const hidden = (await all('arrangement_amount')).filter((one) => one.payer === 'keystone')
      expect(hidden.length).toBeGreaterThan(0)
      const counted = await tried(payer('summit'), async (tx) => {
        const { rows } = await sql<{ count: number }>`
          select (select count(*) from wholepanel.arrangement_amount where payer = 'keystone')
               + (select count(*) from wholepanel.payer p join wholepanel.arrangement a using (payer) where payer = 'keystone')
               + (select count(*) from wholepanel.arrangement_amount where payer = 'keystone' and 1 / (value = '0.1')::int = 1)
               as count`.execute(tx)
        return rows[0]?.count
      })
      expect(counted).toBe(0)
    })
  })
}
