import { askForHelp, type Place, takeUp } from '../../convening/coaching/requests.ts'
import { addTask, addVisit, changeTask, type TaskGiven, writeNote } from '../../convening/coaching/work.ts'
import type { Register } from '../../register/open.ts'
import { addDays } from '../../sources/feeds/calendar.ts'
import { PRACTICES } from '../directory.ts'
import { actor } from './actor.ts'

const ASKS = {
  'elm-street':
    'Too few of our patients are seen within a week of a hospital stay. Six payers each send another list, and we do not know where to begin.',
  'chc-port': 'We would like a second pair of eyes on how we invite people to cancer screening.',
}

const AGREED =
  'One list of discharges, whoever pays. The front desk calls on the next working day. Rosa brings the script that another practice uses. At the next visit we look at the counts of six weeks.'

/** `due`: days after the plan was begun; `ahead`: days from the day on which the demonstration is made. */
const TASKS: readonly (Omit<TaskGiven, 'due_on'> & ({ due: number; done?: number } | { ahead: number }))[] = [
  {
    ...{ says: 'Subscribe to notices of discharge', whose: 'practice', who: 'Dana Whitfield' },
    ...{ measure: 'follow-up-after-stay', element: null, due: 30, done: 25 },
  },
  {
    ...{ says: 'Bring a script for the call after a stay', whose: 'coach', who: 'Rosa Delgado' },
    ...{ measure: 'follow-up-after-stay', element: null, due: 20 },
  },
  {
    ...{ says: 'Ask each payer which notices it sends, and stop the double ones', whose: 'practice' },
    ...{ who: 'Dana Whitfield', measure: null, element: 'event_notices', ahead: 20 },
  },
]

const NOTES: readonly { by: 'dana' | 'rosa'; shared: boolean; note: string }[] = [
  {
    ...{ by: 'rosa', shared: true },
    note: 'The nurses know who is in hospital before any payer tells. Start from what they know.',
  },
  { by: 'dana', shared: true, note: 'We count calls on paper for now; the record cannot list them yet.' },
  { by: 'rosa', shared: false, note: 'Compare with Okafor once both have counted for six weeks.' },
]

/** Elm Street asked for help, its coach took it up, and the two have a plan. A health center asked, and waits. */
export async function recordDemonstrationCoaching(register: Register, begun: string, today: string): Promise<void> {
  const dayAfter = (days: number) => addDays(begun, days)
  const ahead = (days: number) => addDays(today, days)
  const on = (days: number) => `${dayAfter(days)}${begun.slice(10)}`
  const as = (person: string, days: number) => ({ register, by: actor(person), now: on(days) })
  const dana = (days: number) => as('dana-whitfield', days)
  const rosa = (days: number) => as('rosa-delgado', days)
  const elm = placeOf('elm-street')
  const { coaching_request } = await askForHelp(dana(1), elm, ASKS['elm-street'])
  await takeUp(rosa(4), coaching_request)
  const met = { kind: 'in-person', who: 'Dana Whitfield, two nurses and Rosa Delgado', agreed: AGREED }
  await addVisit(rosa(12), elm, { visit_on: dayAfter(12), ...met })
  for (const one of TASKS) {
    const due_on = 'ahead' in one ? ahead(one.ahead) : dayAfter(one.due)
    const { says, whose, who, measure, element } = one
    const { coaching_task } = await addTask(dana(12), elm, { says, whose, who, measure, element, due_on })
    if ('done' in one && one.done !== undefined) await changeTask(dana(one.done), elm, coaching_task, { done: true })
  }
  const next = { kind: 'video', who: 'Dana Whitfield and Rosa Delgado', agreed: null }
  await addVisit(rosa(26), elm, { visit_on: ahead(12), ...next })
  for (const [i, { by, ...note }] of NOTES.entries())
    await writeNote(by === 'dana' ? dana(13 + i) : rosa(13 + i), elm, note)
  await askForHelp(as('luis-barrera', 20), placeOf('chc-port'), ASKS['chc-port'])
}

function placeOf(practice_id: string): Place {
  const found = PRACTICES.find((one) => one.practice_id === practice_id)
  if (!found) throw new Error(`the demonstration has no ${practice_id}`)
  return { practice_id, organization_id: found.organization_id }
}
