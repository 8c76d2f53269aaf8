import { faultsDetail, WholepanelError } from '../error.ts'
import type { Parameter } from '../model/parameter.ts'
import type { Path } from '../model/read-yaml.ts'
import type { ClaimsStep, RuleFile, RuleStep } from './rule-file.ts'

type Fault = { path: Path; text: string }

/** What each key alone does not show: windows that contradict each other, and steps that can never decide. */
export function checkRule(rule: RuleFile, at: (path: Path) => string): void {
  const faults = [
    ...listFaults(rule),
    ...populationFaults(rule),
    ...rule.steps.flatMap((step, i) => stepFaults(rule, step).map((f) => ({ ...f, path: ['steps', i, ...f.path] }))),
    ...repeated(rule.steps),
  ]
  if (faults.length > 0)
    throw new WholepanelError('input-model', faultsDetail(faults.map(({ path, text }) => ({ at: at(path), text }))))
}

function listFaults({ lists }: RuleFile): Fault[] {
  if (lists.kind !== 'retrospective')
    return lists.every
      ? []
      : [{ path: ['lists'], text: 'how often is a list made? want every: year, quarter or month' }]
  return (['every', 'from', 'lag'] as const)
    .filter((key) => lists[key] !== undefined)
    .map((key) => ({ path: ['lists', key], text: 'a retrospective list is of the period and looks at it; want none' }))
}

function populationFaults({ population }: RuleFile): Fault[] {
  const both = population?.without?.filter((line) => population.lines_of_business.includes(line)) ?? []
  return both.map((line) => ({ path: ['population', 'without'], text: `${line} is both seen and left out` }))
}

function stepFaults(rule: RuleFile, step: RuleStep): Fault[] {
  if (step.step === 'plan-assigned') return neverSeen(rule, step.lines_of_business)
  return step.step === 'claims' ? claimsFaults(step) : []
}

function neverSeen({ population }: RuleFile, lines: readonly string[] | undefined): Fault[] {
  if (!population || !lines || lines.some((line) => population.lines_of_business.some((one) => one === line))) return []
  const text = 'the step can never decide: none of these lines of business is in the population'
  return [{ path: ['lines_of_business'], text }]
}

function claimsFaults(step: ClaimsStep): Fault[] {
  const faults: Fault[] = []
  const fault = (text: string, ...path: (string | number)[]) => faults.push({ path, text })
  if (step.order.at(-1) !== 'practice_id' || new Set(step.order).size !== step.order.length)
    fault('want each thing once, practice_id last, so that no tie is left', 'order')
  if (step.order[0] === 'practice_id') fault('want what counts before practice_id', 'order')
  for (const [i, { value }] of numbers(step.window).entries())
    if (!/^[1-9]\d*$/.test(value))
      fault(`a window of ${value} months; want a whole number from 1`, 'window', 'values', i, 'value')
  for (const [i, { months }] of (step.seen ?? []).entries())
    for (const { value } of months ? numbers(months) : []) {
      if (!/^[1-9]\d*$/.test(value)) fault(`${value} months; want a whole number from 1`, 'seen', i, 'months')
      for (const window of numbers(step.window))
        if (Number(value) > Number(window.value))
          fault(`${value} months of a window of ${window.value}; want at most the window`, 'seen', i, 'months')
    }
  if (step.recent)
    for (const recent of numbers(step.recent.months))
      for (const window of numbers(step.window))
        if (Number(recent.value) >= Number(window.value))
          fault(
            `the last ${recent.value} months of a window of ${window.value}: the windows contradict each other`,
            'recent',
            'months',
          )
  const counts = step.order[0] === 'visits' || step.order[0] === 'allowed_usd'
  if (step.wins !== 'plurality' && !counts)
    fault('a share of days is none; want visits or allowed_usd first in order', 'wins')
  if ((step.wins === 'minimum-share') !== (step.least_share !== undefined))
    fault('minimum-share and least_share go together', step.least_share ? 'least_share' : 'wins')
  for (const [path, shares] of [
    ['least_share', step.least_share],
    ['when', step.when?.least_share],
  ] as const)
    for (const { value } of shares ? numbers(shares) : [])
      if (!(Number(value) > 0 && Number(value) <= 1))
        fault(`a share of ${value} can never decide; want more than 0 and at most 1`, path)
  return faults
}

/** A step that says what one before it said decides nothing. */
const repeated = (steps: readonly RuleStep[]): Fault[] =>
  steps.flatMap((step, i) => {
    const said = ({ source: _source, ...rest }: RuleStep) => JSON.stringify(rest)
    const before = steps.slice(0, i).findIndex((one) => said(one) === said(step))
    return before < 0 ? [] : [{ path: ['steps', i], text: `the same as step ${before + 1}: it can never decide` }]
  })

const numbers = (parameter: Parameter): { value: string }[] =>
  (parameter.values ?? []).flatMap(({ value }) => (typeof value === 'string' ? [{ value }] : []))
