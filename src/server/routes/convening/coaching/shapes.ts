import { z } from 'zod'
import {
  REQUEST_STATES,
  RESULTS,
  SIDES,
  TASK_STATES,
  VISIT_KINDS,
  VISIT_STATES,
} from '../../../../convening/coaching/standing.ts'
import { decimal, text, Withheld } from '../../shapes.ts'

const number = z.number().int()

export const Request = z
  .object({
    coaching_request: number,
    practice_id: z.string(),
    practice_name: z.string(),
    state: z.enum(REQUEST_STATES),
    asks: z.string(),
    asked_at: z.string(),
    asked_by: z.string(),
    participant: text,
    participant_name: text,
    taken_up_at: text,
    taken_up_by: text,
    let_in: z.boolean().nullable().describe('To a coach: whether the practice’s numbers are open to it today'),
    closed_at: text,
    closed_by: text,
    result: z.enum([...RESULTS, 'withdrawn']).nullable(),
    because: text,
  })
  .meta({ id: 'CoachingRequest' })

export const Overview = z
  .object({
    requests: z.array(Request),
    plans: z.array(
      z.object({
        practice_id: z.string(),
        practice_name: z.string(),
        tasks_open: number,
        tasks_late: number,
        tasks_done: number,
        next_visit: text,
        visits_to_write_up: number,
      }),
    ),
    counts: z
      .object({
        practices_asked: number,
        practices_taken_up: number,
        practices_coached: number,
        requests_closed: number,
        helped: number,
        tasks_open: number,
        tasks_late: number,
        tasks_done: number,
        tasks_dropped: number,
      })
      .nullable()
      .describe('To who convenes: numbers over all practices'),
  })
  .meta({ id: 'CoachingOverview' })
export type Overview = z.infer<typeof Overview>

const Gap = z.object({
  measure: z.string(),
  title: z.string(),
  direction: z.string(),
  rate_share: decimal,
  target_share: decimal,
  baseline_share: decimal,
  behind_share: decimal.describe('How far it is from its target, on the wrong side of it'),
  better_share: decimal.describe('By how much it got better since the year before; below zero where it got worse'),
  withheld: Withheld,
})

export const Coached = z
  .array(z.object({ practice_id: z.string(), practice_name: z.string(), gaps: z.array(Gap) }))
  .meta({ id: 'CoachedPractices' })
export type Coached = z.infer<typeof Coached>

const Task = z.object({
  coaching_task: number,
  says: z.string(),
  measure: text,
  element: text,
  serves: text.describe('The title of the measure or element it serves'),
  whose: z.enum(SIDES),
  who: z.string(),
  due_on: z.string(),
  state: z.enum(TASK_STATES),
  done_on: text,
  dropped_on: text,
  because: text,
  recorded_by: z.string(),
})
const Visit = z.object({
  coaching_visit: number,
  visit_on: z.string(),
  kind: z.enum(VISIT_KINDS),
  who: z.string(),
  agreed: text,
  state: z.enum(VISIT_STATES),
  called_off_on: text,
  because: text,
  recorded_by: z.string(),
})
const Note = z.object({
  coaching_note: number,
  side: z.enum(SIDES),
  shared: z.boolean(),
  note: z.string(),
  written_at: z.string(),
  written_by: z.string(),
})
const Lesson = z.object({
  lesson: z.string(),
  title: z.string(),
  says: z.string(),
  try: z.string(),
  where: z.string(),
  because: z.array(z.string()).describe('Why it is offered to this practice'),
  sources: z.array(z.object({ title: z.string(), by: z.string(), published: text, url: text })),
})

export const OfPractice = z
  .object({
    practice_id: z.string(),
    practice_name: z.string(),
    may_let_in: z.boolean(),
    coaches: z.array(
      z.object({ participant: z.string(), participant_name: z.string(), since: z.string(), until: text }),
    ),
    requests: z.array(Request),
    tasks: z.array(Task),
    visits: z.array(Visit),
    notes: z.array(Note),
    gaps: z.array(Gap),
    elements: z.array(z.object({ element: z.string(), label: z.string() })),
    lessons: z.array(Lesson),
  })
  .meta({ id: 'PracticeCoaching' })
export type OfPractice = z.infer<typeof OfPractice>

export const words = (most: number) => z.string().trim().min(1).max(most)
export const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
export const id = z.coerce.number().int().min(1).max(2_147_483_647)
export const Done = z.object({ done: z.literal(true) })
export const DONE = { done: true } as const
