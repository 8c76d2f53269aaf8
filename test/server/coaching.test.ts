import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAdministrators, ask } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
let shore: number
beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
}, 60_000)
afterAll(() => house.close())

const ELM = '/api/practices/elm/coaching'
const OTHERS = ['amber', 'birch', 'amber-admin', 'state', 'purchaser', 'public'] as const
type Read = {
  requests: { coaching_request: number; practice_id: string; state: string; asks: string; let_in: boolean | null }[]
  plans: { practice_id: string; tasks_late: number; next_visit: string | null }[]
  counts: Record<string, number> | null
}
type Work = {
  tasks: { coaching_task: number; state: string; says: string; serves: string | null }[]
  visits: { coaching_visit: number; state: string; agreed: string | null }[]
  notes: { note: string; shared: boolean }[]
  lessons: { lesson: string; because: string[] }[]
  coaches: { participant: string }[]
  may_let_in: boolean
}
const overview = async (who: string): Promise<Read> => (await ask(house, who, '/api/coaching')).json()
const work = async (who: string): Promise<Work> => (await ask(house, who, ELM)).json()
const letIn = async () => {
  const answer = await ask(house, 'elm-admin', '/api/coaching', { participant: 'shore', practice_id: 'elm' })
  shore = (answer.json() as { coaching: number }).coaching
}
const shutOut = () => ask(house, 'elm-admin', `/api/coaching/${shore}/end`, {})
const TASK = { says: 'Call who was discharged', whose: 'practice', who: 'Dana', due_on: '2026-01-10' }

