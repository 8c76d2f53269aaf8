import type { CalendarEntry } from '../../../../convening/calendar/entry.ts'
import { listDates } from '../../../../register/convening/calendar/dates.ts'
import { readActions } from '../../alignment/actions.ts'
import { isOverseer, partyOf } from '../../received/received.ts'
import { namesOf } from '../initiatives.ts'
import { allDay, type CalendarSource } from './source.ts'

/** What payers agreed to change, by when; a payer's own, and all of them for who oversees. */
export const alignmentSteps: CalendarSource = async (door, given) => {
  if (door.viewer.role !== 'payer' && !isOverseer(door.viewer)) return []
  const actions = await readActions(door, given)
  return actions
    .filter(({ state }) => state === 'open' || state === 'late' || state === 'drifted')
    .map(({ action, label, due_date, state, payer_name }) =>
      allDay({
        uid: `alignment-step-${action}`,
        kind: 'alignment-step',
        title: `Step agreed on ${label}`,
        ...{ starts: String(due_date), late: state === 'late', link: '/alignment/steps', whose: String(payer_name) },
      }),
    )
}

/** Days on which the public may say something on a recommendation. */
export const commentWindows: CalendarSource = async ({ viewer }, { register }) => {
  const found = await register.as(partyOf(viewer), (tx) =>
    tx
      .selectFrom('comment_window')
      .innerJoin('recommendation', 'recommendation.recommendation', 'comment_window.recommendation')
      .select(['recommendation.recommendation', 'comment_window.round', 'title', 'opens_on', 'closes_on'])
      .where('state', '<>', 'withdrawn')
      .execute(),
  )
  return found.map(({ recommendation, round, title, opens_on, closes_on }) =>
    allDay({
      uid: `comment-${recommendation}-${round}`,
      kind: 'comment',
      title: `Comment on “${title}”`,
      ...{ starts: opens_on, ends: closes_on, link: `/convening/recommendations/${recommendation}` },
    }),
  )
}

/** Votes that are open, by the time they end; one past its end waits to be counted. */
export const votes: CalendarSource = async ({ viewer }, { register, now }) => {
  const found = await register.as(partyOf(viewer), (tx) =>
    tx
      .selectFrom('ballot')
      .innerJoin('recommendation', 'recommendation.recommendation', 'ballot.recommendation')
      .select(['ballot', 'ballot.recommendation', 'title', 'closes_at'])
      .where('closed_at', 'is', null)
      .execute(),
  )
  return found.map(
    ({ ballot, recommendation, title, closes_at }): CalendarEntry => ({
      uid: `vote-${ballot}`,
      kind: 'vote',
      title: `Vote on “${title}” ends`,
      ...{ starts: new Date(closes_at).toISOString(), ends: null, all_day: false },
      ...{
        link: `/convening/recommendations/${recommendation}`,
        late: Date.parse(closes_at) < Date.parse(now),
        whose: null,
      },
    }),
  )
}

/** Ends of terms: one's own, those of one's organization, and all of them for who oversees. */
export const terms: CalendarSource = async ({ viewer }, { register, day }) => {
  const found = await register.as(partyOf(viewer), (tx) =>
    tx
      .selectFrom('seat_term')
      .innerJoin('seat', 'seat.seat', 'seat_term.seat')
      .innerJoin('committee', 'committee.committee', 'seat.committee')
      .select(['seat_term', 'account', 'participant', 'end_date', 'title'])
      .where('seat_term.ended_on', 'is', null)
      .where('seat.ended_on', 'is', null)
      .where('end_date', '>=', day)
      .execute(),
  )
  const { accounts } = await namesOf(register)
  return found
    .filter(
      ({ account, participant }) =>
        isOverseer(viewer) ||
        account === viewer.person ||
        (participant !== null && participant === viewer.organization_id),
    )
    .map(({ seat_term, account, end_date, title }) =>
      allDay({
        uid: `term-${seat_term}`,
        kind: 'term',
        title: `Term on ${title} ends`,
        ...{ starts: end_date, link: '/convening', whose: accounts.get(account) ?? null },
      }),
    )
}

/** When an initiative begins and ends, and when its goals are to be reached. */
export const initiatives: CalendarSource = async ({ viewer }, { register }) => {
  const [all, goals] = await register.as(partyOf(viewer), async (tx) => [
    await tx.selectFrom('initiative').select(['initiative', 'title', 'start_date', 'end_date']).execute(),
    await tx.selectFrom('shared_goal').select(['goal', 'title', 'by_date']).where('ended_on', 'is', null).execute(),
  ])
  const link = '/convening'
  return [
    ...all.flatMap(({ initiative, title, start_date, end_date }) => [
      allDay({
        uid: `initiative-${initiative}-begins`,
        kind: 'initiative',
        title: `${title} begins`,
        starts: start_date,
        link,
      }),
      ...(end_date === null
        ? []
        : [
            allDay({
              uid: `initiative-${initiative}-ends`,
              kind: 'initiative',
              title: `${title} ends`,
              starts: end_date,
              link,
            }),
          ]),
    ]),
    ...goals.map(({ goal, title, by_date }) =>
      allDay({ uid: `goal-${goal}`, kind: 'goal', title: `Goal to be reached: ${title}`, starts: by_date, link }),
    ),
  ]
}

/** What no other part has. */
export const otherDates: CalendarSource = async ({ viewer }, { register }) => {
  const found = await listDates(register, partyOf(viewer))
  return found.map(({ calendar_date, title, day, end_date }) =>
    allDay({ uid: `date-${calendar_date}`, kind: 'date', title, starts: day, ends: end_date, link: '/calendar' }),
  )
}
