import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { faultsDetail, WholepanelError } from '../../error.ts'
import type { OpenModel } from '../../model/open-model.ts'
import { IsoDate } from '../../model/parameter.ts'
import type { Folders } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'
import { CitedSources } from '../elements/cited.ts'
import type { Library } from './library.ts'
import { merged } from './merge.ts'
import { profileOfModel, tracksOn } from './of-model.ts'
import { answersByRule } from './of-rule.ts'
import type { Profile } from './profile.ts'
import { Answers, placed, profileOf, RuleAnswer, unknownRule } from './profile-file.ts'

const ReferenceFile = z
  .strictObject({
    title: z.string().min(1).describe('What payers agreed on, by its name'),
    about: z.string().min(1),
    withdrawn_from: IsoDate.optional().describe('From this day on payers are held against it no more'),
    model: z.string().optional().describe('The model of payment that it is; its answers follow'),
    track: z.string().optional().describe('The track of the model'),
    attribution_rule: RuleAnswer.optional().describe(
      'The rule by which members are attributed, where no model says it',
    ),
    sources: CitedSources.default({}),
    profile: Answers,
  })
  .refine(({ model, track }) => model !== undefined || track === undefined, 'a track, and no model')

/** What payers are held against: the profile, and the attribution rule; or why there is none. */
export type Reference = { title: string; about: string } & (
  | { state: 'set'; profile: Profile; rule: string | null }
  | { state: 'none' | 'withdrawn'; because: string; profile: null; rule: null }
)

export const REFERENCE = 'reference'

type At = Library & { models: ReadonlyMap<string, OpenModel>; day: string }

/**
 * What a region's payers agreed on, from `alignment/reference.yaml` of its model folder: what follows from a model and an
 * attribution rule, and what the file says beside them, which goes before. A library has none.
 */
export function readReference(folders: Folders, at: At): Reference {
  const file = folders.map((folder) => join(folder, 'alignment', 'reference.yaml')).find((path) => existsSync(path))
  if (!file) return { title: 'Common model', about: '', state: 'none', because: NONE, profile: null, rule: null }
  const { value, at: placeOf } = readYaml(file, ReferenceFile)
  const { title, about, withdrawn_from, attribution_rule } = value
  if (withdrawn_from !== undefined && withdrawn_from <= at.day) {
    const because = `withdrawn from ${withdrawn_from} on`
    return { title, about, state: 'withdrawn', because, profile: null, rule: null }
  }
  const { profile, faults } = profileOf(
    at.elements,
    { id: REFERENCE, name: title, lines: [], profile: value.profile },
    at.day,
  )
  const wrong = placed(faults, (path) => placeOf(['profile', ...path]))
  const rule = attribution_rule && at.rules.get(attribution_rule.value)
  if (attribution_rule && !rule)
    wrong.push({ at: placeOf(['attribution_rule', 'value']), text: unknownRule(attribution_rule.value, at.rules) })
  if (wrong.length > 0) throw new WholepanelError('input-model', faultsDetail(wrong))
  const model = value.model === undefined ? undefined : modelOf(value.model, at, placeOf(['model']))
  const ofModel = model ? byTracks(model, value.track, at).answers : []
  const byRule = rule && attribution_rule ? answersByRule(rule, attribution_rule.source, at) : []
  const answers = new Map([...ofModel, ...byRule, ...profile.answers])
  return { title, about, state: 'set', profile: { ...profile, answers }, rule: rule?.rule ?? ruleOf(model) }
}

/** The readings of several tracks are named as those of a payer's contracts are. */
function byTracks(model: OpenModel, track: string | undefined, at: At): Profile {
  const tracks = track === undefined ? tracksOn(model, at.day) : [track]
  const parts = tracks.map((one) => ({
    name: `${model.id}/${one}`,
    profile: profileOfModel(model, { ...at, track: one }),
  }))
  return merged(parts, { payer: REFERENCE, name: model.title, lines: [] })
}

const NONE = 'no common model is set: models/alignment/reference.yaml of the region would name it'

function modelOf(id: string, { models }: At, at: string): OpenModel {
  const found = models.get(id)
  if (found) return found
  throw new WholepanelError('input-model', { at, got: `no model ${id}${didYouMean(id, [...models.keys()])}` })
}

/** A model that names several rules holds no payer against one. */
const ruleOf = (model: OpenModel | undefined): string | null =>
  typeof model?.attribution_rule === 'string' ? model.attribution_rule : null
