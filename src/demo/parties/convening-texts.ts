/** What the demonstration's initiative wrote: made up, in the manner of real charters and recommendations. */
import type { Change } from '../../register/convening/recommendation-schema.ts'

export const CHARTER = `The Tidewell Health Collaborative brings payers, provider organizations, employers and patients of the county to one table, so that a practice has one set of rules for all of its patients.

The collaborative recommends. It fixes no price, and nobody is bound by a recommendation before they say that they adopt it.

Every recommendation is put before the public, every comment is answered, and a committee in which no side can decide alone votes on it.`

export const MEMORANDUM = `Who signs this takes part in the Tidewell Health Collaborative for the years 2025 to 2027.

We send the data that our agreements name, and no prices beyond them.

In meetings we speak of no amount that one of us pays or is paid.

We say before a year begins whether we mean to adopt what was published, and why not where we do not.

We bear our share of the costs. Anyone may leave with notice of three months.`

export type Recommended = { title: string; what: string; body: string; changes: Change[] }

export const ATTRIBUTION: Recommended = {
  title: 'One way to attribute: the patient’s own word first',
  what: 'attribution',
  body: `Payers name a patient's practice by different rules, and practices spend weeks on lists that disagree.

We recommend that every payer asks the patient's own word first. Where nobody said, the practice with most primary care visits of the last 24 months is taken; where two are equal, the one visited last.

A payer that cannot yet take in patients' statements may use claims alone for one more year.`,
  changes: [
    {
      element: 'attribution_order',
      now: 'Claims, at most payers',
      becomes: 'The patient’s own word',
      value: null,
      recommended_amount: false,
    },
    {
      element: 'look_back',
      now: '12, 18 or 24 months',
      becomes: '24 months',
      value: '24',
      recommended_amount: false,
    },
    {
      element: 'Two practices with equal visits',
      now: 'Not stated by three payers',
      becomes: 'The one visited last',
      value: null,
      recommended_amount: false,
    },
  ],
}

export const FOLLOW_UP: Recommended = {
  title: 'One measure of follow-up after a hospital stay',
  what: 'follow-up-after-stay',
  body: `Payers count follow-up within 7, 14 or 30 days. A practice cannot build one routine for three clocks.

We recommend 7 days, counted from the day of discharge, for every payer and line of business.

A visit by video counts. A call does not.`,
  changes: [
    {
      element: 'Days until the visit',
      now: '7, 14 or 30 days',
      becomes: '7 days',
      value: null,
      recommended_amount: false,
    },
    {
      element: 'A visit by video',
      now: 'Counts at two payers',
      becomes: 'Counts',
      value: null,
      recommended_amount: false,
    },
    {
      element: 'Payment for each visit in time',
      now: null,
      becomes: '$40 a visit',
      value: null,
      recommended_amount: true,
    },
  ],
}

export const CALENDAR: Recommended = {
  title: 'One calendar for payers’ lists',
  what: 'reporting',
  body: `Lists of patients come on six different days of the month, so no practice ever looks at one whole panel.

We recommend that every payer sends its list by the tenth of each month, for the month that has begun.`,
  changes: [
    {
      element: 'Day on which lists come',
      now: 'Six different days',
      becomes: 'The tenth of each month',
      value: null,
      recommended_amount: false,
    },
  ],
}

export const NOTICES: Recommended = {
  title: 'Notices of hospital stays on the same day',
  what: 'event_notices',
  body: `A practice that hears of a stay after a month can do nothing about it.

We recommend that payers pass on notices of admission and discharge on the day on which they get them.`,
  changes: [
    {
      element: 'event_notices',
      now: 'From the same day to a month later',
      becomes: 'The same day',
      value: null,
      recommended_amount: false,
    },
  ],
}

/** A member of the committee drafts it, and has not proposed it. */
export const CONTACT: Recommended = {
  title: 'One contact at each payer',
  what: 'contacts',
  body: `A practice that has a question about a list writes to an address that nobody answers.

We recommend that each payer names one person who answers practices, and says who stands in for them.`,
  changes: [
    {
      element: 'Who answers a practice',
      now: 'An address of each department',
      becomes: 'One person at each payer',
      value: null,
      recommended_amount: false,
    },
  ],
}

/** The committee passed it: the chair of the board decides. */
export const CHANGES_OF_LISTS: Recommended = {
  title: 'Changes of a list are marked',
  what: 'reporting',
  body: `A practice compares each list with the last one by hand to find who came and who left.

We recommend that every list marks who is new on it, and names who left it and why.`,
  changes: [
    {
      element: 'What a list says of changes',
      now: 'Nothing, at four payers',
      becomes: 'Who is new, who left, and why',
      value: null,
      recommended_amount: false,
    },
  ],
}

export const SUPPORT: Recommended = {
  title: 'Payment for the work between visits',
  what: 'payment',
  body: `Calls, messages and work with families are paid by two payers and not by the others.

This draft says what such a payment could be for. The amount is open.`,
  changes: [
    {
      element: 'Payment for work between visits',
      now: 'At two payers',
      becomes: 'At every payer',
      value: null,
      recommended_amount: false,
    },
  ],
}
