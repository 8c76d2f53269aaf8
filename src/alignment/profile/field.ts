import { WholepanelError } from '../../error.ts'
import { LIBRARY } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import { type Elements, readElements } from '../elements/elements.ts'
import { type Initiative, initiatives } from './initiative.ts'

/** The library's initiatives, read once: what was published of real payers, which everybody may read. */
export class Field {
  #read: { elements: Elements; initiatives: Initiative[] } | undefined

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

  #current() {
    if (!this.#read) {
      const elements = readElements([LIBRARY])
      this.#read = { elements, initiatives: initiatives(elements, [LIBRARY]) }
    }
    return this.#read
  }
}
