import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { Region, Settings } from '../../region.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows, type Row } from '../say/print-table.ts'

/** Each setting, its value, and where it came from. */
export async function settings(context: Context, output: Output): Promise<number> {
  const region = context.held?.region ?? Region.open(resolve(context.cwd, context.region))
  const file = join(region.path, 'wholepanel.yaml')
  const given = new Set(Object.keys((parse(readFileSync(file, 'utf8')) as Record<string, unknown> | null) ?? {}))
  const rows: Row[] = Object.entries(Settings.shape).map(([setting, { description }]) => ({
    setting,
    value: region.settings[setting as keyof Settings],
    from: given.has(setting) ? 'wholepanel.yaml' : 'default',
    meaning: description ?? '',
  }))
  printRows(context, [...rows, registerRow(region, context)], ['setting', 'value', 'from', 'meaning'], output)
  return DONE
}

// The address of a server may hold a password: only where it is, is shown.
function registerRow(region: Region, { environment }: Context): Row {
  const url = environment.WHOLEPANEL_DATABASE_URL
  const meaning = 'Where the register is: a folder of the region, or a PostgreSQL server'
  if (!url) return { setting: 'register', value: region.register, from: 'default', meaning }
  const at = URL.canParse(url) ? new URL(url) : undefined
  return {
    setting: 'register',
    value: `postgresql ${at?.host ?? ''}${at?.pathname ?? ''}`,
    from: 'WHOLEPANEL_DATABASE_URL',
    meaning,
  }
}
