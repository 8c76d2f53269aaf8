import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { backUp } from '../../src/register/backup/back-up.ts'
import { FORMAT, firstLine, type Header, widest } from '../../src/register/backup/header.ts'
import { restore } from '../../src/register/backup/restore.ts'
import { lineOf, tablesOf } from '../../src/register/backup/tables.ts'
import { recordRelease } from '../../src/register/log/releases.ts'
import { MIGRATIONS } from '../../src/register/migrations/index.ts'
import type { Register } from '../../src/register/open.ts'
import { listPayers, registerPayer } from '../../src/register/payers.ts'
import { fill, READ, RELEASE } from './filled.ts'
import { NOW, payer } from './suite.ts'

const MADE = { version: '0.1.0', made_at: NOW }

/** Every row of every table, read as the engine reads it and not as a backup does. */
export const contents = (register: Register): Promise<Record<string, string[]>> =>
  register.engine(async (tx) => {
    const found: Record<string, string[]> = {}
    for (const { name } of await tablesOf(tx)) {
      const { rows } = await sql.raw<object>(`select * from wholepanel.${name}`).execute(tx)
      found[name] = rows.map((row) => JSON.stringify(row)).sort()
    }
    return found
  })

export type Keeping = {
  /** An empty register, after whatever stood there was destroyed. */
  destroyed: () => Promise<Register>
  /** An empty register of the other store. */
  elsewhere: () => Promise<Register>
}

