import { z } from 'zod'
import { readBreakGlass } from '../../../disclosure/reads/people.ts'
import { breakGlass, review } from '../../../governance/access/break-glass.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { actOf, staffOf } from '../../staff.ts'
import { shaped, text } from '../shapes.ts'

const BreakGlass = z
  .object({
    break_glass: z.number().int(),
    account: z.string(),
    name: z.string(),
    participant: text,
    practice_id: z.string(),
    practice_name: z.string(),
    organization_id: z.string(),
    reason: z.string(),
    started_at: z.string(),
    ends_at: z.string(),
    uses: z.number().int().describe('How often something was read under it'),
    reviewed_at: text,
    reviewed_by: text,
    review: text,
    own: z.boolean(),
    open: z.boolean(),
  })
  .meta({ id: 'BreakGlass' })

const Opened = z.object({ break_glass: z.number().int(), practice_id: z.string(), ends_at: z.string() })
const words = z.string().trim().min(10).max(500)

export function breakGlassRoutes(server: Server, house: House): void {
  const list = {
    summary: 'Emergencies: one’s own, and to whoever answers for the people or the practice, theirs',
    response: { 200: z.array(BreakGlass), ...problems },
  }
  server.get('/api/break-glass', { schema: list }, async (request) => {
    const found = await throughRegisterDoor(house, request, async (door) => readBreakGlass(door, await staffOf(house)))
    return shaped<z.infer<typeof BreakGlass>[]>(found)
  })
  const open = {
    summary: 'Open the panel of another practice for an hour, in an emergency, and say why',
    body: z.strictObject({ practice_id: z.string().min(1).max(100), reason: words }),
    response: { 200: Opened, ...problems },
  }
  server.post('/api/break-glass', { schema: open }, async (request) =>
    throughRegisterDoor(house, request, ({ viewer }) => breakGlass(actOf(house, viewer), request.body)),
  )
  const reviewed = {
    summary: 'Say what was found of an emergency; once, and not of one’s own',
    params: z.object({ break_glass: z.coerce.number().int().min(1).max(2_147_483_647) }),
    body: z.strictObject({ review: words }),
    response: { 200: z.object({ done: z.literal(true) }), ...problems },
  }
  server.post('/api/break-glass/:break_glass/review', { schema: reviewed }, async (request) => {
    await throughRegisterDoor(house, request, ({ viewer }) =>
      review(actOf(house, viewer), request.params.break_glass, request.body.review),
    )
    return { done: true as const }
  })
}
