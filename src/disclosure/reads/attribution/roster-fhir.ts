import { addDays } from '../../../sources/feeds/calendar.ts'
import type { Released } from '../../release.ts'
import type { RosterHead } from './roster.ts'

const ATR = 'http://hl7.org/fhir/us/davinci-atr/StructureDefinition'
/** Da Vinci Member Attribution List 2.1.0, value set of ext-changeType: new, changed, dropped, nochange. */
const CHANGE: Readonly<Record<string, string>> = {
  new: 'new',
  changed: 'changed',
  unchanged: 'nochange',
  dropped: 'dropped',
}

/**
 * A released roster as a Group of the Da Vinci Member Attribution List (hl7.org/fhir/us/davinci-atr 2.1.0): one member a
 * person, known by the region's key, with what changed since the list before. What was withheld is not in it.
 */
export function rosterGroup(head: RosterHead, rows: readonly Released[]): Record<string, unknown> {
  return {
    resourceType: 'Group',
    meta: { profile: [`${ATR}/atr-group`] },
    id: [head.practice_id, head.rule, head.list].filter((one) => one !== null).join('-'),
    extension: [
      ...(head.effective_from && head.effective_until
        ? [
            {
              url: `${ATR}/ext-contractValidityPeriod`,
              valuePeriod: { start: head.effective_from, end: addDays(head.effective_until, -1) },
            },
          ]
        : []),
    ],
    type: 'person',
    actual: true,
    name: `${head.practice_name ?? head.practice_id}, ${head.rule ?? 'no rule'}, ${head.list ?? 'no list'}`,
    managingEntity: { reference: `Organization/${head.practice_id}` },
    quantity: rows.filter((row) => row.state !== 'dropped').length,
    member: rows.map((row) => ({
      extension: [
        { url: `${ATR}/ext-changeType`, valueCode: CHANGE[String(row.state)] ?? 'nochange' },
        ...(row.npi
          ? [
              {
                url: `${ATR}/ext-attributedProvider`,
                valueReference: { identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: row.npi } },
              },
            ]
          : []),
      ],
      entity: { reference: `Patient/${row.person_id}` },
      ...(row.since ? { period: { start: row.since } } : {}),
      inactive: row.state === 'dropped',
    })),
  }
}
