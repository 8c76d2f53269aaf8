import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { WholepanelError } from '../error.ts'
import type { Folders } from './read-model.ts'
import { didYouMean, readYaml } from './read-yaml.ts'

/** The file of a rule of one kind, by its name, in the first folder that has it. `noun`: what a message calls it. */
export function ruleFile(kind: string, noun: string, name: string, folders: Folders): string {
  const file = folders.map((folder) => join(folder, kind, `${name}.yaml`)).find((path) => existsSync(path))
  if (file && /^[a-z0-9-]+$/.test(name)) return file
  const known = ruleNames(kind, folders)
  throw new WholepanelError('input-model', {
    got: `no ${noun} ${name}${didYouMean(name, known)}`,
    want: known.join(' or '),
  })
}

/** What the file of a rule says, with the name by which results cite it. */
export const readRuleFile = <Shape extends z.ZodType>(
  kind: string,
  noun: string,
  name: string,
  shape: Shape,
  folders: Folders,
): z.infer<Shape> & { rule: string } =>
  Object.assign({ rule: `${kind}/${name}` }, readYaml(ruleFile(kind, noun, name, folders), shape).value)

/** The rules of a kind that there are, sorted. */
export function ruleNames(kind: string, folders: Folders): string[] {
  const found = folders
    .map((folder) => join(folder, kind))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder))
    .filter((name) => /^[a-z0-9-]+\.yaml$/.test(name))
    .map((name) => name.slice(0, -'.yaml'.length))
  return [...new Set(found)].sort()
}
