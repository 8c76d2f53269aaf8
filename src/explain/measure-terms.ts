import type { Measure } from '../quality/read-measures.ts'
import { parameter } from './context.ts'
import type { Term } from './explained.ts'

/** What a measure asks for, as it stands in its file, with its source. */
export function measureTerms({ title, population, numerator, sources }: Measure): Term[] {
  const source = sources.map((one) => `${one.by}: ${one.title}`).join('; ')
  const term = (name: string, label: string, value: string) => parameter(name, label, value, 'text', source)
  const months = population.kind === 'people' ? `, ${population.coverage_months} months of coverage` : ''
  return [
    term('measure', 'Measure, unaudited', title),
    term('population', 'Who is eligible', `age ${population.age.from} to ${population.age.to}${months}`),
    term('numerator', 'What meets it', asked(numerator)),
  ]
}

function asked(numerator: Measure['numerator']): string {
  switch (numerator.kind) {
    case 'latest-result':
      return `latest ${numerator.value_set} in the period ${numerator.operator} ${numerator.threshold}`
    case 'service':
      return numerator.any_of.map(({ value_set, years }) => `${value_set} within ${years} years`).join(', or ')
    case 'visit-after-stay':
      return `${numerator.value_set} from day ${numerator.from_day} to day ${numerator.to_day} after discharge`
  }
}
