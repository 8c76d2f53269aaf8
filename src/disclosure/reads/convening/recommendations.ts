import type { Library } from '../../../alignment/profile/library.ts'
import { keepsProcess } from '../../../convening/act.ts'
import { decides, governingOn } from '../../../convening/initiative/governing.ts'
import { onDay, type State } from '../../../convening/recommendation/process.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { filledOn } from '../../../register/convening/initiatives.ts'
import type { Change, RecommendationRow, TallyKept } from '../../../register/convening/recommendation-schema.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each, partyOf } from '../received/received.ts'
import { type Convened, namesOf } from './initiatives.ts'
import { movingIn, type Waits } from './moving.ts'

const COLUMNS = [
  ...[
    'recommendation',
    'initiative',
    'committee',
    'title',
    'changes_kind',
    'changes_what',
    'state',
    'round',
    'version',
  ],
  ...['supersedes', 'superseded_by', 'because', 'window', 'published', 'versions', 'comments', 'ballots', 'decisions'],
  ...['recusals', 'own', 'waits', 'by_member', 'drafted_by', 'own_draft', 'decided_by'],
]
const RECOMMENDATION = { name: 'recommendations', columns: each(COLUMNS, 'public'), parties: () => ({}) }

export type CommentSeen = {
  comment: number
  round: number
  name: string
  affiliation: string | null
  body: string
  received_at: string
  moderation: string
  because: string | null
  answers: { body: string; answered_at: string }[]
}
export type BallotSeen = {
  ballot: number
  round: number
  version: number
  method: string
  opened_at: string
  closes_at: string
  closed_at: string | null
  outcome: string | null
  because: string | null
  /** While it is open only how many voted. */
  tally: TallyKept | null
  seats: number
  cast: number
  votes: { seat: number; name: string; side: string; choice: string; reason: string | null }[]
}

/** Every recommendation in short with what moves it, newest act first. */
export async function readRecommendations(door: Door, convened: Convened): Promise<Released[]> {
  const { viewer } = door
  const names = (await namesOf(convened.register)).accounts
  const rows = await convened.register.as(partyOf(viewer), async (tx) => {
    const found = await tx.selectFrom('recommendation').selectAll().orderBy('touched_at', 'desc').execute()
    const all = []
    const seen = found.filter((row) => mayRead(viewer, row))
    const moving = await movingIn(tx, seen, { person: viewer.person, day: convened.now.slice(0, 10) })
    for (const one of seen) {
      const stands = {
        ...(await stateIn(tx, one, convened.now)),
        ...(await handsIn(tx, one, viewer, names, convened.now)),
      }
      all.push({ ...headOf(one), ...stands, ...EMPTY, ...moving(one) })
    }
    return all
  })
  return release(door, RECOMMENDATION, rows)
}

/** What elements of alignment are called. */
type Labels = { library: Pick<Library, 'elements'> }

const EMPTY = { versions: [], comments: [], decisions: [], recusals: [] }

/** One with its texts, comments and answers, ballots and decisions; nothing where there is none that the viewer may read. */
export async function readRecommendation(
  door: Door,
  { register, now, library }: Convened & Labels,
  recommendation: string,
): Promise<Released[]> {
  const { viewer } = door
  const labels = new Map(library.elements.elements.map(({ element, label }) => [element, label]))
  const names = (await namesOf(register)).accounts
  const rows = await register.as(partyOf(viewer), async (tx) => {
    const found = await tx
      .selectFrom('recommendation')
      .selectAll()
      .where('recommendation', '=', recommendation)
      .executeTakeFirst()
    if (!found || !mayRead(viewer, found)) return []
    const ballots = await ballotsIn(tx, found, viewer, names)
    const comments = await commentsIn(tx, recommendation, viewer)
    return [
      {
        ...headOf(found),
        ...(await stateIn(tx, found, now)),
        ...(await handsIn(tx, found, viewer, names, now)),
        versions: labeled(await versionsIn(tx, found, viewer), labels),
        comments,
        waits: waitsOf(found, comments),
        ballots: ballots.map(({ own: _own, ...one }) => one),
        decisions: await decisionsIn(tx, recommendation),
        recusals: (await recusalsIn(tx, found, names)).map(({ account: _account, ...one }) => one),
        own: await ownIn(tx, found, viewer, ballots, now),
      },
    ]
  })
  return release(door, RECOMMENDATION, rows)
}

