import { z } from 'zod'
import type { OnPaper } from '../../../disclosure/reads/alignment/seen.ts'
import { LIBRARY } from '../../../model/read-model.ts'
import { readShelf, type Shelf } from '../../../run/region-alignment.ts'
import type { House } from '../../house.ts'

/** The day for which is asked; today where none is. */
export const Day = z.object({ day: z.iso.date().optional().describe('As it was in force on this day; else today') })

export const PayerKey = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/)
export const ElementName = z
  .string()
  .max(100)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/)

const read = new WeakMap<House, Shelf>()

/** Elements, rules and models are read once, as the library is; the common model and the register each time. */
export function onPaper(house: House, day: string | undefined): OnPaper {
  const folders = [house.region.models, LIBRARY]
  const shelf = read.get(house) ?? readShelf(folders)
  read.set(house, shelf)
  return { register: house.register, folders, shelf, day: day ?? house.now().slice(0, 10) }
}
