import { WholepanelError } from '../../error.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import { type Elements, readElements } from '../elements/elements.ts'
import { payerOf } from './find-payer.ts'
import { type Initiative, initiatives } from './initiative.ts'
import type { Profile } from './profile.ts'

/** Initiatives whose texts are public, read once: the library's, which everybody may read, and those of other folders. */
export class Field {
  readonly #folders: Folders
  readonly #day: string | undefined
  #read: { elements: Elements; initiatives: Initiative[] } | undefined

  /** `day`: another day than each file's, for what changes with time. */
  constructor(folders: Folders = [LIBRARY], day?: string) {
    this.#folders = folders
    this.#day = day
  }

  get elements(): Elements {
    return this.#current().elements
  }

  all(): Initiative[] {
    return this.#current().initiatives
  }

  initiative(name: string): Initiative {
    const found = this.all().find(({ initiative }) => initiative === name)
    if (found) return found
    const known = this.all().map(({ initiative }) => initiative)
    throw new WholepanelError('input-argument', {
      got: `no initiative ${name}${didYouMean(name, known)}`,
      want: known.join(' or '),
    })
  }

  /**
   * A payer of any initiative, by `initiative:payer`, or the reference of one by its name alone; under that name it can be
   * laid beside payers of another initiative that have the same key.
   */
  payer(named: string): { initiative: Initiative; profile: Profile } {
    const [name = '', payer] = named.split(':')
    const initiative = this.initiative(name)
    const found = payerOf(initiative.profiles, payer ?? initiative.reference, named)
    const profile = { ...found, payer: `${name}:${found.payer}`, name: `${found.name} (${initiative.title})` }
    return { initiative, profile }
  }

  #current() {
    if (!this.#read) {
      const elements = readElements(this.#folders)
      this.#read = { elements, initiatives: initiatives(elements, this.#folders, this.#day) }
    }
    return this.#read
  }
}