/** The public reads what was ever put before it; a draft is for who takes part. */
const mayRead = ({ role }: Viewer, { round }: RecommendationRow): boolean => role !== 'public' || round > 0

/** In whose hands it is: which member drafted it, and who decides on it once it passed. */
async function handsIn(
  tx: RegisterTransaction,
  { initiative, by_member, recorded_by }: RecommendationRow,
  viewer: Viewer,
  names: ReadonlyMap<string, string>,
  now: string,
) {
  const governing = await governingOn(tx, initiative, now.slice(0, 10))
  return {
    drafted_by: by_member && viewer.role !== 'public' ? (names.get(recorded_by) ?? 'somebody') : null,
    own_draft: by_member && recorded_by === viewer.person,
    decided_by: { title: governing?.title ?? null, own: decides(governing, viewer) },
  }
}

const headOf = ({ recorded_at: _at, recorded_by: _by, touched_at: _touched, ...head }: RecommendationRow) => head

async function stateIn(tx: RegisterTransaction, found: RecommendationRow, now: string) {
  const { recommendation } = found
  const window = await tx
    .selectFrom('comment_window')
    .select(['version', 'opens_on', 'closes_on'])
    .where('recommendation', '=', recommendation)
    .where('round', '=', found.round)
    .executeTakeFirst()
  const published = await tx
    .selectFrom('recommendation_publication')
    .select(['version', 'published_at'])
    .where('recommendation', '=', recommendation)
    .executeTakeFirst()
  const successor = await tx
    .selectFrom('recommendation')
    .select('recommendation')
    .where('supersedes', '=', recommendation)
    .where('state', '=', 'published')
    .executeTakeFirst()
  const process = {
    state: found.state as State,
    round: found.round,
    waiting: 0,
    unanswered: 0,
    by_member: found.by_member,
  }
  return {
    state: onDay({ ...process, closes_on: window?.closes_on ?? null }, now.slice(0, 10)).state,
    window: window ?? null,
    published: published ?? null,
    superseded_by: successor?.recommendation ?? null,
  }
}

export type VersionSeen = { version: number; body: string; changes: ChangeSeen[]; written_at: string }
export type ChangeSeen = Change & { label: string }

/** An element of alignment by its label; what the convener named is called so. */
const labeled = (versions: readonly VersionKept[], labels: ReadonlyMap<string, string>): VersionSeen[] =>
  versions.map(({ changes, ...one }) => ({
    ...one,
    changes: changes.map((change) => ({ ...change, label: labels.get(change.element) ?? change.element })),
  }))

type VersionKept = Omit<VersionSeen, 'changes'> & { changes: Change[] }

/** Versions that were put before the public, and every one to those who take part. */
async function versionsIn(
  tx: RegisterTransaction,
  { recommendation }: RecommendationRow,
  viewer: Viewer,
): Promise<VersionKept[]> {
  let query = tx
    .selectFrom('recommendation_version')
    .select(['version', 'body', 'changes', 'written_at'])
    .where('recommendation', '=', recommendation)
  if (viewer.role === 'public')
    query = query.where((e) =>
      e.or([
        e.exists(
          e
            .selectFrom('comment_window')
            .select('comment_window.version')
            .whereRef('comment_window.recommendation', '=', 'recommendation_version.recommendation')
            .whereRef('comment_window.version', '=', 'recommendation_version.version'),
        ),
        e.exists(
          e
            .selectFrom('recommendation_publication')
            .select('recommendation_publication.version')
            .whereRef('recommendation_publication.recommendation', '=', 'recommendation_version.recommendation')
            .whereRef('recommendation_publication.version', '=', 'recommendation_version.version'),
        ),
      ]),
    )
  return query.orderBy('version', 'desc').execute()
}

