import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type ErrorCode, faultsDetail, WholepanelError } from '../error.ts'
import type { Folders } from '../model/read-model.ts'
import { didYouMean, type Path, readYaml } from '../model/read-yaml.ts'

/** Code systems a value set may draw on. A diagnosis code stands for itself and every longer one; dots are left out. */
export const CODE_SYSTEMS = [
  'icd-10-cm',
  'hcpcs',
  'loinc',
  'revenue',
  'bill-type',
  'place-of-service',
  'discharge-status',
] as const
export type CodeSystem = (typeof CODE_SYSTEMS)[number]

const Codes = z.array(z.string().regex(/^[A-Z0-9-]+$/, 'want letters, digits and hyphens, without the dot')).min(1)

const ValueSetFile = z.strictObject({
  title: z.string().min(1),
  source: z.string().min(1).describe('Where each code comes from, with its version'),
  version: z.string().min(1),
  licence: z.string().min(1),
  about: z.string().optional(),
  units: z
    .array(z.string())
    .optional()
    .describe('Laboratory: units in which results are comparable; a result without one counts'),
  codes: z.partialRecord(z.enum(CODE_SYSTEMS), Codes),
})
export type ValueSet = z.infer<typeof ValueSetFile> & { value_set: string }

export const TERMINOLOGY = join(import.meta.dirname, '..', '..', 'terminology')

/** Where value sets are read: `terminology/` beside each folder of models, so a region's own first; then the library's. */
export const terminologyBeside = (models: Folders): Folders => [
  ...new Set([...models.map((folder) => join(dirname(folder), 'terminology')), TERMINOLOGY]),
]

/**
 * A value set by its key. Folders are read in order and their codes added up, so that a region can add codes it has a
 * licence for (CPT, for example) in a file of the same name.
 */
export function readValueSet(key: string, folders: Folders = [TERMINOLOGY]): ValueSet {
  const files = folders.map((folder) => join(folder, `${key}.yaml`)).filter((file) => existsSync(file))
  const [first, ...rest] = files.map((file) => readYaml(file, ValueSetFile, 'input-measure').value)
  if (!first)
    throw new WholepanelError('input-measure', { got: `no value set ${key}${didYouMean(key, keysIn(folders))}` })
  const codes = { ...first.codes }
  for (const more of rest)
    for (const system of CODE_SYSTEMS)
      if (more.codes[system]) codes[system] = [...new Set([...(codes[system] ?? []), ...more.codes[system]])]
  return { ...first, codes, value_set: key }
}

/** What a file names, with the place of each name. */
export type Naming = { keys: readonly { key: string; path: Path }[]; at: (path: Path) => string; code: ErrorCode }

/**
 * The value sets that a file names, by key. `besides`: words that may stand in the place of one.
 * Errors: `code`, with file, line and column of each name that no folder has, and the nearest one there is.
 */
export function namedValueSets(
  { keys, at, code }: Naming,
  folders: Folders,
  besides: readonly string[] = [],
): Record<string, ValueSet> {
  const there = new Set(keysIn(folders))
  const known = [...there, ...besides]
  const unknown = keys.filter(({ key }) => !known.includes(key))
  if (unknown.length > 0)
    throw new WholepanelError(code, {
      ...faultsDetail(
        unknown.map(({ key, path }) => ({ at: at(path), text: `no value set ${key}${didYouMean(key, known)}` })),
      ),
      fix: "name one of the library's, or put a file of that name into the folder terminology/ of the region",
    })
  const named = new Set(keys.map(({ key }) => key).filter((key) => there.has(key)))
  return Object.fromEntries([...named].sort().map((key) => [key, readValueSet(key, folders)]))
}

function keysIn(folders: Folders): string[] {
  const names = folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder))
  return names.filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -'.yaml'.length))
}
