import { WholepanelError } from '../../error.ts'
import type { Parameter } from '../../model/parameter.ts'
import { type Folders, LIBRARY } from '../../model/read-model.ts'
import { type Path, readYaml } from '../../model/read-yaml.ts'
import { ruleFile, ruleNames } from '../../model/rule-file.ts'
import { namedValueSets, terminologyBeside, type ValueSet } from '../../terminology/value-set.ts'
import { rules } from '../rule.ts'
import { ANY, VISIT } from '../rule-file.ts'
import { checkEventRule } from './check-event-rule.ts'
import { EventFile } from './event-file.ts'

/** A rule that gives parts of each event of a person to those who took part in it. */
export type EventRule = EventFile & {
  /** The key in results, the name of its file: patient-relationship. */
  rule: string
  file: string
  value_sets: Readonly<Record<string, ValueSet>>
  /** Its numbers that nobody published, by the place where a region would write them; none: it can be run. */
  wanting: readonly string[]
}

/** Example: `readEventRule('patient-relationship')`. A region's own folder stands first in `folders`. */
export function readEventRule(rule: string, folders: Folders = [LIBRARY]): EventRule {
  const file = ruleFile('events', 'rule of events', rule, folders)
  const { value, at } = readYaml(file, EventFile)
  if (rules(folders).includes(rule))
    throw new WholepanelError('input-model', { at: at([]), got: `an attribution rule is called ${rule} too` })
  checkEventRule(value, at)
  const value_sets = namedValueSets({ keys: setsNamedBy(value), at, code: 'input-model' }, terminologyBeside(folders), [
    VISIT,
    ANY,
  ])
  const wanting = numbersOf(value).flatMap(({ path, parameter }) => (parameter.required ? [at(path)] : []))
  return { rule, file, value_sets, wanting, ...value }
}

/** The rules of events there are, sorted. */
export const eventRules = (folders: Folders = [LIBRARY]): string[] => ruleNames('events', folders)

export const readEventRules = (folders: Folders = [LIBRARY]): EventRule[] =>
  eventRules(folders).map((rule) => readEventRule(rule, folders))

export const isWhole = ({ wanting }: EventRule): boolean => wanting.length === 0

/** Errors: `input-model` with the place of each number that nobody published and the region has not given. */
export function requireWhole({ wanting, rule }: EventRule): void {
  if (wanting.length === 0) return
  throw new WholepanelError('input-model', {
    at: wanting.join(', '),
    got: 'required: true, a number that nobody published',
    want: 'values with a date and a source',
    fix: `copy the file to models/events/${rule}.yaml of the region and write what its parties agreed`,
  })
}

const setsNamedBy = ({ event, roles }: EventFile): { key: string; path: Path }[] => [
  ...event.services.map((key, i) => ({ key, path: ['event', 'services', i] })),
  ...roles.flatMap(({ services }, i) => (services ?? []).map((key, j) => ({ key, path: ['roles', i, 'services', j] }))),
]

const numbersOf = ({ event, roles }: EventFile): { path: Path; parameter: Parameter }[] => [
  { path: ['event', 'days'], parameter: event.days },
  ...roles.flatMap(({ share, least_share }, i) => [
    { path: ['roles', i, 'share'], parameter: share },
    ...(least_share ? [{ path: ['roles', i, 'least_share'], parameter: least_share }] : []),
  ]),
]
