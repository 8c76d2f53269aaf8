import type { Act } from '../../convening/act.ts'
import { keepDate } from '../../convening/calendar/dates.ts'
import type { Register } from '../../register/open.ts'
import { addDays } from '../../sources/feeds/calendar.ts'
import { viewers } from './viewers.ts'

/** Dates that no other part of the demonstration has; that they were kept is told to those whom they are for. */
export async function recordDemonstrationDates(register: Register, now: string): Promise<void> {
  const found = viewers().find(({ role }) => role === 'convener')
  if (!found) throw new Error('the demonstration has no convener')
  const by: Act['by'] = { ...found, organization_id: found.participant }
  const made_up = 'Made up for the demonstration.'
  const one = (given: { title: string; about?: string; day: string; end_date?: string; audience?: 'all' | 'payer' }) =>
    keepDate({ register, by, now }, { about: made_up, end_date: null, source_url: null, audience: 'all', ...given })
  await one({
    title: 'The state takes comments on its primary care rule',
    day: addDays(now, 6),
    end_date: addDays(now, 27),
  })
  await one({ title: 'Hearing on the primary care rule', day: addDays(now, 20) })
  await one({ title: 'Filing of premium rates with the state', day: addDays(now, 34), audience: 'payer' })
}
