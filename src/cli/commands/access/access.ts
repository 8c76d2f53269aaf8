import { readAboutPerson } from '../../../disclosure/access/about-person.ts'
import { type AskedAbout, accessRows } from '../../../disclosure/access/access.ts'
import { practiceOf } from '../../../disclosure/reads/reading.ts'
import { payersInRun, practiceSubject, submissionSubject } from '../../../disclosure/reads/subject.ts'
import type { Door } from '../../../disclosure/release.ts'
import { WholepanelError } from '../../../error.ts'
import { permit } from '../../../governance/permit.ts'
import type { Subject } from '../../../governance/relationships.ts'
import { OPERATOR } from '../../../governance/viewer.ts'
import { policyOf } from '../../../server/live.ts'
import { OF_PRACTICE } from '../../../server/routes/people/access.ts'
import { type Context, DONE, type OpenRegion } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { withLive } from '../../with-live.ts'
import { withRegion } from '../../with-region.ts'
import { letter } from './letter.ts'

type Printed = { json?: boolean | undefined }

/** Who can see a practice, or the statement of one payer for it, and why. */
export function accessOfPractice(
  context: Context,
  practice_id: string,
  { payer, json }: Printed & { payer?: string },
): Promise<number> {
  return withRegion(context, 'access', (open) =>
    withLive(context, open, async (live) =>
      live.read(async (reading) => {
        const subject = await practiceSubject(reading, practice_id)
        const practice = await practiceOf(reading, practice_id)
        const about: AskedAbout = {
          actions: payer === undefined ? [...OF_PRACTICE] : ['read-payments'],
          subject,
          at: { practice_id, organization_id: practice?.organization_id, payer },
          payers: await payersInRun(reading),
        }
        const door = { ...doorOf(subject), policy: reading.patterns.policy, withheld: reading.patterns.withheld }
        return print(context, open, door, about, json)
      }),
    ),
  )
}

/** Who can see a delivery, and why. */
export function accessOfSubmission(context: Context, submission_id: string, { json }: Printed): Promise<number> {
  return withRegion(context, 'access', async (open) => {
    const { region, register } = open
    const subject = await submissionSubject(register, submission_id)
    const { policy } = await policyOf(region, register, context.now)()
    const about: AskedAbout = {
      actions: ['read-submission', 'read-submission-content'],
      subject,
      at: { payer: subject.sender },
      payers: [],
    }
    return print(context, open, { ...doorOf(subject), policy, withheld: new Set<string>() }, about, json)
  })
}

/** What a person may ask for: what is held of them, who can see it and why, and who has been shown it. */
export function accessOfPerson(context: Context, person_id: string, { json }: Printed): Promise<number> {
  return withRegion(context, 'access', (open) =>
    withLive(context, open, (live) =>
      live.read(async (reading) => {
        const { policy, withheld } = reading.patterns
        const permission = permit(OPERATOR, 'read-person-access', { in_directory: true })
        const door = {
          ...{ viewer: { ...OPERATOR, permission, unusable_payers: [] }, route: 'wholepanel access person' },
          ...{ policy, withheld, embargo: null, record: async () => undefined },
        }
        const asked = { practice_id: null, person_id }
        const found = await readAboutPerson(reading, door, open.register, context.now(), asked).catch(notThere)
        await releaseToOperator(context, open, 'access person', [{ dataset: 'about person', person_ids: [person_id] }])
        context.out(json ? `${JSON.stringify(found, null, 2)}\n` : letter(found, region(open)))
        return DONE
      }),
    ),
  )
}

const region = ({ region }: OpenRegion) => region.settings.region

const notThere = (error: unknown): never => {
  if (!(error instanceof WholepanelError) || error.code !== 'access-denied') throw error
  throw new WholepanelError('input-argument', {
    got: 'nobody of this key in the last run',
    want: 'a key of a person',
    fix: 'it stands on the page of the person, under the name',
  })
}

function doorOf(subject: Subject): Omit<Door, 'policy' | 'withheld'> {
  const permission = permit(OPERATOR, 'read-access', subject)
  return {
    viewer: { ...OPERATOR, permission, unusable_payers: [] },
    route: 'wholepanel access',
    embargo: null,
    record: async () => undefined,
  }
}

async function print(
  context: Context,
  open: OpenRegion,
  door: Door,
  about: AskedAbout,
  json: boolean | undefined,
): Promise<number> {
  const rows = await accessRows(door, open.register, context.now(), about)
  await releaseToOperator(context, open, 'access')
  context.out(json ? `${JSON.stringify(rows, null, 2)}\n` : rows.map((one) => `${one.says}\n`).join('\n'))
  if (rows.length === 0) context.say('nobody has an account or a program that could open it')
  return DONE
}
