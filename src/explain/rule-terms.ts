import { type AttributionRule, numberOn, windowOf } from '../attribution/rule.ts'
import { ANY, type ClaimsStep, VISIT } from '../attribution/rule-file.ts'
import { listsInWords, populationInWords } from '../attribution/rule-words.ts'
import type { Parameter } from '../model/parameter.ts'
import { parameter, type Row } from './context.ts'
import type { Term } from './explained.ts'

/** Which list it is, when it could be made, and whom the rule sees, each with its source. */
export function headTerms(rule: AttributionRule, row: Row): Term[] {
  const { lists, population } = rule
  return [
    parameter('lists', 'Lists of the rule', listsInWords(rule), 'text', lists.source),
    parameter('list', `This list, ${row.kind}: for the months from`, row.effective_from, 'date', null),
    parameter('until', 'up to', row.effective_until, 'date', null),
    parameter('known_on', 'It looks at services before', row.known_on, 'date', null),
    parameter('population', 'Whom the rule sees', populationInWords(rule), 'text', population?.source ?? null),
  ]
}

/** What a claims step counts, and the numbers that it asks for on the first day that the list is for. */
export function claimsTerms(rule: AttributionRule, step: ClaimsStep, place: number, row: Row): Term[] {
  const day = String(row.effective_from)
  const window = windowOf(rule, step, day)
  const dated = (name: string, label: string, of: Parameter | undefined, unit: 'share' | 'months' | 'text') => {
    if (of === undefined) return []
    const { value, source } = numberOn(rule, name, of, day)
    return [parameter(`${name}_${place}`, `${label}, step ${place}`, value, unit, source)]
  }
  return [
    parameter(`window_${place}`, `Months looked at, step ${place}`, window.months, 'months', window.source),
    ...step.services.map((key) =>
      parameter(
        `services_${place}`,
        `What counts, step ${place}`,
        rule.value_sets[key]?.title ?? OWN[key] ?? key,
        'text',
        sourceOf(rule, key),
      ),
    ),
    ...dated('recent months', 'Last months that weigh otherwise', step.recent?.months, 'months'),
    ...dated('weight', 'What they weigh', step.recent?.weight, 'text'),
    ...dated('earlier_weight', 'What the months before them weigh', step.recent?.earlier_weight, 'text'),
    ...dated('least_share', 'Least share', step.least_share, 'share'),
    ...dated('when_share', 'Share that its clinicians must have', step.when?.least_share, 'share'),
  ]
}

const OWN: Readonly<Record<string, string>> = { [VISIT]: 'Primary-care visits', [ANY]: 'Any service' }

function sourceOf({ value_sets }: AttributionRule, key: string): string | null {
  const set = value_sets[key]
  return set ? `${set.source.trim()}, version ${set.version}` : null
}
