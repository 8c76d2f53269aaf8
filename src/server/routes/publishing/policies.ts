import { z } from 'zod'
import type { Dataset } from '../../../disclosure/dataset.ts'
import { policyRows } from '../../../disclosure/policy/words.ts'
import { release } from '../../../disclosure/release.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { shaped, text } from '../shapes.ts'

const PolicyShape = z
  .object({
    name: z.string(),
    title: z.string(),
    about: z.string(),
    version: z.string().describe('Of its text: every release says under which it left'),
    chosen_by: z.string(),
    agreement: text,
    from: z.string(),
    until: text,
    because: z.string().describe('Why this policy is in force'),
    values: z.array(
      z.object({
        value_name: z.string(),
        value: z.string(),
        says: z.string(),
        about: z.string(),
        whom: z.string(),
        source: z.string(),
        looser: z.boolean().describe('Looser than the strictest policy'),
      }),
    ),
  })
  .meta({ id: 'Policy' })

const NAMES = ['name', 'title', 'about', 'version', 'chosen_by', 'agreement', 'from', 'until', 'because', 'values']
/** What is withheld, from whom and why is no secret from anybody. */
const POLICY: Dataset = {
  name: 'policy',
  columns: Object.fromEntries(NAMES.map((name) => [name, 'public' as const])),
  parties: () => ({}),
}

export function policiesRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'The disclosure policy in force: what is withheld, from whom, why, and by which agreement',
    response: { 200: PolicyShape, ...problems },
  }
  server.get('/api/policy', { schema }, async (request) => {
    const { policy, because } = await house.policy()
    const { name, title, about, version, chosen_by, agreement, from, until } = policy
    const head = { name, title, about: about.trim(), version, chosen_by, agreement, from, until, because }
    const given = { ...head, values: policyRows(policy) }
    const [row] = await throughRegisterDoor(house, request, (door) => release(door, POLICY, [given]))
    return shaped<z.infer<typeof PolicyShape>>(row)
  })
}
