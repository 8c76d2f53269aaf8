import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Fact, Facts } from './model-file.ts'
import { type FromYaml, readYaml } from './read-yaml.ts'

export type Place = FromYaml<unknown>['at']

const FactsFile = z.strictObject({ facts: Facts })

export type CommonFacts = Readonly<Record<string, Fact>>

/** The common dictionary: what means the same in every model that reads it. A region's own stands before the library's. */
export function readFacts(folders: readonly string[]): CommonFacts {
  const files = folders.map((folder) => join(folder, 'facts.yaml')).filter((file) => existsSync(file))
  return Object.assign({}, ...files.reverse().map((file) => readYaml(file, FactsFile).value.facts))
}
