import { runsOn } from '../../../alignment/contract.ts'
import { compare } from '../../../alignment/degree/compare.ts'
import { type Degree, farthest } from '../../../alignment/elements/degree.ts'
import type { Elements } from '../../../alignment/elements/elements.ts'
import { spoken, understand } from '../../../alignment/profile/answer.ts'
import { profileOfPayer } from '../../../alignment/profile/of-payer.ts'
import { type Reading, readingsOf } from '../../../alignment/profile/profile.ts'
import type { Change } from '../../../register/convening/recommendation-schema.ts'
import { byContracts, type RegionAlignment, type RegionPayer } from '../../../run/region-alignment.ts'

type Element = Elements['elements'][number]

/** Why there is a comparison, or none. `not-told`: the reader may not know how this payer's contracts work. */
export const SHOWS_RULES = ['compared', 'not-told', 'no-element', 'contracts-silent', 'no-answer'] as const

/** What the contracts of one model say of an element, and which contracts those are. */
export type ContractShown = {
  model: string
  model_title: string
  track: string
  says: string | null
  source: string | null
  degree: Degree | null
  because: string | null
  with: { organization_id: string; organization_name: string; arrangement: string | null }[]
}

/** What organizations are called, and the keys of those contracts that the reader is a party to. */
export type Named = {
  organizations: ReadonlyMap<string, string>
  keys: readonly { arrangement: string; payer: string; organization_id: string; model: string; track: string }[]
}

/** What contracts show of an element: in words, how near it is to what was published, by which rule, and by which contracts. */
export type Shown = {
  area: string | null
  shows: string | null
  shows_degree: Degree | null
  shows_rule: (typeof SHOWS_RULES)[number]
  shows_because: string | null
  contracts: ContractShown[]
}

export function shownOf(
  region: RegionAlignment,
  payer: string,
  { element: name, value }: Change,
  { sees, named }: { sees: boolean; named: Named },
): Shown {
  const element = region.library.elements.elements.find((one) => one.element === name)
  const nothing: Shown = {
    ...{ area: element?.area ?? null, shows: null, shows_degree: null, shows_because: null },
    ...{ shows_rule: 'not-told', contracts: [] },
  }
  if (!sees) return nothing
  const found = region.payers.find((one) => one.payer === payer)
  if (!element || !found)
    return { ...nothing, shows_rule: 'no-element', shows_because: 'contracts are not compared in this' }
  const wanted = wantedOf(element, value)
  const contracts = contractsOf(region, found, { element, wanted, named })
  const readings = readingsOf(byContracts(region, found), name)
  if (readings.length === 0)
    return { ...nothing, contracts, shows_rule: 'contracts-silent', shows_because: 'its contracts do not say' }
  const shows = wordsOf(element, readings)
  if (wanted === null)
    return {
      ...{ ...nothing, contracts, shows, shows_rule: 'no-answer' },
      shows_because: 'the recommendation gives no answer to compare with',
    }
  return { ...nothing, contracts, shows, shows_rule: 'compared', ...degreeOf(element, readings, wanted) }
}

const wordsOf = (element: Element, readings: readonly Reading[]): string =>
  readings.map(({ answer }) => spoken(element, answer)).join(' / ')

/** The answer that was published, where it gives one. */
function wantedOf(element: Element, value: Change['value']): Reading | null {
  const meant = value === null ? null : understand(element, value)
  if (meant === null || 'fault' in meant) return null
  return { reading: null, answer: meant.answer, source: '', status: 'stated', by: [], never_decides: [] }
}

function degreeOf(element: Element, readings: readonly Reading[], wanted: Reading) {
  const degrees = readings.map((one) => compare(element, one, wanted))
  const shows_degree = farthest(degrees.map((one) => one.degree))
  return {
    shows_degree,
    shows_because: degrees.find((one) => one.degree === shows_degree)?.because ?? null,
  }
}

/** The payer's contracts in force, by model and track: each says what its model says. */
function contractsOf(
  region: RegionAlignment,
  payer: RegionPayer,
  { element, wanted, named }: { element: Element; wanted: Reading | null; named: Named },
): ContractShown[] {
  const inForce = payer.arrangements.filter((one) => runsOn(one, region.day))
  const kinds = [...new Set(inForce.map(({ model, track }) => `${model} ${track}`))].sort()
  return kinds.map((kind) => {
    const own = inForce.filter(({ model, track }) => `${model} ${track}` === kind)
    const [{ model, track }] = own as [(typeof own)[number]]
    const profile = profileOfPayer(payer, own, region.models, { ...region.library, day: region.day })
    const readings = readingsOf(profile, element.element)
    const compared = readings.length > 0 && wanted !== null ? degreeOf(element, readings, wanted) : null
    return {
      ...{ model, track, model_title: region.models.get(model)?.title ?? model },
      says: readings.length === 0 ? null : wordsOf(element, readings),
      source: readings[0]?.source ?? null,
      degree: compared?.shows_degree ?? null,
      because: compared?.shows_because ?? null,
      with: own.map(({ organization_id }) => ({
        organization_id,
        organization_name: named.organizations.get(organization_id) ?? organization_id,
        arrangement: keyOf(named, { payer: payer.payer, organization_id, model, track }),
      })),
    }
  })
}

const keyOf = (
  { keys }: Named,
  of: { payer: string; organization_id: string; model: string; track: string },
): string | null =>
  keys.find(
    (one) =>
      one.payer === of.payer &&
      one.organization_id === of.organization_id &&
      one.model === of.model &&
      one.track === of.track,
  )?.arrangement ?? null
