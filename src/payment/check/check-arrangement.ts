import { WholepanelError } from '../../error.ts'
import type { Arrangement } from '../../model/arrangement.ts'
import { belongsTo } from '../../model/check-model.ts'
import { fitsUnit } from '../../model/parameter.ts'
import type { Model } from '../../model/read-model.ts'
import { didYouMean } from '../../model/read-yaml.ts'
import { factsOf } from '../facts-of.ts'

/**
 * Holds an arrangement to its model: a track and amounts that the model knows, in its units, and nothing that is the
 * common structure's. What is missing is no fault here: the statement says it. All faults at once, at most twenty.
 */
export function checkArrangement(arrangement: Arrangement, model: Model): void {
  const faults = [
    ...trackFaults(arrangement, model),
    ...amountFaults(arrangement, model),
    ...factFaults(arrangement, model),
  ]
  if (faults.length === 0) return
  const more = faults.length > 20 ? `; and ${faults.length - 20} more` : ''
  throw new WholepanelError('input-arrangement', {
    at: `arrangement ${arrangement.arrangement}`,
    got: `${faults.slice(0, 20).join('; ')}${more}`,
    fix: `see what the model needs with: wholepanel models show ${model.id}`,
  })
}

function trackFaults({ track, start_date, end_date }: Arrangement, model: Model): string[] {
  const tracks = model.tracks.map((known) => known.track)
  return [
    ...(tracks.includes(track) ? [] : [`${model.id} has no track ${track}${didYouMean(track, tracks)}`]),
    // A policy holds for everybody; there is no statement that a contract could have.
    ...(tracks.includes(track) && !model.components.some((one) => one.pays && belongsTo(one, track))
      ? [`${model.id} pays nothing under ${track}; want a model and track with payments`]
      : []),
    ...(end_date !== null && end_date < start_date ? ['it ends before it begins'] : []),
  ]
}

function amountFaults({ amounts }: Arrangement, model: Model): string[] {
  return Object.entries(amounts).flatMap(([name, { value, unit }]) => {
    const parameter = model.parameters[name] ?? tableOf(model, name)
    if (!parameter) return [`${model.id} has no parameter ${name}${didYouMean(name, Object.keys(model.parameters))}`]
    if (parameter.kind === 'structure') return [`${name} is structure, the same for every payer of the model`]
    if (parameter.unit !== unit) return [`${name} is in ${unit}; want ${parameter.unit}`]
    if (!fitsUnit(value, unit)) return [`${name} is not a decimal number`]
    if (parameter.least !== undefined && Number(value) < parameter.least)
      return [`${name}: want ${parameter.least} or more`]
    if (parameter.most !== undefined && Number(value) > parameter.most)
      return [`${name}: want ${parameter.most} or less`]
    return []
  })
}

/** A fact is one that the model reads, in its unit, once for a period. */
function factFaults({ facts = [] }: Arrangement, model: Model): string[] {
  const known = factsOf(model)
  return facts.flatMap(({ fact: name, period, value }, i) => {
    const fact = known.find((one) => one.name === name)
    if (!fact)
      return [
        `${model.id} reads no fact ${name}${didYouMean(
          name,
          known.map((one) => one.name),
        )}`,
      ]
    if (facts.findIndex((one) => one.fact === name && one.period === period) !== i)
      return [`${name} of ${period} is given twice`]
    if (fact.unit === 'code') return (fact.codes ?? [value]).includes(value) ? [] : [`${name} has no code of that name`]
    const unit = fact.unit === 'flag' ? 'flag' : 'usd'
    if (!fitsUnit(value, unit)) return [`${name} is not ${unit === 'flag' ? 'yes or no' : 'a decimal number'}`]
    if (unit === 'flag') return []
    if (Number(value) < (fact.least ?? Number(value))) return [`${name}: want ${fact.least} or more`]
    return Number(value) > (fact.most ?? Number(value)) ? [`${name}: want ${fact.most} or less`] : []
  })
}

/** `name/code` is one entry of a table that goes by a code. */
function tableOf(model: Model, name: string) {
  const parameter = model.parameters[name.split('/')[0] ?? name]
  return parameter?.by === undefined ? undefined : parameter
}
