import type { Command } from 'commander'
import { WholepanelError } from '../error.ts'
import { appendEvent } from '../register/events.ts'
import type { EventDetail } from '../register/log/event-chain.ts'
import type { Register } from '../register/open.ts'
import { type Context, DONE } from './context.ts'

/** A command as it was typed, as far as the log may hold it. */
export type Typed = {
  /** With its subcommand: `feeds add`. */
  name: string
  /** Whether it may change something. */
  changes: boolean
  /** Keys it names, for its last event: `payer:summit`. */
  about: string
}

/** These only look. What they show of people is a release, which is an event too; every other command is one. */
const LOOKS = new Set([
  ...[
    'agreements',
    'align',
    'attestations',
    'attestations codes',
    'attribute',
    'burden',
    'check',
    'claims',
    'coaches',
    'explain',
    'feeds',
    'log',
    'log export',
    'log head',
    'log verify',
  ],
  ...[
    'map',
    'models',
    'models schema',
    'models show',
    'pathway',
    'policies',
    'publications',
    'publications preview',
    'record',
    'report',
    'rights',
    'roster',
    'rubric',
    'runs',
    'runs compare',
  ],
  ...['settings', 'submissions', 'thresholds', 'waivers'],
])
/** With files it writes, without it lists. */
const LOOKS_WITHOUT_ARGUMENTS = new Set(['arrangements', 'profiles'])

/** With this option it changes something, without it lists. */
const LOOKS_WITHOUT_OPTION: Readonly<Record<string, string>> = { notify: 'send' }

/** One act has one name, by whichever door it comes. */
const ACTS: Readonly<Record<string, string>> = {
  arrangements: 'record-arrangements',
  'attestations make-code': 'make-attestation-code',
  'attestations withdraw-code': 'make-attestation-code',
  'attestations paper': 'take-paper-forms',
  'attestations take-in': 'take-statements-in',
  'agreements record': 'record-agreement',
  'agreements withdraw': 'withdraw-agreement',
  'agreements opt-in': 'record-group-opt-in',
  'coaches let-in': 'decide-coaching',
  'coaches shut-out': 'decide-coaching',
  'feeds add': 'record-feed',
  notify: 'send-notifications',
  'people lend': 'lend-access',
  profiles: 'state-alignment-answers',
  remind: 'send-reminders',
  'publications publish': 'publish',
  'publications withdraw': 'publish',
  'thresholds set': 'set-threshold',
  'waivers ask': 'ask-waiver',
  'waivers grant': 'decide-waiver',
  'waivers refuse': 'decide-waiver',
  'waivers end': 'decide-waiver',
}

/** Arguments and options whose value is a key of the register, and no person's. */
const KEYS = ['payer', 'agreement', 'feed', 'waiver', 'submission', 'period', 'participant', 'account']
const KEY = /^[\w.-]{1,100}$/

export function typed(command: Command): Typed {
  const names: string[] = []
  for (let one: Command | null = command; one?.parent; one = one.parent) names.unshift(one.name())
  const name = names.join(' ')
  const given = new Map<string, unknown>(Object.entries(command.opts()))
  for (const [i, argument] of command.registeredArguments.entries()) given.set(argument.name(), command.args[i])
  const about = KEYS.flatMap((key) => {
    const value = given.get(key)
    return typeof value === 'string' && KEY.test(value) ? [`${key}:${value}`] : []
  })
  const option = LOOKS_WITHOUT_OPTION[name]
  const lists = option !== undefined && given.get(option) === undefined
  const looks = lists || LOOKS.has(name) || (LOOKS_WITHOUT_ARGUMENTS.has(name) && command.args.length === 0)
  return { name, changes: !looks, about: about.join(' ') }
}

/** A restore puts another log in the place of this one: what was written before is gone, and only its end can be told. */
const TELLS_ITS_END_ONLY = 'restore'

/** Carries out a command that may change something between its two events. Without the first it does not begin. */
export async function recorded<Result>(
  { typed, now }: Pick<Context, 'typed' | 'now'>,
  register: Register,
  work: () => Promise<Result>,
): Promise<Result> {
  if (!typed?.changes) return work()
  const { name, about } = typed
  const append = (keys: string, detail: EventDetail) =>
    appendEvent(register, {
      at: now(),
      actor: 'operator',
      role: 'operator',
      participant: null,
      purpose: 'oversight',
      act: ACTS[name] ?? name.replaceAll(' ', '-'),
      about: keys,
      detail: { command: name, ...detail },
    })
  const begun: { begun?: number } =
    name === TELLS_ITS_END_ONLY ? {} : { begun: (await append('', { outcome: 'begun' })).number }
  let result: Result
  try {
    result = await work()
  } catch (error) {
    const code = error instanceof WholepanelError ? error.code : 'state-unexpected'
    // What went wrong first is what the operator must read; a beginning without an end says that it was cut off.
    await append('', { ...begun, outcome: 'failed', code }).catch(() => undefined)
    throw error
  }
  if (typeof result === 'number' && result !== DONE) await append('', { ...begun, outcome: 'failed' })
  else await append(about, { ...begun, outcome: 'done' })
  return result
}
