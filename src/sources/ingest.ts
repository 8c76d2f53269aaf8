import { createHash } from 'node:crypto'
import { WholepanelError } from '../error.ts'
import type { Engine } from '../lake/engine.ts'
import { openLake } from '../lake/lake.ts'
import { sql } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'
import type { Region } from '../region.ts'
import { acquireLock, lockHolder } from '../register/lock.ts'
import type { Register } from '../register/open.ts'
import type { PayerGiven } from '../register/payers.ts'
import type { SubmissionGiven } from '../register/submissions.ts'
import { checkControl } from './control/check-control.ts'
import { Delivery, type FileFate } from './landing/delivery.ts'
import { land, sweep } from './landing/land.ts'
import { mapToModel } from './landing/map.ts'
import { decideOutcomes, endWhole, forgetEnds } from './landing/outcome.ts'
import { type SubmissionStore, submissionStore } from './landing/submission-store.ts'
import { type FileCounts, fileCounts, type Landed, landedSubmissions } from './landing/submissions.ts'
import { correctFile, createGone, supersede } from './landing/supersede.ts'
import { mappedSources } from './mapping/mapped-sources.ts'
import { recognise } from './read/recognise.ts'
import { stage } from './read/stage.ts'
import { type ReceivedFile, receive } from './receive/receive.ts'
import { gradedStatement } from './report/graded-statement.ts'
import type { Source } from './source.ts'
import { SOURCES } from './sources.ts'
import { createEnding, type StagedFile } from './staged.ts'
import { checkCodes } from './validate/check-codes.ts'
import { checkReferences } from './validate/check-references.ts'
import { checkRows } from './validate/check-rows.ts'
import { comparePast } from './validate/compare-past.ts'
import { makeFill } from './validate/fill.ts'
import { checkPlausible, keepFresh } from './validate/plausible.ts'
import { makeProfile } from './validate/profile.ts'
import { refuseOverThreshold } from './validate/refuse-over-threshold.ts'
import { createKnownPayers, type Sender } from './validate/sender.ts'

export type IngestGiven = PayerGiven & { files: readonly string[] }

export type IngestWork = {
  register: Register | SubmissionStore
  now: () => string
  progress?: (line: string) => void
  signal?: AbortSignal
}

export type IngestReport = Omit<SubmissionGiven, 'files'> & { files: readonly FileCounts[] }

/** Regions this process takes files into: the region's lock only holds other processes off. */
const underWay = new Set<string>()

/**
 * Takes files in as one delivery of a sender: received, recognized, read, validated, mapped, set against what is in
 * force, and landed by one rename. Until then nothing of it is seen; a process killed on the way leaves what was there.
 */
export async function ingest(region: Region, given: IngestGiven, work: IngestWork): Promise<IngestReport> {
  if (underWay.has(region.path))
    throw new WholepanelError('state-locked', {
      at: region.path,
      got: 'another ingest',
      fix: 'wait until it ends and try again',
    })
  const lock = lockHolder(region)?.pid === process.pid ? null : acquireLock(region, 'ingest', work.now())
  underWay.add(region.path)
  try {
    const store = 'record' in work.register ? work.register : submissionStore(work.register)
    sweep(region)
    const engine = await openLake(region)
    try {
      await recordForgotten(engine, region, store)
      return await takeIn(engine, region, given, store, work)
    } finally {
      engine.close()
    }
  } finally {
    underWay.delete(region.path)
    lock?.release()
  }
}

/** A process that ended between landing and recording left a submission that the register does not know. */
async function recordForgotten(engine: Engine, region: Region, store: SubmissionStore): Promise<void> {
  const known = await store.recorded()
  const all = landedSubmissions(region.lake)
  const forgotten = all.filter(({ submission_id }) => !known.has(submission_id))
  // What it put out of force is said before it is recorded: cut short in between, it is still forgotten.
  if (forgotten.length > 0) await restate(engine, all, store)
  for (const landed of forgotten)
    await store.record(await gradedStatement(engine, landed, await fileCounts(engine, [landed])))
}

async function takeIn(
  engine: Engine,
  region: Region,
  given: IngestGiven,
  store: SubmissionStore,
  { now, progress = () => {}, signal }: IngestWork,
): Promise<IngestReport> {
  const stop = () => {
    if (signal?.aborted) throw new WholepanelError('state-interrupted', { at: 'ingest' })
  }
  const received_at = now()
  const delivery = new Delivery(region, given.payer)
  try {
    const { files: paths, ...senderGiven } = given
    progress('receiving')
    const received = (await receive(paths, delivery.receiving, region.settings)).toSorted(byPlace)
    if (received.length === 0) throw new WholepanelError('input-file', { at: paths.join(', '), got: 'no file' })
    const sources = [...mappedSources(region.mappings, given.payer, received), ...SOURCES]
    const submission_id = delivery.name(contentHash(received))
    const sender = await store.registerSender(senderGiven, received_at)
    await createEnding(engine)
    await createGone(engine)
    await createKnownPayers(engine, await store.senders())
    const before = landedSubmissions(region.lake)
    let fates: FileFate[] = []
    let staged: StagedFile[] = []
    for (const [i, file] of received.entries()) {
      stop()
      progress(`reading ${file.place} (${i + 1} of ${received.length})`)
      const fate = await takeFile(engine, {
        submission_id,
        place: i + 1,
        file,
        sender,
        before,
        fates,
        delivery,
        sources,
      })
      fates.push(fate)
      if (fate.staged) staged.push(fate.staged)
    }
    stop()
    progress('mapping to the common data model')
    const tables = await mapToModel(engine, staged, sender, submission_id)
    await checkNew(engine, tables, received_at)
    await checkControl(engine, fates, tables)
    const limits = (await store.limits?.(sender.payer, received_at.slice(0, 10))) ?? []
    fates = await refuseOverThreshold(engine, fates, tables, limits)
    staged = fates.flatMap((fate) => fate.staged ?? [])
    progress('setting it against what is in force')
    const lives = staged.flatMap(({ recognised }) => recognised.source.life ?? [])
    for (const table of tables) await supersede(engine, table, [...new Set(lives)])
    await keepFresh(engine, tables)
    await checkSources(engine, fates)
    await checkPlausible(engine, tables, sender.payer)
    await makeProfile(engine, tables, received_at)
    await comparePast(engine, before, sender.payer)
    await decideOutcomes(engine, staged, tables)
    stop()
    progress('landing')
    const landed = await land(engine, { delivery, sender, received_at, fates, tables, region })
    const files = await fileCounts(engine, [landed])
    const gone = await engine.rows<{ submission_id: string }>(sql`
      select distinct split_part(file_id, '/', 1) as submission_id from gone`)
    const changed = new Set(gone.map((row) => row.submission_id))
    await restate(
      engine,
      before.filter((earlier) => changed.has(earlier.submission_id)),
      store,
    )
    const statement = await gradedStatement(engine, landed, files)
    await store.record(statement)
    return { ...statement, files }
  } finally {
    delivery.clear()
  }
}

