import type { Act, Form } from '../../convening/act.ts'
import { declareConflict } from '../../convening/initiative/committees.ts'
import { comment } from '../../convening/recommendation/acts.ts'
import { answerRefusal, askSteward } from '../../convening/silence/refused/answering.ts'
import { keepingRefusals } from '../../convening/silence/refused/keeping.ts'
import { WholepanelError } from '../../error.ts'

/** Rent of rooms is no payment for care, and the committee should read it. */
const RENT = 'My clinic rents its rooms from Keystone Mutual for $1,900 a month.'
/** What was given in the open, years ago. */
const GIFT = 'Summit Health gave $25,000 when the state first tried this out, as its report of 2023 says.'

type As = (person: string, on: number) => Act

/** Words that the check refused: of one their author asked, they were released and sent again; of one the convener is asked. */
export async function recordDemonstrationRefusals(
  as: As,
  { committee, recommendation }: { committee: string; recommendation: string },
): Promise<void> {
  const conflict: Form = {
    route: 'POST /api/committees/:committee/conflicts',
    address: `/api/committees/${committee}/conflicts`,
  }
  const refused = await refusalOf(as('helen-marsh', -16), conflict, (act) => declareConflict(act, committee, RENT))
  await askSteward(as('helen-marsh', -16), refused)
  const because = 'Rent of rooms is no payment for care, and the committee should know of it.'
  await answerRefusal(as('amara-cole', -15), refused, { released: true, because })
  await declareConflict({ ...as('helen-marsh', -14), form: conflict }, committee, RENT)

  const said: Form = {
    route: 'POST /api/recommendations/:recommendation/comments',
    address: `/api/recommendations/${recommendation}/comments`,
  }
  const priya = as('priya-raman', -1)
  const { name, person: account, organization_id: affiliation } = priya.by
  const waiting = await refusalOf(priya, said, (act) =>
    comment(act, recommendation, { name, account, affiliation, body: GIFT }),
  )
  await askSteward(priya, waiting)
}

async function refusalOf(act: Act, form: Form, work: (act: Act) => Promise<unknown>): Promise<string> {
  const error: unknown = await keepingRefusals(act.register, () => work({ ...act, form })).catch((one: unknown) => one)
  const refusal = error instanceof WholepanelError ? error.detail.refusal : undefined
  if (refusal === undefined) throw error
  return refusal
}
