/** What the library's codes mean, in the reader's words. */
import type { ComponentShown, LibraryEntry, ParameterShown } from '../api/cost/models.ts'
import type { Tone } from '../design/words/badge.tsx'
import { day, inUnit } from '../design/words/format.ts'

export const FAMILY: Record<LibraryEntry['family'], string> = {
  'primary-care': 'Primary care',
  'total-cost-of-care': 'Total cost of care',
  episode: 'Episodes of care',
  'hospital-budget': 'Hospital budgets',
  specialty: 'Specialty care',
  policy: 'Policies and rules',
}

export const READINESS: Record<LibraryEntry['readiness'], { said: string; means: string; tone: Tone }> = {
  checked: {
    said: 'Checked',
    means: 'its results were held against figures that somebody else published',
    tone: 'good',
  },
  'runs-from-claims': {
    said: 'Runs from claims',
    means: 'it is computed from the files that payers send',
    tone: 'note',
  },
  'settles-from-facts': { said: 'Settles from facts', means: 'it is computed from a file of its facts', tone: 'note' },
  card: { said: 'Described', means: 'it is described and not computed', tone: 'quiet' },
}

export const ELEMENT: Record<string, string> = {
  population: 'Who counts',
  attribution: 'Whose patient',
  cost: 'What counts as cost',
  episode: 'Episode',
  benchmark: 'Benchmark',
  risk: 'Risk adjustment',
  measures: 'Quality',
  payment: 'Payment',
  cascade: 'How it goes on to those who care',
}

/** Of the Health Care Payment Learning & Action Network, by the number and letter of its framework. */
const LAN: Record<string, string> = {
  '1': 'fee for service without link to quality',
  '2A': 'payments for infrastructure and operations',
  '2B': 'pay for reporting',
  '2C': 'pay for performance',
  '3A': 'shared savings',
  '3B': 'shared savings and losses',
  '3N': 'risk without link to quality',
  '4A': 'population-based payment for a condition or a service',
  '4B': 'population-based payment for all care',
  '4C': 'integrated finance and delivery',
  '4N': 'capitation without link to quality',
}
export const lan = (category: string): string => (LAN[category] ? `${category}, ${LAN[category]}` : category)

export const STATUS: Record<ParameterShown['status'], { said: string; means: string; tone: Tone }> = {
  stated: { said: 'Stated', means: 'the source says it', tone: 'good' },
  unconfirmed: {
    said: 'Unconfirmed',
    means: 'stated somewhere, not yet checked against a public source',
    tone: 'open',
  },
  required: { said: 'Not public', means: 'nobody published it', tone: 'bad' },
}

export const UNIT: Record<ParameterShown['unit'], string> = {
  usd: 'dollars',
  share: 'share',
  count: 'number',
  months: 'months',
  factor: 'factor',
  flag: 'yes or no',
  code: 'code',
  text: 'word',
}

/** A value of a model as it is read; a factor is a plain number. */
export const modelValue = (value: string, unit: ParameterShown['unit']): string =>
  unit === 'factor' ? inUnit(value, 'count') : unit === 'flag' || unit === 'code' ? value : inUnit(value, unit)

export function when({ from, until }: Pick<ComponentShown, 'from' | 'until'>): string | null {
  if (from && until) return `for periods that begin from ${day(from)} to ${day(until)}`
  if (from) return `for periods that begin from ${day(from)}`
  return until ? `for periods that begin until ${day(until)}` : null
}

/** `/models/cms/mssp` for `cms/mssp`. */
export function addressOf(id: string): { folder: string; name: string } {
  const [folder = '', name = ''] = id.split('/')
  return { folder, name }
}
