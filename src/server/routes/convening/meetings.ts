import { z } from 'zod'
import { KEPT_BACK, type KeptBack } from '../../../convening/documents/says-who.ts'
import * as meetings from '../../../convening/meetings/acts.ts'
import { openFile, takeDocument } from '../../../convening/meetings/documents.ts'
import * as texts from '../../../convening/meetings/texts.ts'
import { checkText } from '../../../convening/silence/check-text.ts'
import { inRoom } from '../../../convening/silence/in-room.ts'
import {
  readDocumentFile,
  readHeldTexts,
  readMeeting,
  readMeetings,
} from '../../../disclosure/reads/convening/meetings.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { shaped, text, Withheld } from '../shapes.ts'
import { acting } from './acting.ts'
import {
  body,
  CommitteeParams,
  Done,
  done,
  Finding,
  InitiativeParams,
  Key,
  paragraph,
  Serial,
  title,
} from './shapes.ts'

/** Ten million bytes in base64, and what stands around them. */
const MOST_BYTES = 13_500_000

const Reason = z
  .object({ kind: z.enum(Object.keys(KEPT_BACK) as [KeptBack]), why: z.string(), fix: z.string() })
  .meta({ id: 'KeptBackReason' })
const State = z.enum(['passed', 'held', 'released', 'withdrawn'])

const Meeting = z
  .object({
    meeting: z.number(),
    committee: z.string(),
    committee_title: z.string(),
    title: z.string(),
    starts_at: z.string(),
    place: z.string(),
    state: z.enum(['planned', 'held', 'cancelled']),
    because: text,
    antitrust_read_by: text,
    closed_at: text.describe('Since when what was posted until then is the record'),
    may_write: z.boolean(),
    texts: z.array(
      z.object({
        meeting_text: z.number(),
        kind: z.enum(['agenda', 'note', 'document']),
        title: z.string(),
        body: z
          .string()
          .describe(
            'Of a note, and of a document whose file is kept back: to others without who said what. Empty where the file is open',
          ),
        file_name: text,
        opens: z.boolean().describe('Whether the viewer may have the file as it was sent'),
        kept_back: z
          .array(Reason)
          .describe('Why others read its words and not its file; to its author and the steward'),
        may_open_file: z.boolean(),
        added_after: z.boolean().describe('It came after the minutes were closed'),
        state: State,
        unreadable: text,
        sha256: text.describe('Of what was written or sent; of a note only to the steward'),
        written_at: z.string(),
        written_by: text,
        own: z.boolean(),
        findings: z.array(Finding),
      }),
    ),
    withheld: Withheld,
  })
  .meta({ id: 'Meeting' })
type Meetings = z.infer<typeof Meeting>[]

const Held = z
  .object({
    held_text: z.number(),
    meeting: z.number(),
    meeting_text: z.number().nullable(),
    what: z.enum(['held', 'refused', 'broken', 'kept-back', 'mended', 'released', 'file-opened', 'withdrawn']),
    kinds: z.array(z.string()),
    sha256: z.string(),
    because: text,
    at: z.string(),
    by: z.string(),
    title: text,
    text: z.object({ body: z.string(), unreadable: text, findings: z.array(Finding) }).nullable(),
    own: z.boolean(),
    may_release: z.boolean(),
    withheld: Withheld,
  })
  .meta({ id: 'HeldText' })

const MeetingParams = z.object({ meeting: Serial })
/** Drawn, and not counted: 48 bits. */
const Drawn = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 48)
const TextParams = z.object({ meeting_text: Drawn })
const Written = z.object({ meeting_text: z.number(), state: z.enum(['passed', 'held']), findings: z.array(Finding) })
const Taken = Written.extend({ unreadable: text, kept_back: z.array(Reason.shape.kind) })

export function meetingsRoutes(server: Server, house: House): void {
  readRoutes(server, house)
  keepRoutes(server, house)
  minutesRoute(server, house)
  textRoutes(server, house)
}