type Taking = {
  submission_id: string
  place: number
  file: ReceivedFile
  sender: Sender
  before: readonly Landed[]
  fates: readonly FileFate[]
  delivery: Delivery
  sources: readonly Source[]
}

/** Recognizes and stages one file, or says why it was refused; a file that came before is not read again. */
async function takeFile(engine: Engine, taking: Taking): Promise<FileFate> {
  const { submission_id, place, file, sender, before, fates, delivery, sources } = taking
  const file_id = `${submission_id}/${place}`
  const fate: FileFate = {
    file_id,
    received: file,
    recognised: null,
    staged: null,
    records: file.lines,
    status: 'accepted',
    because: null,
  }
  try {
    const recognised = await recognise(engine, file, sources)
    fate.recognised = recognised
    const earlier = await delivery.earlier(engine, before, fates, file, recognised)
    if (earlier?.same) {
      if (recognised.source.isReferredTo) {
        await stage(engine, { file_id, place, received: file, recognised }, sender, delivery.scratch)
        await forgetEnds(engine, file_id)
      }
      await endWhole(engine, file_id, earlier.records, 'duplicate', 'same-file')
      return { ...fate, records: earlier.records, status: 'duplicate', because: `repeats ${earlier.file_id}` }
    }
    const { staged, records } = await stage(
      engine,
      { file_id, place, received: file, recognised },
      sender,
      delivery.scratch,
    )
    if (earlier) {
      await correctFile(engine, earlier.record_parquet, earlier.file_id, file_id)
      await delivery.noticeCorrection(engine, file_id)
    }
    return { ...fate, staged, records, because: earlier ? `corrects ${earlier.file_id}` : null }
  } catch (error) {
    if (!(error instanceof WholepanelError) || error.code.startsWith('state-')) throw error
    await endWhole(engine, file_id, file.lines, 'quarantined', error.code)
    await delivery.noticeRefusal(engine, file_id, error)
    return { ...fate, status: 'refused', because: error.code }
  }
}

/** What is odd about the rows that came, whatever is in force. */
async function checkNew(engine: Engine, tables: readonly Table[], received_at: string): Promise<void> {
  await makeFill(engine, tables)
  await checkRows(engine, tables, received_at.slice(0, 10))
  await checkCodes(engine, tables)
  await checkReferences(engine, tables)
}

/** What only a source knows to be odd. A file that repeats an earlier one came all the same: counts are held to it too. */
async function checkSources(engine: Engine, fates: readonly FileFate[]): Promise<void> {
  const sent = fates.filter((fate) => fate.status !== 'refused')
  for (const source of new Set(sent.map((fate) => fate.recognised?.source))) {
    const mine = sent.filter((fate) => fate.recognised?.source === source)
    if (!source?.check || !mine.some((fate) => fate.staged)) continue
    const files = mine.map(({ file_id, received, records, status, staged }) => ({
      file_id,
      file_name: received.file_name,
      records,
      path: staged?.text_path ?? received.path,
      is_repeated: status === 'duplicate',
    }))
    await engine.run(sql`insert into noticed select * from (${source.check(files)})`)
  }
}

/** Files whose records a submission put out of force say so from now on. */
async function restate(engine: Engine, changed: readonly Landed[], store: SubmissionStore): Promise<void> {
  const files = await fileCounts(engine, changed)
  await store.restate(
    files.map(
      ({ submission_id, file_id, received, accepted, warned, quarantined, superseded, duplicate, control }) => ({
        submission_id,
        file_id,
        received,
        accepted,
        warned,
        quarantined,
        superseded,
        duplicate,
        control,
      }),
    ),
  )
}

const byPlace = (a: ReceivedFile, b: ReceivedFile) =>
  a.file_name < b.file_name ? -1 : a.file_name > b.file_name ? 1 : a.sha256 < b.sha256 ? -1 : 1

function contentHash(files: readonly ReceivedFile[]): string {
  return createHash('sha256')
    .update(
      files
        .map((file) => file.sha256)
        .toSorted()
        .join(''),
    )
    .digest('hex')
}
