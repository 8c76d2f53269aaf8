import { readLibrary } from '../../src/alignment/profile/library.ts'
import { type OfDay, profileOfModel } from '../../src/alignment/profile/of-model.ts'
import type { Profile } from '../../src/alignment/profile/profile.ts'
import { type OpenModel, openModel } from '../../src/model/open-model.ts'
import { models } from '../../src/model/read-model.ts'

export const LIBRARY_READ = readLibrary()
export const MODELS = new Map(models().map((model) => [model.id, openModel(model)] as const))

export function modelOf(id: string): OpenModel {
  const found = MODELS.get(id)
  if (!found) throw new Error(`no model ${id}`)
  return found
}

/** Example: `profile('cms/mssp', 'enhanced', '2025-07-01')`. */
export const profile = (id: string, track: string | null, day: string, more: Partial<OfDay> = {}): Profile =>
  profileOfModel(modelOf(id), { ...LIBRARY_READ, track, day, ...more })

/** What a profile answers to an element, plainly; each reading by its name. */
export const answer = (of: Profile, element: string): unknown => {
  const said = (of.answers.get(element) ?? []).map(({ reading, answer }) => {
    const value =
      'option' in answer
        ? answer.option
        : 'options' in answer
          ? answer.options
          : 'steps' in answer
            ? answer.steps
            : answer.value
    return reading === null ? value : { [reading]: value }
  })
  return said.length === 1 ? said[0] : said.length === 0 ? undefined : Object.assign({}, ...said)
}