function readRoutes(server: Server, house: House): void {
  const convened = () => ({ register: house.register, now: house.now() })
  const list = {
    summary: 'Meetings of the committees, the latest first',
    response: { 200: z.array(Meeting), ...problems },
  }
  server.get('/api/meetings', { schema: list }, async (request) =>
    shaped<Meetings>(await throughRegisterDoor(house, request, (door) => readMeetings(door, convened()))),
  )
  const one = { summary: 'A meeting: agenda, notes and documents', params: MeetingParams }
  server.get(
    '/api/meetings/:meeting',
    { schema: { ...one, response: { 200: z.array(Meeting), ...problems } } },
    async (request) =>
      shaped<Meetings>(
        await throughRegisterDoor(house, request, (door) => readMeeting(door, convened(), request.params.meeting)),
      ),
  )
  const held = {
    summary: 'What was held before others read it, and why; all to the steward, to authors their own',
    response: { 200: z.array(Held), ...problems },
  }
  server.get('/api/held-texts', { schema: held }, async (request) =>
    shaped<z.infer<typeof Held>[]>(
      await throughRegisterDoor(house, request, (door) => readHeldTexts(door, convened())),
    ),
  )
  server.get(
    '/api/meeting-texts/:meeting_text/document',
    { schema: { summary: 'A document as it was sent', params: TextParams, response: { 200: z.any(), ...problems } } },
    async (request, reply) => {
      const { file_name, bytes } = await throughRegisterDoor(house, request, (door) =>
        readDocumentFile(door, convened(), request.params.meeting_text),
      )
      return reply
        .header('content-type', 'application/octet-stream')
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file_name)}`)
        .send(bytes)
    },
  )
  const check = {
    summary: 'Whether a text says what a payer keeps to itself, and where; nothing of it is kept',
    body: z.strictObject({ text: z.string().max(50_000) }),
    response: { 200: z.object({ findings: z.array(Finding) }), ...problems },
  }
  server.post('/api/text-check', { schema: check }, (request) =>
    acting(house, request, async ({ register }) => {
      const participants = await register.engine(inRoom)
      return { findings: checkText(request.body.text, { participants }) }
    }),
  )
}

function keepRoutes(server: Server, house: House): void {
  const alias = {
    summary: 'Another name by which people speak of a participant',
    params: InitiativeParams,
    body: z.strictObject({ participant: Key, alias: z.string().trim().min(2).max(80) }),
    response: { 200: Done, ...problems },
  }
  server.post('/api/initiatives/:initiative/aliases', { schema: alias }, async (request) => {
    await acting(house, request, (act) => meetings.addAlias(act, request.params.initiative, request.body))
    return done
  })
  const plan = {
    summary: 'Plan a meeting of a committee',
    params: CommitteeParams,
    body: z.strictObject({ title, starts_at: z.iso.datetime(), place: z.string().trim().min(1).max(200) }),
    response: { 200: MeetingParams, ...problems },
  }
  server.post('/api/committees/:committee/meetings', { schema: plan }, (request) =>
    acting(house, request, (act) => meetings.planMeeting(act, request.params.committee, request.body)),
  )
  const end = {
    summary: 'It was held, and who read the antitrust statement; or it does not take place, and why',
    params: MeetingParams,
    body: z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('held'), antitrust_read_by: z.string().trim().min(1).max(200) }),
      z.strictObject({ state: z.literal('cancelled'), because: paragraph }),
    ]),
    response: { 200: Done, ...problems },
  }
  server.post('/api/meetings/:meeting/state', { schema: end }, async (request) => {
    await acting(house, request, (act) => meetings.endMeeting(act, request.params.meeting, request.body))
    return done
  })
}

function minutesRoute(server: Server, house: House): void {
  const close = {
    summary: 'Close the minutes: what was posted until now is the record, what comes later is marked as added after',
    params: MeetingParams,
    response: { 200: Done, ...problems },
  }
  server.post('/api/meetings/:meeting/minutes', { schema: close }, async (request) => {
    await acting(house, request, (act) => meetings.closeMinutes(act, request.params.meeting))
    return done
  })
}

function textRoutes(server: Server, house: House): void {
  const write = {
    summary: 'Put an item on the agenda, or a note; what says a payer’s own amount is held',
    params: MeetingParams,
    body: z.strictObject({ kind: z.enum(['agenda', 'note']), title, body }),
    response: { 200: Written, ...problems },
  }
  server.post('/api/meetings/:meeting/texts', { schema: write }, (request) =>
    acting(house, request, (act) => texts.writeText(act, request.params.meeting, request.body)),
  )
  const take = {
    summary: 'Hand out a document: Word, Excel, PDF or text, with its sha256',
    params: MeetingParams,
    body: z.strictObject({
      title,
      file_name: z.string().trim().min(1).max(200),
      sha256: z.string().regex(/^[0-9a-fA-F]{64}$/),
      content: z.base64().max(MOST_BYTES),
    }),
    response: { 200: Taken, ...problems },
  }
  server.post('/api/meetings/:meeting/documents', { bodyLimit: MOST_BYTES + 10_000, schema: take }, (request) =>
    acting(house, request, (act) => takeDocument(act, request.params.meeting, request.body)),
  )
  const mend = { summary: 'Write a held text anew', params: TextParams, body: z.strictObject({ body }) }
  server.post(
    '/api/meeting-texts/:meeting_text',
    { schema: { ...mend, response: { 200: Written, ...problems } } },
    (request) => acting(house, request, (act) => texts.mendText(act, request.params.meeting_text, request.body.body)),
  )
  const back = { summary: 'Take a text back', params: TextParams, response: { 200: Done, ...problems } }
  server.post('/api/meeting-texts/:meeting_text/withdrawal', { schema: back }, async (request) => {
    await acting(house, request, (act) => texts.withdrawText(act, request.params.meeting_text))
    return done
  })
  const let_go = {
    summary: 'The steward lets a text go that was held for nothing',
    params: TextParams,
    body: z.strictObject({ because: paragraph }),
    response: { 200: Done, ...problems },
  }
  server.post('/api/meeting-texts/:meeting_text/release', { schema: let_go }, async (request) => {
    await acting(house, request, (act) => texts.releaseText(act, request.params.meeting_text, request.body.because))
    return done
  })
  const open_file = {
    summary: 'The steward opens the file of a document that was kept back for nothing',
    params: TextParams,
    body: z.strictObject({ because: paragraph }),
    response: { 200: Done, ...problems },
  }
  server.post('/api/meeting-texts/:meeting_text/file', { schema: open_file }, async (request) => {
    await acting(house, request, (act) => openFile(act, request.params.meeting_text, request.body.because))
    return done
  })
}
