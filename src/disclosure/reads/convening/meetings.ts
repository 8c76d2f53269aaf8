import { KEPT_BACK, keptBack } from '../../../convening/documents/says-who.ts'
import { isSteward, keepsSilence } from '../../../convening/meetings/steward.ts'
import { checkText } from '../../../convening/silence/check-text.ts'
import { holdBack } from '../../../convening/silence/hold-back.ts'
import { inRoom, nobodyNamed } from '../../../convening/silence/in-room.ts'
import type { SilentParticipant } from '../../../convening/silence/names.ts'
import { refused } from '../../../governance/permit.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import type { MeetingText } from '../../../register/convening/meetings/meetings.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each, partyOf } from '../received/received.ts'
import type { Convened } from './initiatives.ts'

const HEAD = [
  ...['meeting', 'committee', 'committee_title', 'title', 'starts_at', 'place', 'state', 'because', 'closed_at'],
]
const MEETING = {
  name: 'meetings',
  columns: each([...HEAD, 'antitrust_read_by', 'texts', 'may_write'], 'public'),
  parties: () => ({}),
}
const HELD = {
  name: 'held texts',
  columns: each(
    [
      'held_text',
      'meeting',
      'meeting_text',
      'what',
      'kinds',
      'sha256',
      'because',
      'at',
      'by',
      'title',
      'text',
      'own',
      'may_release',
    ],
    'public',
  ),
  parties: () => ({}),
}

const select = (tx: RegisterTransaction) =>
  tx
    .selectFrom('meeting')
    .innerJoin('committee', 'committee.committee', 'meeting.committee')
    .select(['meeting.meeting', 'meeting.committee', 'committee.title as committee_title', 'meeting.title'])
    .select(['meeting.starts_at', 'meeting.place', 'meeting.state', 'meeting.because', 'meeting.antitrust_read_by'])
    .select('meeting.closed_at')
    .orderBy('meeting.starts_at', 'desc')
    .orderBy('meeting.meeting', 'desc')

/** Every meeting in short, the latest first. */
export async function readMeetings(door: Door, { register }: Convened): Promise<Released[]> {
  const rows = await register.as(partyOf(door.viewer), (tx) => select(tx).execute())
  return release(
    door,
    MEETING,
    rows.map((one) => ({ ...one, texts: [], may_write: false })),
  )
}

/** One meeting with its agenda, notes and documents: to each who may read it, and a note without who said it. */
export async function readMeeting(door: Door, { register, now }: Convened, meeting: number): Promise<Released[]> {
  const { viewer } = door
  const room = await roomOf(register, viewer)
  const rows = await register.as(partyOf(viewer), async (tx) => {
    const found = await select(tx).where('meeting.meeting', '=', meeting).executeTakeFirst()
    if (!found) return []
    const texts = await tx
      .selectFrom('meeting_text')
      .selectAll()
      .where('meeting', '=', meeting)
      .orderBy('kind')
      // As they came before the reader, so that no place among them tells that one was held meanwhile.
      .orderBy((e) => e.fn.coalesce('opened_at', 'written_at'))
      .orderBy('came')
      .execute()
    const seated = await tx
      .selectFrom('seat_term')
      .innerJoin('seat', 'seat.seat', 'seat_term.seat')
      .select('seat_term.account')
      .where('seat.committee', '=', found.committee)
      .where('seat_term.account', '=', viewer.person)
      .where('seat_term.start_date', '<=', now.slice(0, 10))
      .where('seat_term.end_date', '>=', now.slice(0, 10))
      .where('seat_term.ended_on', 'is', null)
      .executeTakeFirst()
    const may_write = found.state !== 'cancelled' && (viewer.role === 'convener' || seated !== undefined)
    return [{ ...found, may_write, texts: texts.flatMap((one) => seenBy(one, viewer, room, found)) }]
  })
  return release(door, MEETING, rows)
}

/** What the viewer is to the room, who is in it, and by what names nobody is told who said what. */
type Room = { steward: boolean; participants: readonly SilentParticipant[]; unnamed: readonly SilentParticipant[] }

const roomOf = (register: Convened['register'], viewer: Viewer): Promise<Room> =>
  register.engine(async (tx) => ({
    steward: await isSteward(tx, viewer),
    participants: await inRoom(tx),
    unnamed: await nobodyNamed(tx),
  }))

const isOpen = ({ state }: Pick<MeetingText, 'state'>) => state === 'passed' || state === 'released'

/** Whether the viewer may have a document as it was sent, and not only its words. */
const opensFile = (text: MeetingText, viewer: Viewer, steward: boolean): boolean =>
  text.written_by === viewer.person ||
  keepsSilence(viewer, steward, text) ||
  (isOpen(text) && (text.kept_back.length === 0 || text.file_open))