async function commentsIn(tx: RegisterTransaction, recommendation: string, viewer: Viewer): Promise<CommentSeen[]> {
  const found = await tx
    .selectFrom('public_comment')
    .select([
      ...(['comment', 'round', 'name', 'affiliation', 'body', 'received_at', 'moderation', 'because'] as const),
      'account',
    ])
    .where('recommendation', '=', recommendation)
    .orderBy('comment')
    .execute()
  const answers = await tx
    .selectFrom('comment_answer')
    .select(['comment', 'body', 'answered_at'])
    .where('comment', 'in', found.length > 0 ? found.map(({ comment }) => comment) : [0])
    .orderBy('comment_answer')
    .execute()
  const keeps = keepsProcess(viewer)
  return found
    .filter(({ moderation }) => keeps || moderation === 'shown')
    .map(({ account: _account, ...one }) => ({
      ...one,
      answers: answers
        .filter(({ comment }) => comment === one.comment)
        .map(({ body, answered_at }) => ({ body, answered_at })),
    }))
}

/** How each ballot ended, seat by seat to those who take part; of an open one how many voted, and one's own vote. */
async function ballotsIn(
  tx: RegisterTransaction,
  { recommendation }: RecommendationRow,
  viewer: Viewer,
  names: ReadonlyMap<string, string>,
): Promise<(BallotSeen & { own: string | null })[]> {
  const found = await tx
    .selectFrom('ballot')
    .selectAll()
    .where('recommendation', '=', recommendation)
    .orderBy('ballot', 'desc')
    .execute()
  const seen = []
  for (const one of found) {
    const roll = await tx
      .selectFrom('ballot_seat')
      .selectAll()
      .where('ballot', '=', one.ballot)
      .orderBy('seat')
      .execute()
    const votes = await tx.selectFrom('vote').selectAll().where('ballot', '=', one.ballot).orderBy('seat').execute()
    const { ballot, round, version, method, opened_at, closes_at, closed_at, outcome, because, tally } = one
    const closed = closed_at !== null
    seen.push({
      ...{ ballot, round, version, method, opened_at, closes_at, closed_at, outcome, because },
      tally,
      seats: roll.length,
      cast: votes.length,
      votes: closed
        ? votes.map(({ seat, choice, reason, cast_by }) => ({
            ...{ seat, choice, reason, name: names.get(cast_by) ?? 'somebody' },
            side: roll.find((sits) => sits.seat === seat)?.side ?? '',
          }))
        : [],
      own: votes.find(({ cast_by }) => cast_by === viewer.person)?.choice ?? null,
    })
  }
  return seen
}

const decisionsIn = (tx: RegisterTransaction, recommendation: string) =>
  tx
    .selectFrom('decision')
    .select(['round', 'outcome', 'because', 'decided_at'])
    .where('recommendation', '=', recommendation)
    .orderBy('round')
    .execute()

async function recusalsIn(
  tx: RegisterTransaction,
  { recommendation, round }: RecommendationRow,
  names: ReadonlyMap<string, string>,
) {
  const found = await tx
    .selectFrom('recusal')
    .select(['seat', 'because', 'recused_by'])
    .where('recommendation', '=', recommendation)
    .where('round', '=', round)
    .orderBy('seat')
    .execute()
  return found.map(({ recused_by, ...one }) => ({
    ...one,
    account: recused_by,
    name: names.get(recused_by) ?? 'somebody',
  }))
}

const waitsOf = ({ round }: RecommendationRow, comments: readonly CommentSeen[]): Waits => {
  const now = comments.filter((one) => one.round === round)
  return {
    look: now.filter(({ moderation }) => moderation === 'waiting').length,
    answer: now.filter(({ moderation, answers }) => moderation === 'shown' && answers.length === 0).length,
  }
}

export type OwnSeen = { seat: number; votes: boolean; recused: boolean; vote: string | null } | null

/** What the viewer may do in it as who holds a seat. */
async function ownIn(
  tx: RegisterTransaction,
  found: RecommendationRow,
  viewer: Viewer,
  ballots: readonly (BallotSeen & { own: string | null })[],
  now: string,
): Promise<OwnSeen> {
  const sits = await filledOn(tx, found.committee, now.slice(0, 10))
  const seat = sits.find(({ account }) => account === viewer.person)
  if (!seat) return null
  const recused = await tx
    .selectFrom('recusal')
    .select('seat')
    .where('recommendation', '=', found.recommendation)
    .where('round', '=', found.round)
    .where('seat', '=', seat.seat)
    .executeTakeFirst()
  const open = ballots.find(({ closed_at }) => closed_at === null)
  return { seat: seat.seat, votes: seat.votes, recused: recused !== undefined, vote: open?.own ?? null }
}
