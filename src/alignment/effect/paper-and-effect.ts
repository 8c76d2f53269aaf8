import { z } from 'zod'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { readYaml } from '../../model/read-yaml.ts'
import { ruleFile } from '../../model/rule-file.ts'
import { Source } from '../../model/rule-head.ts'
import { DecimalText } from '../../model/schedule.ts'
import { exact } from '../../money.ts'
import type { Degree } from '../elements/degree.ts'

const Bound = z.strictObject({ value: DecimalText, source: z.string().min(1) })
const Agreement = z.strictObject({ kappa: Bound, agree_share: Bound })

const EffectFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  sources: z.array(Source).min(1),
  attribution: Agreement,
  measures: Agreement,
  benchmark: z.strictObject({ spearman: Bound }),
})

/** From which figures on rules act alike: `models/alignment/effect.yaml`, or a region's own. */
export type EffectBounds = z.infer<typeof EffectFile>

export const readEffectBounds = (folders: Folders = [LIBRARY]): EffectBounds =>
  readYaml(ruleFile('alignment', 'file of alignment', 'effect', folders), EffectFile).value

/** A degree on paper, of an area or an element, of a payer beside another or the reference. */
export type OnPaper = { payer: string; other: string; area: string; degree: Degree }

type Of = { payer: string; other: string; state: string }
type Agreed = Of & { kappa: string | null; agree_share: string | null }

/** Rows of `effect_attribution`, `effect_measure` and `effect_rank`, all of one period and of all members. */
export type InEffect = {
  attribution: readonly Agreed[]
  measures: readonly (Agreed & { concept: string })[]
  benchmark: readonly (Of & { spearman: string | null })[]
}

export const VERDICTS = [
  'alike-and-act-alike',
  'differ-and-do-not-matter',
  'differ-and-matter',
  'alike-and-do-not-act-alike',
  'cannot-be-said',
] as const
export type Verdict = (typeof VERDICTS)[number]

export type Beside = OnPaper & {
  verdict: Verdict
  figure: { name: string; value: string; bound: string } | null
  because: string
}

/** Rules that are exact or directional look alike. */
const LOOKS_ALIKE: readonly Degree[] = ['exact', 'directional']

type Effect = { figure: NonNullable<Beside['figure']>; actsAlike: boolean } | { silent: string }

/**
 * Degree on paper beside effect: where rules differ and it does not matter, and where they look alike and do not act alike.
 * Areas without an effect that anybody measured say so. Of several measures the one that agrees least counts.
 */
export function paperAndEffect(paper: readonly OnPaper[], effect: InEffect, bounds: EffectBounds): Beside[] {
  return paper.map((one) => {
    const found = effectOf(one, effect, bounds)
    if (one.degree === 'not-stated' || 'silent' in found) {
      const [figure, because] = 'silent' in found ? [null, found.silent] : [found.figure, 'it is not stated on paper']
      return { ...one, verdict: 'cannot-be-said', figure, because }
    }
    const { figure, actsAlike } = found
    const isAlike = LOOKS_ALIKE.includes(one.degree)
    const because = `${figure.name} is ${figure.value}, ${actsAlike ? 'at least' : 'below'} ${figure.bound}`
    const alike = actsAlike ? 'alike-and-act-alike' : 'alike-and-do-not-act-alike'
    return {
      ...one,
      verdict: isAlike ? alike : actsAlike ? 'differ-and-do-not-matter' : 'differ-and-matter',
      figure,
      because,
    }
  })
}

function effectOf({ payer, other, area }: OnPaper, effect: InEffect, bounds: EffectBounds): Effect {
  const isOf = (row: Of) => row.payer === payer && row.other === other
  if (area === 'attribution')
    return least(effect.attribution.filter(isOf).map((row) => agreed(row, bounds.attribution)))
  if (area === 'measures') return least(effect.measures.filter(isOf).map((row) => agreed(row, bounds.measures)))
  if (area === 'benchmark') {
    // The order of costs is the same from either side; the table has it once.
    const isOfPair = (row: Of) => isOf(row) || (row.payer === other && row.other === payer)
    return least(effect.benchmark.filter(isOfPair).map((row) => ranked(row, bounds.benchmark.spearman)))
  }
  return { silent: 'nothing of this area is measured in effect' }
}

type Bound = z.infer<typeof Bound>

const SAME = ['one-rule', 'one-specification']
const UNSAID: Readonly<Record<string, string>> = {
  'not-stated': 'one of them does not state its rule',
  'not-run': 'no run has one of the rules',
  'used-by-one': 'only one of them uses a measure of this',
  nobody: 'there is nobody whom both see',
  'no-shared-practice': 'they have no practice in common',
  'one-practice': 'they have one practice in common',
  'all-alike': 'all practices cost the same',
}
const unsaid = (state: string): Effect => ({ silent: UNSAID[state] ?? state })

function agreed({ state, kappa, agree_share }: Agreed, bounds: { kappa: Bound; agree_share: Bound }): Effect {
  if (SAME.includes(state)) return figureOf('agree_share', '1', bounds.agree_share)
  if (state !== 'compared') return unsaid(state)
  if (kappa !== null) return figureOf('kappa', kappa, bounds.kappa)
  return agree_share === null ? unsaid('nobody') : figureOf('agree_share', agree_share, bounds.agree_share)
}

const ranked = ({ state, spearman }: Of & { spearman: string | null }, bound: Bound): Effect =>
  spearman === null ? unsaid(state) : figureOf('spearman', spearman, bound)

const figureOf = (name: string, value: string, { value: bound }: Bound): Effect => ({
  figure: { name, value, bound },
  actsAlike: exact(value).gte(bound),
})

/** The one that is farthest below its bound, or least above it; of several that say nothing, why not. */
function least(all: readonly Effect[]): Effect {
  const said = all.filter((one) => 'figure' in one)
  const over = ({ figure }: (typeof said)[number]) => exact(figure.value).minus(figure.bound).toNumber()
  const [farthest] = said.toSorted((a, b) => over(a) - over(b))
  return farthest ?? all[0] ?? { silent: 'they were not compared' }
}
