import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { IsoDate, Key } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'
import { CitedSources } from '../elements/cited.ts'
import type { Elements } from '../elements/elements.ts'
import type { Profile } from './profile.ts'
import { Payer, placed, profileOf } from './profile-file.ts'

const InitiativeFile = z
  .strictObject({
    title: z.string().min(1),
    about: z.string().min(1),
    initiative: Key,
    model: z.string().optional().describe('The model of the library that it is closest to'),
    as_of: IsoDate.describe('The day on which its answers are compared'),
    reference: Key.describe('The payer, or the common model, that the others are compared with'),
    common_model: z.literal(true).optional().describe('The reference is a model, and no practice has it as a payer'),
    sources: CitedSources.default({}),
    payers: z.array(Payer).min(1),
    not_read: z.array(z.string()).default([]),
  })
  .superRefine(({ payers, reference }, context) => {
    const ids = payers.map(({ id }) => id)
    const twice = ids.findIndex((id, i) => ids.indexOf(id) !== i)
    if (twice >= 0)
      context.addIssue({ code: 'custom', message: `${ids[twice]} stands twice`, path: ['payers', twice, 'id'] })
    if (!ids.includes(reference))
      context.addIssue({
        code: 'custom',
        message: `no payer ${reference}${didYouMean(reference, ids)}`,
        path: ['reference'],
      })
  })

/** An initiative whose payers' answers are read from texts: one of the library's, or a region's own. */
export type Initiative = Omit<z.infer<typeof InitiativeFile>, 'payers'> & { profiles: Profile[] }

/**
 * Reads a file of profiles against the elements; every answer that no element takes is told with its place. `day`: another
 * day than the file's, for what changes with time.
 */
export function readInitiative(file: string, elements: Elements, day?: string): Initiative {
  const { value, at } = readYaml(file, InitiativeFile)
  const read = value.payers.map((payer) => profileOf(elements, payer, day ?? value.as_of))
  const faults = read.flatMap((one, i) => placed(one.faults, (path) => at(['payers', i, 'profile', ...path])))
  if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
  return { ...value, profiles: read.map(({ profile }) => profile) }
}

/** The initiatives of the library and of a region, by name, sorted. */
export function initiatives(elements: Elements, folders: Folders = [LIBRARY], day?: string): Initiative[] {
  const files = new Map<string, string>()
  for (const folder of folders.map((one) => join(one, 'alignment', 'initiatives')).filter((one) => existsSync(one)))
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.yaml')))
      if (!files.has(name)) files.set(name, join(folder, name))
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => readInitiative(file, elements, day))
}
