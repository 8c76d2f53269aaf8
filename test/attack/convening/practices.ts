import type { Hand } from './hand.ts'

/** Coaching of Elm Street, and a request and a past coaching of Oak Hill. */
export async function coach({ post, words, on, ids }: Hand): Promise<void> {
  on('2025-12-04')
  const elm = '/api/practices/elm/coaching'
  const { coaching_request } = await post<{ coaching_request: number }>('elm', `${elm}/requests`, {
    asks: `We want to close gaps, ${words.asked}`,
  })
  await post('coach', `/api/coaching/requests/${coaching_request}/take-up`)
  await post('elm-admin', '/api/coaching', { participant: 'shore', practice_id: 'elm' })
  const task = (says: string, whose: string) => ({ says, whose, who: 'Dana', due_on: '2026-02-10' })
  const { coaching_task } = await post<{ coaching_task: number }>(
    'elm',
    `${elm}/tasks`,
    task(`Call, ${words.task}`, 'practice'),
  )
  const { coaching_visit } = await post<{ coaching_visit: number }>('coach', `${elm}/visits`, {
    ...{ visit_on: '2025-12-04', kind: 'video', who: 'Dana and the coach', agreed: `Calls, ${words.agreed}` },
  })
  const note = (who: string, said: string, shared: boolean) => post(who, `${elm}/notes`, { note: said, shared })
  await note('coach', `For both, ${words.sharedNote}`, true)
  await note('coach', `For the coach, ${words.noteOfCoach}`, false)
  await note('elm', `For the practice, ${words.noteOfPractice}`, false)
  const let_in = { participant: 'bluff', practice_id: 'oak', end_date: '2025-12-20' }
  await post('oak-admin', '/api/coaching', let_in)
  await post('oak', '/api/practices/oak/coaching/tasks', task(`Count, ${words.taskOfOak}`, 'coach'))
  const oak = await post<{ coaching_request: number }>('oak', '/api/practices/oak/coaching/requests', {
    asks: `And now the other one, ${words.askedByOak}`,
  })
  ids.coaching_request = [coaching_request, oak.coaching_request]
  ids.coaching_task = [coaching_task]
  ids.coaching_visit = [coaching_visit]
}

const CRITERIA = { least_share: '0.50', least_people: 250, most_people: null, least_payers: 2, ready: ['lead'] }

/** Practices found, invited, passed over, declined and handed over to every payer. */
export async function recruit({ post, words, on, ids }: Hand): Promise<void> {
  on('2025-12-05')
  const about = { initiative: 'tidewell', title: 'First practices', about: 'Come and join' }
  const { recruitment } = await post<{ recruitment: string }>('convener', '/api/recruitments', about)
  const at = `/api/recruitments/${recruitment}`
  const { found } = await post<{ found: number }>('convener', `${at}/criteria`, CRITERIA)
  if (found !== 3) throw new Error(`${found} practices instead of three`)
  const step = (practice: string, name: string, because?: string) =>
    post('convener', `${at}/practices/${practice}`, { step: name, ...(because ? { because } : {}) })
  await step('ash', 'pass-over', `Too far, ${words.passedOver}`)
  for (const practice of ['elm', 'oak']) await step(practice, 'invite')
  const readiness = [{ question: 'lead', answer: 'yes' }]
  await post('elm', `/api/practices/elm/invitations/${recruitment}`, { answer: 'interested', readiness })
  const because = `No time, ${words.declined}`
  await post('oak', `/api/practices/oak/invitations/${recruitment}`, { answer: 'declined', because })
  await step('elm', 'hand-over')
  const handover = (who: string, body: object) => post(who, `${at}/handovers/elm`, body)
  await handover('amber', { step: 'end', because: `Not now, ${words.endedHandover}` })
  await handover('birch', { step: 'end', because: `No contract, ${words.endedByBirch}` })
  ids.recruitment = [recruitment]
}
