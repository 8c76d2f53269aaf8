import { WholepanelError } from '../../error.ts'
import type { OpenArrangement } from '../../model/arrangement.ts'
import type { OpenModel } from '../../model/open-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import { runsOn } from '../contract.ts'
import { elementOf } from '../elements/elements.ts'
import type { Library } from './library.ts'
import { merged, type Part } from './merge.ts'
import { profileOfModel } from './of-model.ts'
import type { Profile } from './profile.ts'

/**
 * What a payer answers by its arrangements in force on a day: one reading for each model and track that it has, the same
 * answers in one. An `Arrangement` with its amounts is refused by its type. What the payer itself has to say (a
 * questionnaire) is not taken from a model. None in force: nothing is stated.
 */
export function profileOfPayer(
  of: Pick<Profile, 'payer' | 'name' | 'lines'>,
  arrangements: readonly OpenArrangement[],
  models: ReadonlyMap<string, OpenModel>,
  at: Library & { day: string },
): Profile {
  const inForce = arrangements.filter((one) => runsOn(one, at.day))
  const kinds = new Map(inForce.map(({ model, track }) => [`${model} ${track}`, { model, track }]))
  const parts = [...kinds.values()]
    .sort((a, b) => (`${a.model} ${a.track}` < `${b.model} ${b.track}` ? -1 : 1))
    .map(({ model, track }): Part => {
      const known = models.get(model)
      if (!known)
        throw new WholepanelError('input-model', {
          at: `an arrangement of ${of.payer}`,
          got: `no model ${model}${didYouMean(model, [...models.keys()])}`,
        })
      return { name: `${model}/${track}`, profile: fromContracts(profileOfModel(known, { ...at, track }), at) }
    })
  return merged(parts, of)
}

/** Without what only a questionnaire of the payer can answer. */
const fromContracts = (profile: Profile, { elements }: Library): Profile => ({
  ...profile,
  answers: new Map([...profile.answers].filter(([name]) => elementOf(elements, name).from !== 'questionnaire')),
})
