import { z } from 'zod'
import { OVERVIEW_COLUMNS, overview } from '../../../alignment/degree/overview.ts'
import { type Library as Read, readLibrary } from '../../../alignment/profile/library.ts'
import { dayOfModel, profileOfModel } from '../../../alignment/profile/of-model.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { WholepanelError } from '../../../error.ts'
import { openModel } from '../../../model/open-model.ts'
import { LIBRARY, type Model } from '../../../model/read-model.ts'
import { Library } from '../../../payment/library/library.ts'
import type { House, Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Format, sendCsv, shaped } from '../shapes.ts'
import { overviewShape, publicRows } from './overview-shape.ts'

const Shown = z
  .object({
    ...overviewShape,
    days: z
      .array(z.string())
      .describe(
        'The day of each: today, or the last on which the model was in force, or the first on which it will be',
      ),
  })
  .meta({ id: 'ModelsAligned' })

const Named = z
  .string()
  .max(300)
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+(\/[a-z0-9-]+)?$/)

/** Models as payers are compared: element by element, each with its degree. As public as the models are. */
export function modelPairRoutes(server: Server, house: House): void {
  const library = new Library(() => house.region.models)
  let read: Read | undefined
  const readOf = (models: readonly Model[]): Read => {
    // A region's own model that is public may name what stands in the region's folder.
    if (models.some(({ file }) => !file.startsWith(LIBRARY))) return readLibrary([house.region.models, LIBRARY])
    read ??= readLibrary([LIBRARY])
    return read
  }
  const schema = {
    summary: 'Two models beside each other, element by element, with the degree and the rule that decided',
    querystring: Format.extend({
      a: Named.describe('The first: its id, or one of its tracks as id/track'),
      b: Named.describe('The second, with which the first is compared'),
    }),
    response: { 200: Shown, ...problems },
  }
  server.get('/api/alignment/models', { schema }, async ({ query: { a, b, format } }, reply) => {
    const models = await Promise.all([a, b].map((named) => library.model(idOf(named))))
    const at = readOf(models)
    const today = house.now().slice(0, 10)
    const sides = models.map((model, i) => ofModel(model, trackOf([a, b][i] ?? ''), today, at))
    const [first, second] = sides.map(({ profile }) => profile) as [Profile, Profile]
    if (first.payer === second.payer)
      throw new WholepanelError('input-argument', { at: 'b', got: 'the same model twice', want: 'another one' })
    const shown = overview(at.elements, [first, second], second)
    return format === 'csv'
      ? sendCsv(reply, 'alignment-models', publicRows(shown), OVERVIEW_COLUMNS)
      : shaped<z.infer<typeof Shown>>({ ...shown, days: sides.map(({ day }) => day) })
  })
}

const idOf = (named: string): string => named.split('/').slice(0, 2).join('/')
const trackOf = (named: string): string | null => named.split('/')[2] ?? null

function ofModel(model: Model, track: string | null, today: string, at: Read): { profile: Profile; day: string } {
  const open = openModel(model)
  const day = dayOfModel(open, today)
  return { profile: profileOfModel(open, { ...at, track, day }), day }
}
