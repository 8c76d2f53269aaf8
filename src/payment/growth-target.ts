import { WholepanelError } from '../error.ts'
import { type Folders, type Model, readModel } from '../model/read-model.ts'
import { didYouMean } from '../model/read-yaml.ts'
import { exact } from '../money.ts'
import type { Period } from '../period.ts'
import type { Settings } from '../region.ts'
import { planOf } from './plan.ts'
import { evaluateAlone, resultsOf, rowOf } from './settle-rows.ts'
import { textOf } from './working.ts'

/** The fact by which a model of growth targets is settled, and the parameter that holds the targets by track. */
const FACT = 'spending_growth'
export const TARGETS = 'growth_target'

export const holdsGrowth = ({ facts, parameters }: Model): boolean => FACT in facts && TARGETS in parameters

export type NamedTarget = { model: string; track: string }

/** The target of the setting `growth_target`, which says model and track; null where it is left out. */
export function growthTargetOf({ growth_target }: Settings, folders: Folders): NamedTarget | null {
  if (growth_target === undefined) return null
  const [id = '', track = ''] = growth_target.split(' ')
  const at = 'growth_target in wholepanel.yaml'
  const model = readModel(id, folders)
  if (!holdsGrowth(model))
    throw new WholepanelError('input-settings', {
      at,
      got: `${id}, a model without growth targets`,
      want: 'one such as states/spending-growth-targets',
    })
  const tracks = model.tracks.map((one) => one.track)
  if (!tracks.includes(track))
    throw new WholepanelError('input-settings', {
      at,
      got: `no track ${track} in ${id}${didYouMean(track, tracks)}`,
      want: tracks.join(', '),
    })
  return { model: id, track }
}

export type AgainstTarget = {
  /**
   * met or exceeded where both ends of the interval say so, not-told where they differ; without an interval met-as-measured or
   * exceeded-as-measured. unknown: no growth, or no target in force.
   */
  verdict: 'met' | 'exceeded' | 'not-told' | 'met-as-measured' | 'exceeded-as-measured' | 'unknown'
  /** What the model shows of the growth as measured. */
  shown: { component: string; label: string; value: string | null }[]
}

/** A growth and the ends of its interval under a state's model: the model itself says what meets the target. */
export function againstTarget(
  model: Model,
  { track, period }: { track: string; period: Period },
  { growth, low, high }: Record<'growth' | 'low' | 'high', string | null>,
): AgainstTarget {
  const tracks = model.tracks.map((one) => one.track)
  if (!tracks.includes(track))
    throw new WholepanelError('input-argument', {
      at: 'track',
      got: `${track}${didYouMean(track, tracks)}`,
      want: tracks.join(', '),
    })
  const plan = planOf(model, { track, period, amounts: {} })
  const place = plan.facts.find(({ name }) => name === FACT)?.place
  const complies = plan.results.find(({ name }) => /(^|-)complies$/.test(name))
  if (place === undefined || !complies)
    throw new WholepanelError('input-argument', {
      at: model.id,
      got: 'a model that says nothing about growth',
      want: 'one such as states/spending-growth-targets, or another of its tracks',
    })
  const settled = (value: string | null) => {
    const row = rowOf(plan)
    row.values[place] = value === null ? null : exact(value)
    evaluateAlone(row)
    return row
  }
  const isMet = (value: string | null) => textOf(settled(value).values[complies.place] ?? null)
  const shown = resultsOf(settled(growth)).map(({ step, value }) => ({
    component: step.name,
    label: step.component.label,
    value: textOf(value),
  }))
  return { verdict: verdictOf(isMet(growth), isMet(low), isMet(high)), shown }
}

function verdictOf(measured: string | null, low: string | null, high: string | null): AgainstTarget['verdict'] {
  if (measured === null) return 'unknown'
  if (low === null || high === null) return measured === 'yes' ? 'met-as-measured' : 'exceeded-as-measured'
  if (high === 'yes') return 'met'
  return low === 'yes' ? 'not-told' : 'exceeded'
}
