import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { WholepanelError } from '../../error.ts'
import { type CommonFacts, readFacts } from '../../model/facts.ts'
import { type Folders, idsIn, LIBRARY, type Model, readModel } from '../../model/read-model.ts'
import { type LibraryEntry, libraryEntry, type ModelShown, modelShown } from './model-shown.ts'

/**
 * The models that everybody may read: the product's own, and those of a region's own that say `public: true`. A model of
 * a region is nobody's business otherwise, even where it corrects one of the library: then the library's own is shown.
 * What was read is kept until a file changes.
 */
export class Library {
  readonly #region: () => string
  #read: { stamp: string; models: Promise<ReadonlyMap<string, Known>>; shown: Map<string, ModelShown> } | undefined

  /** `region`: the folder of a region's own models. */
  constructor(region: () => string) {
    this.#region = region
  }

  async entries(): Promise<LibraryEntry[]> {
    const { models } = this.#current()
    return [...(await models).values()].map(({ entry }) => entry)
  }

  async shown(id: string): Promise<ModelShown> {
    const { shown } = this.#current()
    const known = shown.get(id)
    if (known) return known
    const made = modelShown(await this.model(id))
    shown.set(id, made)
    return made
  }

  /** The same for rooms that compare it; its own amounts are left out by them. */
  async model(id: string): Promise<Model> {
    const found = (await this.#current().models).get(id)
    if (!found) throw new WholepanelError('input-no-model', { fix: 'the page Models lists those there are' })
    return found.model
  }

  #current() {
    const folders = [this.#region(), LIBRARY]
    const stamp = stampOf(folders)
    if (this.#read?.stamp !== stamp) this.#read = { stamp, models: publicModels(folders), shown: new Map() }
    return this.#read
  }
}

type Known = { model: Model; entry: LibraryEntry }

async function publicModels([region = '', library = '']: Folders): Promise<ReadonlyMap<string, Known>> {
  const models = new Map<string, Known>()
  const common = readFacts([library])
  for (const id of idsIn([library])) models.set(id, await readInTurn(id, [library], common))
  for (const id of idsIn([region])) {
    // A region's faulty file is told to who works with it, at the terminal; it keeps nobody from the others.
    const own = await readInTurn(id, [region, library]).catch(() => undefined)
    if (own?.model.public) models.set(id, own)
  }
  return new Map([...models].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Others are answered between one file and the next. */
async function readInTurn(id: string, folders: Folders, common?: CommonFacts): Promise<Known> {
  await turn()
  const model = readModel(id, folders, common)
  return { model, entry: libraryEntry(model) }
}

function stampOf(folders: Folders): string {
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.yaml'))
  return files
    .sort()
    .map((file) => {
      const { mtimeMs, size } = statSync(file)
      return `${file} ${mtimeMs} ${size}`
    })
    .join('\n')
}
