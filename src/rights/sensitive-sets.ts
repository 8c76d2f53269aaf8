import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WholepanelError } from '../error.ts'
import { readYaml } from '../model/read-yaml.ts'
import type { Region } from '../region.ts'

/** A part of a code, from its first character, without dots. */
const prefixes = z.array(z.string().regex(/^[A-Z0-9]+$/)).default([])
const codes = z.array(z.string().regex(/^[A-Z0-9-]+$/)).default([])

const Given = z.strictObject({
  key: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  title: z.string(),
  law: z.string(),
  about: z.string(),
  /** On unless the settings say which sets are. */
  default: z.boolean(),
  source: z.string(),
  licence: z.string(),
  diagnosis_prefixes: prefixes,
  procedure_prefixes: prefixes,
  hcpcs_codes: codes,
  revenue_codes: codes,
  drg_codes: codes,
  loinc_codes: codes,
  ndc_codes: codes,
  npis: codes,
})

/** What makes a claim or a result sensitive by one law: any of these codes takes the claim out whole. */
export type SensitiveSet = z.output<typeof Given>

const LISTS = [
  ...(['diagnosis_prefixes', 'procedure_prefixes', 'hcpcs_codes', 'revenue_codes'] as const),
  ...(['drg_codes', 'loinc_codes', 'ndc_codes', 'npis'] as const),
]

const LIBRARY = join(import.meta.dirname, '..', '..', 'terminology', 'sensitive')

/**
 * Every set there is, by key: the library's, and those of the region's folder `sensitive/`. A region's file of a key that
 * the library has adds its codes (its programs' NPIs, its drugs' NDCs), and takes none away.
 */
export function sensitiveSets(region: Pick<Region, 'path'>): SensitiveSet[] {
  const sets = new Map<string, SensitiveSet>()
  for (const folder of [LIBRARY, join(region.path, 'sensitive')])
    for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
      if (!name.endsWith('.yaml')) continue
      const { value } = readYaml(join(folder, name), Given, 'input-settings')
      const known = sets.get(value.key)
      sets.set(value.key, known ? united(known, value) : value)
    }
  return [...sets.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

function united(known: SensitiveSet, more: SensitiveSet): SensitiveSet {
  const lists = LISTS.map((list) => [list, [...new Set([...known[list], ...more[list]])].sort()])
  return { ...known, ...Object.fromEntries(lists) }
}

/** The sets that are taken out unless the member permits: those of the settings, else those the library turns on. */
export function setsInForce(all: readonly SensitiveSet[], named: readonly string[] | undefined): string[] {
  const unknown = (named ?? []).filter((key) => !all.some((set) => set.key === key))
  if (unknown.length > 0)
    throw new WholepanelError('input-settings', {
      at: 'wholepanel.yaml, sensitive',
      got: unknown.join(', '),
      want: all.map((set) => set.key).join(', '),
    })
  return named ? [...new Set(named)].sort() : all.filter((set) => set.default).map((set) => set.key)
}
