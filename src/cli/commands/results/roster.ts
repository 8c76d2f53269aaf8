import { ROSTER_COLUMNS, readRoster } from '../../../disclosure/reads/attribution/roster.ts'
import { rosterGroup } from '../../../disclosure/reads/attribution/roster-fhir.ts'
import { practiceSubject } from '../../../disclosure/reads/subject.ts'
import type { ReleaseRecord } from '../../../disclosure/release.ts'
import { WholepanelError } from '../../../error.ts'
import { permit } from '../../../governance/permit.ts'
import { OPERATOR } from '../../../governance/viewer.ts'
import { type Context, DONE } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { withLive } from '../../with-live.ts'
import { withRegion } from '../../with-region.ts'

export type RosterOptions = Output & { rule?: string; list?: string; state?: string; fhir?: boolean }

/** A practice's people by one list of one rule of the last run, against the list before it. */
export function roster(
  context: Context,
  practice_id: string,
  { rule, list, state, fhir, ...output }: RosterOptions,
): Promise<number> {
  return withRegion(context, 'roster', (open) =>
    withLive(context, open, (live) =>
      live.read(async (reading) => {
        const subject = await practiceSubject(reading, practice_id)
        if (!subject.in_directory)
          throw new WholepanelError('input-argument', {
            got: practice_id,
            want: 'the key of a practice in the directory',
          })
        const released: ReleaseRecord[] = []
        const { policy, withheld } = reading.patterns
        const door = {
          ...{ viewer: { ...OPERATOR, permission: permit(OPERATOR, 'read-roster', subject), unusable_payers: [] } },
          ...{ route: 'wholepanel roster', policy, withheld, embargo: null },
          record: async (one: ReleaseRecord) => void released.push(one),
        }
        const found = await readRoster(reading, door, { practice_id, rule, list, state, limit: null, offset: 0 })
        if (found.list === null)
          throw new WholepanelError('input-argument', {
            got: [rule, list].filter((one) => one !== undefined).join(', '),
            want: found.lists.length > 0 ? `a list of the rule: ${found.lists.join(', ')}` : 'a rule of the last run',
          })
        await releaseToOperator(context, open, 'roster', released)
        if (fhir) context.out(`${JSON.stringify(rosterGroup(found, found.rows), null, 2)}\n`)
        else printRows(context, found.rows as Row[], output.json || output.csv ? ROSTER_COLUMNS : FOR_PEOPLE, output)
        const { counts } = found
        context.say(
          `${found.rule}, ${found.list}: ${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.dropped} dropped against ${found.previous_list ?? 'no list before it'}`,
        )
        return DONE
      }),
    ),
  )
}

const FOR_PEOPLE = ['person_id', 'name', 'state', 'since', 'elsewhere', 'because', 'reason', 'step', 'npi']
