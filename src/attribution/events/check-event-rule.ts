import { faultsDetail, WholepanelError } from '../../error.ts'
import { heldOn, type Parameter } from '../../model/parameter.ts'
import type { Path } from '../../model/read-yaml.ts'
import { type Exact, exact } from '../../money.ts'
import type { Clinicians } from '../rule-file.ts'
import type { EventFile, Role } from './event-file.ts'

type Fault = { path: Path; text: string }

/** What each key alone does not show: shares that are not one whole, and roles that nobody can have. */
export function checkEventRule(rule: EventFile, at: (path: Path) => string): void {
  const faults = [
    ...datedFaults(rule.event.days, /^[1-9]\d{0,3}$/, 'days; want a whole number from 1', ['event', 'days']),
    ...rule.roles.flatMap((role, i) =>
      roleFaults(rule, role, i).map((fault) => ({ ...fault, path: ['roles', i, ...fault.path] })),
    ),
    ...sumFaults(rule),
  ]
  if (faults.length > 0)
    throw new WholepanelError('input-model', faultsDetail(faults.map(({ path, text }) => ({ at: at(path), text }))))
}

/** To nine places, so that whole numbers of billionths hold it exactly. */
const SHARE = /^(0(\.\d{1,9})?|1(\.0{1,9})?)$/
const SOME = /^(0?\.(?=\d*[1-9])\d{1,6}|1(\.0{1,6})?)$/

function roleFaults({ event, roles }: EventFile, role: Role, i: number): Fault[] {
  const before = roles.slice(0, i)
  const faults: Fault[] = [
    ...datedFaults(role.share, SHARE, 'as a share; want 0 to 1, to nine places', ['share']),
    ...(role.least_share
      ? datedFaults(role.least_share, SOME, 'as a least share; want more than 0 and at most 1', ['least_share'])
      : []),
  ]
  if (before.some((one) => one.role === role.role))
    faults.push({ path: ['role'], text: `a second role ${role.role}; want each name once` })
  const whole = before.find((one) => takesAllOf(one, role))
  if (whole)
    faults.push({
      path: [],
      text: `nobody can have it: whoever fits ${role.role} fits ${whole.role} and has that role`,
    })
  if (role.started && areApart(event.clinicians, role.clinicians))
    faults.push({ path: ['clinicians'], text: 'nobody can have it: no such clinician starts an event' })
  return faults
}

/** Whoever fits the later role has the earlier one. */
function takesAllOf(earlier: Role, later: Role): boolean {
  const within = (wide: readonly string[] | undefined, narrow: readonly string[] | undefined) =>
    wide === undefined || (narrow?.every((one) => wide.includes(one)) ?? false)
  return (
    earlier.takes === 'every' &&
    earlier.least_share === undefined &&
    (earlier.started === undefined || later.started === true) &&
    holds(earlier.clinicians, later.clinicians) &&
    within(earlier.services, later.services) &&
    within(earlier.modifiers, later.modifiers) &&
    within(earlier.places, later.places)
  )
}

const PRIMARY = 'primary-care'

function holds(wide: Clinicians, narrow: Clinicians): boolean {
  if (wide === 'any' || wide === narrow) return true
  if (narrow === 'any') return false
  if (wide === 'specialists') return Array.isArray(narrow) && !narrow.includes(PRIMARY)
  const named = wide === PRIMARY ? [PRIMARY] : wide
  const asked = narrow === PRIMARY ? [PRIMARY] : narrow
  return Array.isArray(asked) && asked.every((one) => named.includes(one))
}

function areApart(one: Clinicians, other: Clinicians): boolean {
  if (one === 'any' || other === 'any') return false
  if (one === 'specialists') return other === PRIMARY || (Array.isArray(other) && other.every((x) => x === PRIMARY))
  if (other === 'specialists') return areApart(other, one)
  const [left, right] = [one, other].map((some) => (some === PRIMARY ? [PRIMARY] : some))
  return Array.isArray(left) && Array.isArray(right) && !left.some((x) => right.includes(x))
}

const datedFaults = (parameter: Parameter, form: RegExp, text: string, path: Path): Fault[] =>
  (parameter.values ?? []).flatMap(({ value }, i) =>
    typeof value === 'string' && form.test(value)
      ? []
      : [{ path: [...path, 'values', i, 'value'], text: `${typeof value === 'string' ? value : 'a table'} ${text}` }],
  )

/** On every day on which one of the numbers changes, from the first on which there are events. */
function sumFaults({ event, roles }: EventFile): Fault[] {
  if (roles.some(({ share }) => share.required)) return []
  const first = event.days.values?.[0]?.from
  const days = [event.days, ...roles.map(({ share }) => share)].flatMap(({ values }) =>
    (values ?? []).map(({ from }) => from),
  )
  return [...new Set(days)]
    .sort()
    .filter((day) => first === undefined || day >= first)
    .flatMap((day) => {
      const held = roles.map(({ share }) => heldOn(share, day).schedule)
      const sum = held.reduce<Exact>(
        (all, value) => (typeof value === 'string' && SHARE.test(value) ? all.plus(value) : all),
        exact(0),
      )
      return sum.equals(1)
        ? []
        : [{ path: ['roles'], text: `the shares of all roles on ${day} are ${sum.toFixed()} together; want 1` }]
    })
}
