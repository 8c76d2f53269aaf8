import { z } from 'zod'
import { linkOf } from '../../../disclosure/reads/attestation/attestations.ts'
import { LANGUAGES } from '../../../disclosure/reads/attestation/notice-words.ts'
import { NOTICE_COLUMNS, readNotices } from '../../../disclosure/reads/attestation/notices.ts'
import { listCodes } from '../../../register/rights/attestation/codes.ts'
import { addressOf, type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Format, PracticeParams, sendCsv, shaped, text, Withheld } from '../shapes.ts'

const Notice = z.object({
  person_id: z.string(),
  name: z.string(),
  address: text,
  city: text,
  state: text,
  zip_code: text,
  practice_name: text,
  organization_name: text,
  since: z.string(),
  since_or_before: z.boolean(),
  reason: text,
  attested_on: text,
  link: text,
  title: z.string(),
  text: z.string().describe('The notice, its paragraphs parted by empty lines'),
  withheld: Withheld,
})
const Notices = z.object({ total: z.number().int(), rows: z.array(Notice) }).meta({ id: 'Notices' })

const NoticesQuery = Format.extend({
  person_id: z.string().min(1).max(100).optional().describe('Only of this person of the panel'),
  language: z.enum(LANGUAGES).default('en'),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  offset: z.coerce.number().int().min(0).default(0),
})

/** Notices to patients of who is accountable for them: to print, or with format=csv for a mail merge. */
export function noticesRoutes(server: Server, house: House): void {
  const schema = {
    summary:
      'A notice for each person of the panel: who is accountable for them, since when, why, and how to change it',
    params: PracticeParams,
    querystring: NoticesQuery,
    response: { 200: Notices, ...problems },
  }
  server.get('/api/practices/:practice_id/notices', { schema }, async (request, reply) => {
    const { practice_id } = request.params
    const { format, person_id, language, limit, offset } = request.query
    const whole = format === 'csv'
    const found = await throughDoor(house, request, practice_id, async (reading, door) => {
      const link = await openLink(house, practice_id, addressOf(house, request).origin)
      const page = { limit: whole ? null : limit, offset: whole ? 0 : offset }
      return readNotices(reading, door, practice_id, { person_id, language, link, ...page })
    })
    return whole ? sendCsv(reply, 'notices', found.rows, NOTICE_COLUMNS) : shaped<z.infer<typeof Notices>>(found)
  })
}

/** The practice's own link, else that of a campaign: it hangs on walls, so that anybody may be told it. */
async function openLink(house: House, practice_id: string, origin: string): Promise<string | null> {
  const open = (await listCodes(house.register)).filter((one) => one.withdrawn_at === null)
  const own = open.find((one) => one.practice_id === practice_id) ?? open.find((one) => one.practice_id === null)
  return own ? linkOf(origin, own.attestation_code) : null
}
