import { table } from '../../lake/table.ts'

export const eventShare = table(
  'event_share',
  'One row per rule of events, person, event and role with whoever has it: the part of the event that they answer for. The shares of an event are 1 together, and so are its dollars.',
  'rule person_id event_start role held_by',
  `
  rule                   code!  the key of the rule of events
  period                 code!  the period in which the last day of the event lies
  person_id              code!  the person
  event_start            date!  first day of the event, by which it is named
  event_until            date!  first day after it
  role                   code!  the role, by the rule's word
  held_by                code!  the clinician's NPI, or the practice, by what the rule counts; nobody where no one fits the role
  npi                    code   the clinician; empty where practices take part
  practice_id            code   the practice, of a clinician the one of the latest visit in the event
  organization_id        code   the practice's provider organization
  reason                 code!  fits, or first where one of several has the role; without anybody given-to-others or nobody, by where its share went
  role_share             share! the part of an event that the rule gives to the role
  share                  share! the part of this event that is theirs
  counted_by             code!  visits or allowed_usd: what shares a role among several
  visits                 integer  their days with a visit in the event
  allowed_usd            usd    spend of their claim lines in the event
  last_visit             date   the latest of those days
  event_allowed_usd      usd    spend of all of the person's claim lines in the event; empty when none has an amount
  event_paid_usd         usd    what payers paid for them
  share_usd              usd    the part of the event's spend that is theirs, in whole cents
  lines_without_amount   integer! claim lines of the event whose spend is unknown
  without_role           integer! others who were seen in the event and fit no role
  months_uncovered       integer  months of the event without coverage; empty where it began before the months that the run knows`,
)