/** Backup and restore, on every store and from one to the other. */
export function backupSuite(name: string, { destroyed, elsewhere }: Keeping): void {
  describe(name, () => {
    const folder = mkdtempSync(join(tmpdir(), 'backup-'))
    const file = join(folder, 'register.backup')
    let register: Register
    let header: Header
    let before: Record<string, string[]>
    beforeAll(async () => {
      register = await destroyed()
      await fill(register)
      before = await contents(register)
      header = await backUp(register, file, MADE)
    })
    afterAll(async () => {
      await register?.close()
      rmSync(folder, { recursive: true, force: true })
    })
    const again = async () => {
      const { tables } = await backUp(register, join(folder, 'again'), MADE)
      rmSync(join(folder, 'again'))
      return tables
    }
    const copy = (change: (text: string) => string) => {
      const path = join(folder, 'changed')
      writeFileSync(path, change(readFileSync(file, 'utf8')))
      return path
    }

    test('a backup has every table with its rows, and only its owner may read it', () => {
      expect(header.tables.map((one) => [one.name, one.rows])).toEqual(
        Object.entries(before).map(([table, rows]) => [table, rows.length]),
      )
      expect(header.tables.filter((one) => one.rows === 0).map((one) => one.name)).toEqual([])
      expect(header).toMatchObject({ version: '0.1.0', made_at: NOW, schema: MIGRATIONS.at(-1)?.version })
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(readdirSync(folder)).toEqual(['register.backup'])
    })

    test('a backup does not replace a file that is there', async () => {
      await expect(backUp(register, file, MADE)).rejects.toMatchObject({ code: 'input-argument' })
      expect(await again()).toEqual(header.tables)
    })

    test('a backup that fails leaves no file', async () => {
      const broken = join(folder, 'broken')
      await register.close()
      await expect(backUp(register, broken, MADE)).rejects.toThrow()
      expect(readdirSync(folder)).toEqual(['register.backup'])
      register = await destroyed()
      await restore(register, file, { replace: false })
    })

    test('after the store was destroyed everything is the same, and numbers go on where they were', async () => {
      await register.close()
      register = await destroyed()
      expect(await listPayers(register, 'senders')).toEqual([])
      expect(await restore(register, file, { replace: false })).toEqual(header)
      expect(await contents(register)).toEqual(before)
      expect(await again()).toEqual(header.tables)
      await recordRelease(register, RELEASE, READ)
      const ids = await register.engine((tx) => tx.selectFrom('release').select('release_id').execute())
      expect(Math.max(...ids.map((one) => one.release_id))).toBe(4)
    })

    test('after a restore the database still decides who sees what', async () => {
      await expect(register.db.selectFrom('payer').selectAll().execute()).rejects.toMatchObject({ code: '42501' })
      const seen = await register.as(payer('summit'), (tx) => tx.selectFrom('arrangement').select('payer').execute())
      expect(seen).toEqual([{ payer: 'summit' }])
      const { rows } = await register.engine((tx) =>
        sql<{ name: string }>`select relname as name from pg_class
          where relnamespace = 'wholepanel'::regnamespace and relkind = 'r'
            and not (relrowsecurity and relforcerowsecurity)`.execute(tx),
      )
      expect(rows).toEqual([{ name: 'schema_version' }])
      const orphan = { submission_id: 'none', purpose: 'cost', grade: 'fit', because: 'x' }
      await expect(
        register.engine((tx) => tx.insertInto('submission_use').values(orphan).execute()),
      ).rejects.toMatchObject({ code: '23503' })
    })

    test('a register that holds rows is not replaced unless told so', async () => {
      await registerPayer(register, { payer: 'late' }, NOW)
      await expect(restore(register, file, { replace: false })).rejects.toMatchObject({
        code: 'state-register-not-empty',
        message: expect.stringContaining('payer 3'),
      })
      expect(await listPayers(register)).toHaveLength(3)
      await restore(register, file, { replace: true })
      expect(await contents(register)).toEqual(before)
    })

    test('a backup of one store restores into the other and back', async () => {
      const other = await elsewhere()
      try {
        await restore(other, file, { replace: true })
        expect(await contents(other)).toEqual(before)
        const there = await backUp(other, join(folder, 'there'), MADE)
        expect(there.tables).toEqual(header.tables)
        await restore(register, join(folder, 'there'), { replace: true })
        expect(await contents(register)).toEqual(before)
      } finally {
        await other.close()
      }
    })

    test.each<[string, (text: string) => string, string]>([
      ['that is cut short', (text) => text.slice(0, -2_000), 'it ends after|no row'],
      [
        'with one digit changed',
        (text) => text.replace('3.100000000000000001', '3.100000000000000002'),
        'not those written',
      ],
      ['with a row twice', (text) => `${text}${text.trimEnd().split('\n').at(-1)}\n`, 'more than the header says'],
      ['with a line that is no row', (text) => `${text.split('\n').slice(0, 3).join('\n')}\n[1\n`, 'no row'],
      ['whose header was changed', (text) => text.replace('"made_at":"2026', '"made_at":"2025'), 'header was changed'],
      ['that is something else', () => 'member_id,name\n1,Rosa\n', 'no header'],
      ['that is empty', () => '', 'empty'],
    ])('a file %s is refused, with the place, and nothing is changed', async (_what, change, got) => {
      const path = copy(change)
      const refused = await restore(register, path, { replace: true }).catch((error: unknown) => error)
      expect(refused).toMatchObject({ code: 'input-backup', message: expect.stringMatching(got) })
      expect(refused).toMatchObject({ detail: { at: expect.stringContaining(path), fix: expect.any(String) } })
      expect(String(refused)).not.toContain('Rosa')
      expect(await contents(register)).toEqual(before)
    })

    /** A file that is whole by its own words, though nobody's register was so. */
    const forged = (change: (header: Header, rows: Map<string, (string | null)[][]>) => void) => {
      const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
      const rows = new Map(
        header.tables.map((one) => [one.name, lines.splice(0, one.rows).map((line) => JSON.parse(line))] as const),
      )
      const told = structuredClone(header)
      change(told, rows)
      const text = (name: string) => (rows.get(name) ?? []).map(lineOf).join('')
      for (const one of told.tables) {
        one.rows = rows.get(one.name)?.length ?? 0
        one.sha256 = createHash('sha256').update(text(one.name)).digest('hex')
      }
      return copy(() => `${firstLine(told, widest(told))}${told.tables.map((one) => text(one.name)).join('')}`)
    }

    test.each<[string, Parameters<typeof forged>[0], string]>([
      ['lack the payer of a contract', (_, rows) => rows.set('payer', []), '23503'],
      ['do not add up', (_, rows) => rows.get('submission')?.[0]?.splice(-7, 1, '1'), '23514'],
      ['hold a word for a number', (_, rows) => rows.get('finding')?.[0]?.splice(5, 1, 'many'), '22P02'],
      ['read back otherwise', (_, rows) => rows.get('finding')?.[0]?.splice(5, 1, '007'), 'does not read back'],
      ['are of a table that is not there', (told) => told.tables[0]?.columns.push('more'), 'no row'],
      ['are of other columns', (told) => told.tables[0]?.columns.splice(0, 1, 'odd'), 'is not a table both'],
    ])('rows that %s are refused half-way, and the register is as it was', async (_what, change, got) => {
      await registerPayer(register, { payer: 'late' }, NOW)
      const now = await contents(register)
      await expect(restore(register, forged(change), { replace: true })).rejects.toMatchObject({
        code: 'input-backup',
        message: expect.stringContaining(got),
      })
      expect(await contents(register)).toEqual(now)
    })

    test.each<[string, Parameters<typeof forged>[0]]>([
      ['schema', (told) => Object.assign(told, { schema: (MIGRATIONS.at(-1)?.version ?? 0) + 1 })],
      ['format', (told) => Object.assign(told, { format: FORMAT + 1 })],
    ])('a backup of a newer %s is refused, with the program that can read it', async (_what, change) => {
      await expect(restore(register, forged(change), { replace: true })).rejects.toMatchObject({
        code: 'unsupported-backup',
        detail: { fix: expect.stringContaining('install') },
      })
    })
  })
}
