import { z } from 'zod'
import { readNameable } from '../../../disclosure/reads/convening/nameable.ts'
import { PARTICIPANT_KINDS } from '../../../register/people/participants.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { shaped, Withheld } from '../shapes.ts'
import { InitiativeParams } from './shapes.ts'

const Nameable = z
  .object({
    participants: z.array(
      z.object({
        participant: z.string(),
        participant_name: z.string(),
        kind: z.enum(PARTICIPANT_KINDS),
        takes_part: z.boolean(),
        withheld: Withheld,
      }),
    ),
    people: z.array(
      z.object({
        account: z.string(),
        name: z.string(),
        participant: z.string(),
        participant_name: z.string(),
        withheld: Withheld,
      }),
    ),
    contracts: z.array(
      z.object({
        payer: z.string(),
        payer_name: z.string(),
        organization_id: z.string(),
        organization_name: z.string(),
        withheld: Withheld,
      }),
    ),
  })
  .meta({ id: 'Nameable' })

export function nameableRoutes(server: Server, house: House): void {
  const read = {
    summary: 'Whom the forms of an initiative may name: participants, people of those that take part, contracts',
    params: InitiativeParams,
    response: { 200: Nameable, ...problems },
  }
  server.get('/api/initiatives/:initiative/nameable', { schema: read }, async (request) =>
    shaped<z.infer<typeof Nameable>>(
      await throughRegisterDoor(
        house,
        request,
        (door) => readNameable(door, { register: house.register, now: house.now() }, request.params.initiative),
        request.params,
      ),
    ),
  )
}
