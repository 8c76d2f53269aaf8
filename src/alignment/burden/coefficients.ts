import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { faultsDetail, WholepanelError } from '../../error.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { didYouMean, readYaml } from '../../model/read-yaml.ts'
import { DecimalText, isDecimal } from '../../model/schedule.ts'
import { exact } from '../../money.ts'
import { CitedSources, undeclared } from '../elements/cited.ts'
import { Word } from '../elements/element.ts'
import type { Counts } from './counts.ts'

const Amount = DecimalText.refine(isDecimal, { message: 'want a decimal' })

const Coefficient = z.strictObject({
  coefficient: Word,
  label: z.string().min(1),
  burden: z.array(Word),
  for: z.enum(['practice', 'hospital', 'none']).describe('The kind of provider that it may be used for'),
  unit: z.enum(['hours', 'usd', 'share', 'count']),
  per: z.string().min(1),
  value: Amount,
  published: z.string().min(1),
  of: z.string().min(1),
  year: z.number().int(),
  status: z.literal('unconfirmed').optional(),
  source: z.string().min(1),
})
export type Coefficient = z.infer<typeof Coefficient>

const Derived = z.strictObject({
  coefficient: Word,
  label: z.string().min(1),
  unit: z.enum(['hours', 'usd']),
  per: z.string().min(1),
  value: Amount,
  formula: z.string().regex(/^\w+ \/ \w+$/, 'want one coefficient / another'),
  status: z.literal('unconfirmed').optional(),
})

/** Quantities of a practice that a coefficient can be taken by, beside its counts. */
export const QUANTITIES = ['physicians', 'months'] as const

const Whole = z.strictObject({
  estimate: Word,
  label: z.string().min(1),
  unit: z.enum(['hours', 'usd']),
  of: z.array(Word).min(1),
})

const Estimate = Whole.extend({
  covers: z.array(Word).min(1),
  because: z.string().min(1),
  instead: z
    .array(
      z.strictObject({
        coefficient: Word,
        payers_below: z.number().int().optional(),
        payers_above: z.number().int().optional(),
      }),
    )
    .default([]),
  less: z.strictObject({ coefficient: Word, count: Word, at_most: z.number().int() }).optional(),
})
export type Estimate = z.infer<typeof Estimate>

const BurdenFile = z.strictObject({
  title: z.string().min(1),
  about: z.string().min(1),
  vary: Amount.refine((text) => Number(text) > 0 && Number(text) < 1, { message: 'want a share between 0 and 1' }),
  sources: CitedSources,
  coefficients: z.array(Coefficient).min(1),
  derived: z.array(Derived).default([]),
  required: z.array(Word).describe('Counted, and priced by nobody; a region may give a figure'),
  estimates: z.array(Estimate),
  wholes: z.array(Whole).default([]),
})

/** What a region changes: figures of its own in place of published ones, or for burdens that nobody priced. */
const RegionFile = z.strictObject({
  title: z.string().optional(),
  about: z.string().optional(),
  vary: BurdenFile.shape.vary.optional(),
  sources: CitedSources.default({}),
  coefficients: z.array(Coefficient).default([]),
  estimates: z.array(Estimate).default([]),
})

export type Burden = z.infer<typeof BurdenFile>

/** The library's coefficients, with those of a region's `alignment/burden.yaml` over them, by name. */
export function readBurden(counts: Counts, folders: Folders = [LIBRARY]): Burden {
  const files = folders.map((folder) => join(folder, 'alignment', 'burden.yaml')).filter((path) => existsSync(path))
  const base = files.at(-1)
  if (!base) throw new WholepanelError('input-model', { got: 'no alignment/burden.yaml in the model folders' })
  let burden = readYaml(base, BurdenFile).value
  let from = base
  for (const file of files.slice(0, -1).reverse()) {
    const own = readYaml(file, RegionFile).value
    from = file
    burden = {
      ...burden,
      vary: own.vary ?? burden.vary,
      sources: { ...burden.sources, ...own.sources },
      coefficients: over(burden.coefficients, own.coefficients, ({ coefficient }) => coefficient),
      estimates: over(burden.estimates, own.estimates, ({ estimate }) => estimate),
    }
  }
  burden = { ...burden, derived: burden.derived.map((one) => ({ ...one, value: derivedValue(burden, one) })) }
  const faults = faultsOf(burden, counts)
  if (faults.length > 0)
    throw new WholepanelError('input-model', faultsDetail(faults.map((text) => ({ at: from, text }))))
  return burden
}

function over<One>(base: readonly One[], own: readonly One[], name: (one: One) => string): One[] {
  const names = new Set(own.map(name))
  return [...base.filter((one) => !names.has(name(one))), ...own]
}

function derivedValue({ coefficients }: Burden, { formula, value }: z.infer<typeof Derived>): string {
  const [over = '', under = ''] = formula.split(' / ')
  const of = (name: string) => coefficients.find(({ coefficient }) => coefficient === name)?.value
  const [top, bottom] = [of(over), of(under)]
  return top && bottom && !exact(bottom).isZero() ? exact(top).div(bottom).toDecimalPlaces(2).toFixed() : value
}

function faultsOf({ coefficients, estimates, wholes, required, sources }: Burden, counts: Counts): string[] {
  const faults: string[] = []
  const names = coefficients.map(({ coefficient }) => coefficient)
  const counted = counts.counts.map(({ count }) => count)
  const burdens = counts.counts.flatMap(({ burden }) => burden ?? [])
  const known = (word: string, words: readonly string[], where: string) => {
    if (!words.includes(word)) faults.push(`${where}: no ${word}${didYouMean(word, words)}`)
  }
  for (const { coefficient, source } of coefficients) {
    const key = undeclared(source, sources)
    if (key !== null) faults.push(`${coefficient}: no source ${key}${didYouMean(key, Object.keys(sources))}`)
  }
  for (const burden of required) known(burden, burdens, 'required')
  for (const { coefficient, for: kind, value, unit } of coefficients)
    if (kind !== 'none' && exact(value).lt(0)) faults.push(`${coefficient}: ${unit} below zero`)
  for (const { estimate, of } of [...estimates, ...wholes]) {
    const coefs = of.filter((word) => names.includes(word))
    for (const word of of) known(word, [...names, ...QUANTITIES, ...counted], estimate)
    if (coefs.length !== 1) faults.push(`${estimate}: want one coefficient, and quantities`)
    for (const word of coefs)
      if (coefficients.find(({ coefficient }) => coefficient === word)?.for !== 'practice')
        faults.push(`${estimate}: ${word} is no figure for a practice`)
  }
  for (const { estimate, covers, instead, less } of estimates) {
    for (const burden of covers) known(burden, burdens, estimate)
    for (const { coefficient } of [...instead, ...(less ? [less] : [])]) known(coefficient, names, estimate)
    if (less) known(less.count, counted, estimate)
  }
  for (const unit of ['hours', 'usd'])
    for (const burden of burdens) {
      const by = estimates.filter((one) => one.unit === unit && one.covers.includes(burden))
      if (by.length > 1)
        faults.push(`${by.map(({ estimate }) => estimate).join(' and ')} both price ${burden} in ${unit}`)
    }
  return faults
}

/** The same coefficients, some of them times a factor: for a look at what the figures decide. */
export function scaled(burden: Burden, factor: string, only?: string): Burden {
  const coefficients = burden.coefficients.map((one) =>
    only === undefined || one.coefficient === only ? { ...one, value: exact(one.value).times(factor).toFixed() } : one,
  )
  return { ...burden, coefficients }
}