function seenBy(
  text: MeetingText,
  viewer: Viewer,
  { steward, participants, unnamed }: Room,
  { closed_at }: { closed_at: string | null },
) {
  const { meeting_text, kind, file_name, state, unreadable, sha256, written_by, written_at, opened_at } = text
  const own = written_by === viewer.person
  const keeps = keepsSilence(viewer, steward, text)
  // What is held or withdrawn is there for its author and the steward alone, whatever else the register shows a party.
  if (!isOpen(text) && !own && !keeps) return []
  const opens = kind === 'document' && opensFile(text, viewer, steward)
  const quiet = kind !== 'agenda' && isOpen(text) && !keeps && !own
  const silent = (said: string) => (quiet ? holdBack(said, unnamed) : said)
  const body = kind === 'document' && opens && state !== 'held' ? '' : silent(text.body)
  return [
    {
      ...{ meeting_text, kind, unreadable, own, opens, body },
      // To others it came when they could read it, whatever was before.
      state: keeps || own ? state : 'passed',
      written_at: keeps || own ? written_at : opened_at,
      title: silent(text.title),
      // Of words as they were said: with it, whoever guesses a name could try which of them fits.
      sha256: quiet ? null : sha256,
      file_name: opens ? file_name : null,
      written_by: keeps || own ? written_by : null,
      added_after: closed_at !== null && opened_at !== null && Date.parse(opened_at) > Date.parse(closed_at),
      findings: state === 'held' ? checkText(text.body, { participants }) : [],
      kept_back: own || keeps ? reasonsOf(text) : [],
      may_open_file: keeps && !own && isOpen(text) && reasonsOf(text).length > 0,
    },
  ]
}

/** Why its file is kept back, as long as it is. */
const reasonsOf = ({ kept_back, file_open }: MeetingText) =>
  file_open ? [] : kept_back.filter(keptBack).map((kind) => ({ kind, ...KEPT_BACK[kind] }))

/** What was held, refused and let go: all of it to the steward, and to an author what concerns their own. */
export async function readHeldTexts(door: Door, { register }: Convened): Promise<Released[]> {
  const { viewer } = door
  const { steward, participants } = await roomOf(register, viewer)
  const rows = await register.as(partyOf(viewer), async (tx) => {
    const held = await tx.selectFrom('held_text').selectAll().orderBy('at', 'desc').orderBy('came', 'desc').execute()
    const texts = await tx.selectFrom('meeting_text').selectAll().execute()
    const textOf = (one: (typeof held)[number]) => texts.find(({ meeting_text }) => meeting_text === one.meeting_text)
    // Of what the convener did with the text of another, the operator hears nothing.
    const partyOfText = (one: (typeof held)[number]) =>
      one.meeting_text === null ? one : { party: textOf(one)?.party ?? '' }
    const concerns = (one: (typeof held)[number]) =>
      one.by === viewer.person ||
      keepsSilence(viewer, steward, partyOfText(one)) ||
      textOf(one)?.written_by === viewer.person
    return held.filter(concerns).map((found) => {
      const { party: _party, came: _came, ...one } = found
      const text = textOf(found)
      const waits = one.what === 'held' && text?.state === 'held' && text.sha256 === one.sha256
      return {
        ...one,
        title: text?.title ?? null,
        text: waits
          ? { body: text.body, unreadable: text.unreadable, findings: checkText(text.body, { participants }) }
          : null,
        own: text?.written_by === viewer.person,
        may_release: waits && keepsSilence(viewer, steward, text) && text.written_by !== viewer.person,
      }
    })
  })
  return release(door, HELD, rows)
}

/** The bytes of a document, to who may read it. */
export async function readDocumentFile(
  door: Door,
  { register }: Convened,
  meeting_text: number,
): Promise<{ file_name: string; bytes: Buffer }> {
  const { viewer } = door
  const steward = await register.engine((tx) => isSteward(tx, viewer))
  const found = await register.as(partyOf(viewer), (tx) =>
    tx.selectFrom('meeting_text').selectAll().where('meeting_text', '=', meeting_text).executeTakeFirst(),
  )
  if (!found?.content || !found.file_name || !opensFile(found, viewer, steward)) throw refused()
  const [row] = await release(
    door,
    { name: 'documents of meetings', columns: each(['file_name', 'content'], 'public'), parties: () => ({}) },
    [{ file_name: found.file_name, content: found.content }],
  )
  return { file_name: String(row?.file_name), bytes: Buffer.from(String(row?.content), 'base64') }
}