describe('a practice that asks for help', () => {
  test('is seen by coaches with its words, and nothing of its numbers', async () => {
    const asked = await ask(house, 'elm', `${ELM}/requests`, { asks: 'We want to close gaps' })
    expect(asked.status).toBe(200)
    const { requests, plans } = await overview('coach')
    expect(requests).toMatchObject([
      { practice_id: 'elm', state: 'asked', asks: 'We want to close gaps', let_in: false },
    ])
    expect(plans).toEqual([])
    expect((await ask(house, 'coach', ELM)).code).toBe('access-denied')
    expect((await ask(house, 'coach', '/api/coaching/practices')).json()).toEqual([])
    expect((await ask(house, 'coach', '/api/practices/elm/scorecard')).code).toBe('access-denied')
  })

  test('asks for one thing at a time', async () => {
    const again = await ask(house, 'elm-admin', `${ELM}/requests`, { asks: 'More' })
    expect([again.status, again.code]).toEqual([409, 'conflict-procedure'])
    const two = await Promise.all(
      [1, 2].map(() => ask(house, 'oak', '/api/practices/oak/coaching/requests', { asks: 'A' })),
    )
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('reads its own request, and no other practice’s', async () => {
    expect((await overview('elm')).requests.map((one) => one.practice_id)).toEqual(['elm'])
    expect((await overview('oak')).requests.map((one) => one.practice_id)).toEqual(['oak'])
  })

  test('nobody else hears of it; who convenes hears how many', async () => {
    for (const who of OTHERS) expect((await ask(house, who, '/api/coaching')).code, who).toBe('access-denied')
    const told = await overview('convener')
    expect([told.requests, told.plans]).toEqual([[], []])
    expect(told.counts).toMatchObject({ practices_asked: 2, practices_taken_up: 0, practices_coached: 0 })
    expect(JSON.stringify(told)).not.toMatch(/elm|oak/)
  })

  test('is taken up once, and then is closed by that coach with a result', async () => {
    const [oak] = (await overview('oak')).requests
    const at = `/api/coaching/requests/${oak?.coaching_request}`
    expect((await ask(house, 'coach', `${at}/close`, { result: 'helped', because: 'So' })).code).toBe(
      'conflict-procedure',
    )
    const both = await Promise.all([1, 2].map(() => ask(house, 'coach', `${at}/take-up`, {})))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(
      (await ask(house, 'elm', `/api/practices/elm/coaching/requests/${oak?.coaching_request}/withdrawal`, {})).code,
    ).toBe('access-denied')
    expect((await ask(house, 'coach', `${at}/close`, { result: 'helped', because: 'All done' })).status).toBe(200)
    expect((await ask(house, 'coach', `${at}/close`, { result: 'helped', because: 'Again' })).code).toBe(
      'conflict-procedure',
    )
    expect((await overview('oak')).requests).toMatchObject([{ state: 'closed', result: 'helped', because: 'All done' }])
    const gone = await ask(house, 'coach', '/api/coaching/requests/999/take-up', {})
    expect(gone.code).toBe('access-denied')
  })
})

describe('work of practice and coach', () => {
  test('begins when the organization lets the coach in', async () => {
    const none = await ask(house, 'elm', `${ELM}/tasks`, TASK)
    expect([none.code, none.text]).toEqual(['conflict-procedure', expect.stringContaining('no coach is let in')])
    expect([(await work('elm')).may_let_in, (await work('elm-admin')).may_let_in]).toEqual([false, true])
    await letIn()
    expect((await work('elm')).coaches).toMatchObject([{ participant: 'shore' }])
    expect((await ask(house, 'elm', `${ELM}/tasks`, TASK)).status).toBe(200)
    const given = { ...TASK, says: 'Bring a template', whose: 'coach', measure: 'hba1c-control', due_on: '2026-02-01' }
    expect((await ask(house, 'coach', `${ELM}/tasks`, given)).status).toBe(200)
    for (const who of ['elm', 'elm-admin', 'coach'])
      expect((await work(who)).tasks.map(({ says, state }) => `${says}: ${state}`)).toEqual([
        'Call who was discharged: open',
        'Bring a template: open',
      ])
  })

  test('a task is late after its day, done or dropped with a reason, and then stays', async () => {
    house.clock.now = Date.parse('2026-01-11T00:00:00Z')
    const [first, second] = (await work('coach')).tasks
    expect(first?.state).toBe('late')
    expect((await overview('coach')).plans).toMatchObject([{ practice_id: 'elm', tasks_late: 1 }])
    expect((await overview('convener')).counts).toMatchObject({ practices_coached: 1, tasks_late: 1 })
    expect((await ask(house, 'elm', `${ELM}/tasks/${first?.coaching_task}`, { done: true })).status).toBe(200)
    const dropped = { dropped: true, because: 'The template is there' }
    expect((await ask(house, 'coach', `${ELM}/tasks/${second?.coaching_task}`, dropped)).status).toBe(200)
    expect((await ask(house, 'elm', `${ELM}/tasks/${second?.coaching_task}`, { due_on: '2026-03-01' })).code).toBe(
      'conflict-procedure',
    )
    expect((await work('elm')).tasks.map(({ state }) => state)).toEqual(['done', 'dropped'])
    const wrong = await ask(house, 'elm', `${ELM}/tasks`, { ...TASK, measure: 'hba1c-control', element: 'portal' })
    expect(wrong.code).toBe('input-argument')
  })

  test('a visit is planned, waits to be written up, and holds what was agreed', async () => {
    const planned = { visit_on: '2026-01-20', kind: 'video', who: 'Dana and the coach' }
    expect((await ask(house, 'coach', `${ELM}/visits`, { ...planned, agreed: 'Early' })).code).toBe('input-argument')
    expect((await ask(house, 'coach', `${ELM}/visits`, planned)).status).toBe(200)
    expect((await overview('coach')).plans).toMatchObject([{ next_visit: '2026-01-20' }])
    const [visit] = (await work('elm')).visits
    const at = `${ELM}/visits/${visit?.coaching_visit}`
    expect((await ask(house, 'coach', at, { agreed: 'Too early' })).code).toBe('input-argument')
    house.clock.now = Date.parse('2026-01-21T00:00:00Z')
    expect((await work('elm')).visits.map(({ state }) => state)).toEqual(['to-write-up'])
    expect((await ask(house, 'coach', at, { agreed: 'Calls within two days' })).status).toBe(200)
    expect((await work('elm')).visits).toMatchObject([{ state: 'held', agreed: 'Calls within two days' }])
    expect((await ask(house, 'coach', at, { called_off: true, because: 'Snow' })).code).toBe('conflict-procedure')
  })

  test('a note for both is read by both, and one’s own by one’s own side', async () => {
    const write = (who: string, note: string, shared: boolean) => ask(house, who, `${ELM}/notes`, { note, shared })
    expect((await write('coach', 'Shared by the coach', true)).status).toBe(200)
    expect((await write('coach', 'Only the coach', false)).status).toBe(200)
    expect((await write('elm', 'Only the practice', false)).status).toBe(200)
    const notes = async (who: string) => (await work(who)).notes.map(({ note }) => note)
    expect(await notes('coach')).toEqual(['Only the coach', 'Shared by the coach'])
    expect(await notes('elm')).toEqual(['Only the practice', 'Shared by the coach'])
  })

  test('a note that says what a payer pays is stopped', async () => {
    const told = { note: 'Amber pays us $12.40 per member and month', shared: true }
    expect((await ask(house, 'elm', `${ELM}/notes`, told)).status).toBe(400)
    expect((await work('elm')).notes.map(({ note }) => note)).not.toContain(told.note)
  })

  test('no payer and nobody who oversees reads or writes any of it', async () => {
    for (const who of [...OTHERS, 'convener', 'operator', 'oak', 'oak-admin']) {
      expect((await ask(house, who, ELM)).code, who).toBe('access-denied')
      for (const [path, body] of [
        ['tasks', TASK],
        ['visits', { visit_on: '2026-02-01', kind: 'phone', who: 'x' }],
        ['notes', { note: 'x', shared: true }],
      ] as const)
        expect((await ask(house, who, `${ELM}/${path}`, body)).code, `${who} ${path}`).toBe('access-denied')
    }
    expect((await ask(house, 'operator', '/api/coaching')).json()).toMatchObject({ requests: [], plans: [] })
  })

  test('lessons are offered with why, from what the reader may see', async () => {
    const { lessons } = await work('elm')
    expect(lessons.find((one) => one.lesson === 'small-practice-support')?.because).toEqual([
      expect.stringMatching(/^The panel has \d+ people\.$/),
    ])
    for (const { because } of lessons) expect(because.length).toBeGreaterThan(0)
  })

  test('ends for the coach when it is shut out; the practice keeps it', async () => {
    expect((await shutOut()).status).toBe(200)
    expect((await ask(house, 'coach', ELM)).code).toBe('access-denied')
    expect((await ask(house, 'coach', `${ELM}/notes`, { note: 'Later', shared: true })).code).toBe('access-denied')
    expect((await overview('coach')).plans).toEqual([])
    expect((await work('elm')).tasks.length).toBe(2)
  })
})
