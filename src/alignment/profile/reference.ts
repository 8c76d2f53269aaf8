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
    amounts_of: z
      .strictObject({ model: z.string(), track: z.string().optional() })
      .optional()
      .describe('Whose published and recommended amounts stand in for what models leave open; else those of `model`'),
    attribution_rule: RuleAnswer.optional().describe(
      'The rule by which members are attributed, where no model says it',
    ),
    sources: CitedSources.default({}),
    profile: Answers,
  })
  .refine(({ model, track }) => model !== undefined || track === undefined, 'a track, and no model')

/** A model that is named, with one track of it or all. No own amount can be in it, by its type. */
export type Structure = { model: OpenModel; track: string | null }

/** What payers are held against: the profile, the attribution rule, the model and whose amounts stand in; or why there is none. */
export type Reference = { title: string; about: string } & (
  | { state: 'set'; profile: Profile; rule: string | null; structure: Structure | null; amounts: Structure | null }
  | { state: 'none' | 'withdrawn'; because: string; profile: null; rule: null; structure: null; amounts: null }
)

export const REFERENCE = 'reference'

type At = Library & { models: ReadonlyMap<string, OpenModel>; day: string }

/**
 * What a region's payers agreed on, from `alignment/reference.yaml` of its model folder: what follows from a model and an
 * attribution rule, and what the file says beside them, which goes before. A library has none.
 */
export function readReference(folders: Folders, at: At): Reference {
  const file = folders.map((folder) => join(folder, 'alignment', 'reference.yaml')).find((path) => existsSync(path))
  if (!file) return { title: 'Common model', about: '', state: 'none', because: NONE, ...NOTHING }
  const { value, at: placeOf } = readYaml(file, ReferenceFile)
  const { title, about, withdrawn_from, attribution_rule } = value
  if (withdrawn_from !== undefined && withdrawn_from <= at.day) {
    const because = `withdrawn from ${withdrawn_from} on`
    return { title, about, state: 'withdrawn', because, ...NOTHING }
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
  const named = (of: 'model' | 'amounts_of', model: string | undefined, track: string | undefined) =>
    model === undefined ? null : structureOf({ model, track }, at, (path) => placeOf([of, ...path]))
  const structure = named('model', value.model, value.track)
  const amounts = named('amounts_of', value.amounts_of?.model, value.amounts_of?.track)
  const ofModel = structure ? byTracks(structure, at).answers : []
  const byRule = rule && attribution_rule ? answersByRule(rule, attribution_rule.source, at) : []
  const answers = new Map([...ofModel, ...byRule, ...profile.answers])
  return {
    ...{ title, about, state: 'set', profile: { ...profile, answers }, rule: rule?.rule ?? ruleOf(structure?.model) },
    ...{ structure, amounts: amounts ?? structure },
  }
}

/** The readings of several tracks are named as those of a payer's contracts are. */
function byTracks({ model, track }: Structure, at: At): Profile {
  const tracks = track === null ? tracksOn(model, at.day) : [track]
  const parts = tracks.map((one) => ({
    name: `${model.id}/${one}`,
    profile: profileOfModel(model, { ...at, track: one }),
  }))
  return merged(parts, { payer: REFERENCE, name: model.title, lines: [] })
}

const NOTHING = { profile: null, rule: null, structure: null, amounts: null }
const NONE = 'no common model is set: models/alignment/reference.yaml of the region would name it'

function structureOf(
  { model: id, track }: { model: string; track: string | undefined },
  { models }: At,
  at: (path: string[]) => string,
): Structure {
  const model = models.get(id)
  if (!model)
    throw new WholepanelError('input-model', { at: at([]), got: `no model ${id}${didYouMean(id, [...models.keys()])}` })
  const known = model.tracks.map((one) => one.track)
  if (track === undefined || known.includes(track)) return { model, track: track ?? null }
  throw new WholepanelError('input-model', {
    at: at([]),
    got: `${id} has no track ${track}${didYouMean(track, known)}`,
  })
}

/** A model that names several rules holds no payer against one. */
const ruleOf = (model: OpenModel | undefined): string | null =>
  typeof model?.attribution_rule === 'string' ? model.attribution_rule : null
