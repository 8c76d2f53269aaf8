import { heldOn } from '../../model/parameter.ts'
import type { Schedule } from '../../model/schedule.ts'
import { type Plan, type PlanStep, readsOf } from '../plan.ts'
import { formulaOf, ofMeasure } from '../working.ts'
import { type Block, paragraph, table } from './document.ts'
import { scheduleText } from './values.ts'

/** A parameter that a plan reads: what it is worth here, and whose it is. */
export type Term = { name: string; label: string; worth: string | null; kind: string; source: string; giver: string }

export const OWN_ELSEWHERE = 'set by each payer in its contract; private to the two'

/** Every parameter that a plan reads, in the order in which it reads them. Of a public document nothing is an own amount. */
export function termsOf(plan: Plan): Term[] {
  const found = new Map<string, Term>()
  const look = (name: string, measure: string | undefined) => {
    const named = plan.nameOf(name, measure)
    if (named.kind !== 'parameter' || found.has(named.name)) return
    found.set(named.name, termOf(plan, named.name))
    for (const read of named.parameter.reads) look(read, measure)
  }
  for (const step of plan.steps) for (const { name, measure } of readsOf(step)) look(name, measure)
  return [...found.values()]
}

function termOf(plan: Plan, name: string): Term {
  const parameter = plan.model.parameters[name]
  if (!parameter) throw new Error(`no parameter ${name}`)
  const { label, unit, bands, by, required } = parameter
  const { track, period, amounts = {} } = plan.asked
  const held = heldOn(parameter, period.start)
  const given = amounts[name]
  const keyed = Object.entries(amounts).filter(([one]) => by !== undefined && one.startsWith(`${name}/`))
  const code = by === 'track' ? track : undefined
  const stated = (schedule: Schedule) => scheduleText(schedule, unit, bands, code)
  const own = given
    ? stated(given.value)
    : keyed.map(([one, { value }]) => `${one.slice(name.length + 1)}: ${stated(value)}`).join('\n')
  const common = held.schedule === null ? '' : stated(held.schedule)
  const isOwn = own !== ''
  // A contract gives some entries of a table; the others stay as they are recommended.
  const worth = [own, keyed.length > 0 && common !== '' ? `else ${common}` : isOwn ? '' : common].filter(Boolean)
  const of = plan.nameOf(name)
  const source = of.kind === 'parameter' ? of.parameter.source : null
  return {
    name,
    label: ofMeasure(label, name),
    worth: worth.length === 0 ? null : worth.join('\n'),
    kind: isOwn || parameter.kind === 'own' ? 'own' : parameter.kind,
    source: source ?? '',
    giver:
      parameter.kind === 'own'
        ? 'the payer, in the arrangement'
        : required
          ? `nobody published it: a model based on this one${parameter.kind === 'recommended' ? ', or the arrangement,' : ''} gives it`
          : `none is in force on ${period.start}`,
  }
}

/** The components in the order in which they are worked out; one that every measure has stands once. */
export function componentsTable(plan: Plan, caption: string): Block[] {
  const [first] = plan.model.measures
  const once = plan.steps.filter(({ measure }) => measure === undefined || measure === first)
  return table(
    caption,
    ['Component', 'What it is', 'Formula', 'Rule'],
    once.map((step) => {
      const formula = formulaOf(plan, step)
      const ofEach = step.measure === undefined ? formula : formula.replaceAll(`, ${step.measure}`, '')
      return [
        step.measure === undefined ? step.label : `${step.component.label}, of each measure`,
        paysText(step),
        [ofEach, step.component.about ?? ''].filter(Boolean).join('\n'),
        step.component.source ?? '',
      ]
    }),
    [2],
  )
}

function paysText({ component, part }: PlanStep): string {
  const rounds = component.rounds ? `, in whole ${component.rounds}` : ''
  switch (component.pays) {
    case 'provider':
      return `paid to the provider${rounds} (${part.title})`
    case 'payer':
      return `owed to the payer${rounds} (${part.title})`
    default:
      return `${component.shows ? 'shown on the statement, and not paid' : 'a step'}${rounds} (${part.title})`
  }
}

export function orderBlocks(plan: Plan): Block[] {
  const [peers] = plan.steps.filter(({ part }) => part.peers)
  return [
    paragraph(
      'The components are worked out in the order above, in exact decimals. Each line that is paid is rounded once, to cents, half away from zero, where it is not said otherwise; the total is the sum of the rounded lines. What is not known stays unknown and is never taken for zero.',
    ),
    ...(peers ? [paragraph(`${peers.label} is told once every other's is known: it looks at all of them.`)] : []),
    ...plan.model.circular.map(paragraph),
  ]
}
