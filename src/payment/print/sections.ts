import type { Model } from '../../model/read-model.ts'
import { exact } from '../../money.ts'
import type { Plan } from '../plan.ts'
import { type Block, heading, list, paragraph, table } from './document.ts'
import type { Term } from './terms-of-plan.ts'
import { OWN_ELSEWHERE } from './terms-of-plan.ts'

const STRUCTURE_WORDS: Record<string, string> = {
  population: 'Whom it is about',
  attribution: 'Who is whose patient',
  cost: 'What counts as cost',
  episode: 'Episodes',
  benchmark: 'Benchmark',
  risk: 'Risk adjustment',
  measures: 'Measures',
  payment: 'Payment',
  cascade: 'How it is passed on',
}

export const unconfirmed = (status: string | undefined): string => (status === 'unconfirmed' ? ' (unconfirmed)' : '')

/** Population, attribution, cost and what else the model says of itself. */
export function structureBlocks({ structure }: Model): Block[] {
  const rows = Object.entries(structure).map(([name, { about, source, status, includes, excludes }]) => [
    STRUCTURE_WORDS[name] ?? name,
    [
      about.trim(),
      includes ? `Included: ${includes.join(', ')}.` : '',
      excludes ? `Not included: ${excludes.join(', ')}.` : '',
    ]
      .filter(Boolean)
      .join('\n'),
    `${source}${unconfirmed(status)}`,
  ])
  return table('What the model rests on', ['Of', 'What holds', 'Source'], rows, [1])
}

/** The measures with what each is held to; none where nobody published the set. */
export function measuresBlocks(plan: Plan, terms: readonly Term[]): Block[] {
  const { measures } = plan.model
  if (measures.length === 0)
    return [paragraph('The model names no measures: nobody published the set, or nothing is paid by one.')]
  const perMeasure = terms.filter(({ name }) => name.includes('/'))
  const bases = [...new Set(perMeasure.map(({ name }) => name.split('/')[0] ?? name))]
  const labelOf = (base: string) =>
    perMeasure.find(({ name }) => name.startsWith(`${base}/`))?.label.replace(/,[^,]*$/, '') ?? base
  const rows = measures.map((measure) => [
    measure,
    ...bases.map((base) => {
      const term = perMeasure.find(({ name }) => name === `${base}/${measure}`)
      return term === undefined ? '' : worthText(term)
    }),
  ])
  return table('Measures, and what each is held to', ['Measure', ...bases.map(labelOf)], rows, [0])
}

export const worthText = ({ worth, kind }: Term): string => worth ?? (kind === 'own' ? OWN_ELSEWHERE : 'not published')

/** When what happens. */
export function calendarBlocks({ calendar, parameters }: Model): Block[] {
  if (calendar.length === 0) return [paragraph('The model states no dates beyond its period.')]
  const rows = calendar.map(({ event, about, source, status, months_after }) => {
    const months = months_after === undefined ? undefined : parameters[months_after]?.values?.at(-1)?.value
    const after = typeof months === 'string' ? ` (${exact(months).toFixed()} months after the period)` : ''
    return [event.replaceAll('-', ' '), `${about.trim()}${after}`, `${source}${unconfirmed(status)}`]
  })
  return table('Dates', ['Event', 'When', 'Source'], rows, [1])
}

export function sourcesBlocks({ sources, not_published }: Model): Block[] {
  return [
    heading('What is not published'),
    ...(not_published.length > 0
      ? list(not_published)
      : [paragraph('The model names nothing that is missing from its sources.')]),
    heading('Sources'),
    ...list(
      sources.map(({ title, by, published, url }) =>
        [title, by, published, url].filter((part) => part !== undefined).join('; '),
      ),
    ),
  ]
}
