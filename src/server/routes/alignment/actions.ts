import { z } from 'zod'
import { readCounts } from '../../../alignment/burden/counts.ts'
import { candidates } from '../../../alignment/pathway/changes.ts'
import { changeSaid } from '../../../alignment/pathway/sentence.ts'
import { readWeights } from '../../../alignment/pathway/weights.ts'
import { readingsOf } from '../../../alignment/profile/profile.ts'
import {
  ACTION_COLUMNS,
  ACTION_STATES,
  readActions,
  releaseActions,
} from '../../../disclosure/reads/alignment/actions.ts'
import { type OnPaper, sidesIn } from '../../../disclosure/reads/alignment/seen.ts'
import { WholepanelError } from '../../../error.ts'
import { changeAction, recordAction } from '../../../register/alignment/actions.ts'
import { regionAlignment } from '../../../run/region-alignment.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { Day, ElementName, onPaper, PayerKey } from './on-paper.ts'

const Action = z
  .object({
    action: z.number().int(),
    payer: z.string(),
    payer_name: z.string(),
    element: z.string(),
    label: z.string(),
    says: z.string().describe('The step as a sentence'),
    target_says: z.string(),
    now_says: z.string(),
    owner: z.string(),
    due_date: z.string(),
    state: z.enum(ACTION_STATES),
    since: text.describe('From which day on the payer answers so'),
    recorded_at: z.string(),
    recorded_by: z.string(),
    ended_on: text,
    because: text,
    withheld: Withheld,
  })
  .meta({ id: 'AlignmentAction' })
type Actions = z.infer<typeof Action>[]

const owner = z.string().trim().min(1).max(200)
const Agreed = z.strictObject({ payer: PayerKey, element: ElementName, owner, due_date: z.iso.date() })
const Change = z
  .strictObject({
    owner: owner.optional(),
    due_date: z.iso.date().optional(),
    because: z.string().trim().min(1).max(500).optional().describe('It ends today, for this reason'),
  })
  .refine((one) => Object.values(one).some((given) => given !== undefined), 'an owner, a day, or why it ends')

export function actionsRoutes(server: Server, house: House): void {
  const list = {
    summary: 'What was agreed that payers change, who sees to it, by when, and how it stands',
    querystring: Format.extend(Day.shape),
    response: { 200: z.array(Action), ...problems },
  }
  server.get('/api/alignment/actions', { schema: list }, async (request, reply) => {
    const { format, day } = request.query
    const rows = await throughRegisterDoor(house, request, (door) => readActions(door, onPaper(house, day)))
    return format === 'csv' ? sendCsv(reply, 'alignment-actions', rows, ACTION_COLUMNS) : shaped<Actions>(rows)
  })
  const agree = {
    summary: 'Take a step of the pathway as an action with an owner and a day',
    body: Agreed,
    response: { 200: Action, ...problems },
  }
  server.post('/api/alignment/actions', { schema: agree }, async (request) => {
    const paper = onPaper(house, undefined)
    const rows = await throughRegisterDoor(house, request, async (door) => {
      const step = await stepOf(paper, request.body)
      const given = { ...request.body, ...step, recorded_by: door.viewer.name }
      return releaseActions(door, paper, [await recordAction(house.register, given, door.viewer, house.now())])
    })
    return shaped<Actions>(rows)[0] as Actions[number]
  })
  const change = {
    summary: 'Give an action another owner or day, or end it with a reason',
    params: z.object({ action: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: Change,
    response: { 200: Action, ...problems },
  }
  server.post('/api/alignment/actions/:action', { schema: change }, async (request) => {
    const paper = onPaper(house, undefined)
    const { because, ...rest } = request.body
    const ended = because === undefined ? {} : { because, ended_on: house.now().slice(0, 10) }
    const rows = await throughRegisterDoor(house, request, async (door) =>
      releaseActions(door, paper, [
        await changeAction(house.register, request.params.action, { ...rest, ...ended }, door.viewer),
      ]),
    )
    return shaped<Actions>(rows)[0] as Actions[number]
  })
}

/** The step as it stands today: what to reach, and the sentence. */
async function stepOf(
  { register, folders, shelf, day }: OnPaper,
  { payer, element }: Pick<z.infer<typeof Agreed>, 'payer' | 'element'>,
): Promise<{ target: string; says: string }> {
  const region = await regionAlignment(register, folders, day, shelf)
  const { elements } = region.library
  const { sides, reference } = sidesIn(region)
  const found = candidates(elements, sides, reference)
  const change = found.changes.find((one) => one.payer === payer && one.element === element)
  if (!change) {
    const why = found.none.find((one) => one.element === element && (one.payer === null || one.payer === payer))
    throw new WholepanelError('input-argument', {
      got: why ? `${element}: ${why.because}` : `no step of ${payer} for ${element}`,
      want: 'a step of the pathway',
    })
  }
  const weights = readWeights(elements, readCounts(elements, folders), folders)
  const target = JSON.stringify(readingsOf(change.target.profile, element))
  return { target, says: changeSaid(elements, weights, change) }
}
