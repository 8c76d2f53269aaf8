import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { matchStatements } from '../identity/match-statements.ts'
import { openLake } from '../lake/lake.ts'
import { period } from '../period.ts'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import { type Checked, listStatements, type Statement, saveChecked } from '../register/rights/attestation/statements.ts'
import { lastFinishedRun } from '../register/runs.ts'
import { listSubmissions } from '../register/submissions.ts'
import { openRun } from '../run/open-run.ts'
import { ingest } from '../sources/ingest.ts'
import { besideOthers } from './beside.ts'
import { namedClinicians } from './named-clinicians.ts'
import { introduceStatements, STATEMENTS } from './sender.ts'
import { FILE_NAME, statementFile } from './statement-file.ts'

export type TakenIn = {
  /** How many statements there are, by where they stand. */
  matched: number
  ambiguous: number
  not_matched: number
  waiting: number
  withdrawn: number
  /** The delivery that brought what changed; null where nothing did. */
  submission_id: string | null
}

export type TakeInWork = {
  register: Register
  now: () => string
  progress?: (line: string) => void
  signal?: AbortSignal
}

/**
 * Finds out whose each captured statement is, by coverage in the newest run, and brings those that are known into the
 * lake as a delivery of their own. Whoever was matched before stays so. Doing it again changes nothing. Before a first
 * run everything waits. The caller holds the region's lock.
 */
export async function takeInStatements(region: Region, work: TakeInWork): Promise<TakenIn> {
  const { register, now, signal } = work
  const before = await listStatements(register)
  if (before.length > 0) {
    work.progress?.('checking whose each statement is')
    await check(region, register, before, now())
  }
  const statements = await listStatements(register)
  const submission_id = await send(region, statements, { register, now, ...(signal ? { signal } : {}) })
  return { ...countOf(statements), submission_id }
}

async function check(region: Region, register: Register, statements: readonly Statement[], now: string): Promise<void> {
  const run = await lastFinishedRun(register)
  if (!run) return
  const engine = await openLake(region, { submissions: new Set(run.submissions) })
  try {
    await openRun(engine, region, run.run_id)
    const open = statements.filter((one) => one.state !== 'matched')
    const found = new Map(
      (await matchStatements(engine, open, period(run.period).start)).map((one) => [one.statement, one]),
    )
    const known = statements.map((one) => {
      const { person_id: _person, ...match } = found.get(one.statement) ?? { ...one, person_id: null }
      return { ...one, ...match }
    })
    const named = await namedClinicians(engine, known)
    const matched = known.flatMap((one) =>
      one.payer !== null && one.member_id !== null ? [{ ...one, payer: one.payer, member_id: one.member_id }] : [],
    )
    const beside = await besideOthers(engine, matched)
    const checked = known.map((one) => ({
      ...one,
      npi: named.get(one.statement) ?? null,
      beside: beside.get(one.statement) ?? null,
    }))
    await saveChecked(register, checked.filter(isOther(statements)).map(part), now)
  } finally {
    engine.close()
  }
}

const FOUND = ['state', 'because', 'beside', 'payer', 'plan', 'line_of_business', 'member_id', 'npi'] as const

const part = (one: Statement): Checked & { mended_at: string | null } => ({
  ...{ statement: one.statement, state: one.state, because: one.because, beside: one.beside, payer: one.payer },
  ...{ plan: one.plan, line_of_business: one.line_of_business, member_id: one.member_id, npi: one.npi },
  mended_at: one.mended_at,
})

/** Only what a check found otherwise is written. */
function isOther(before: readonly Statement[]): (one: Statement) => boolean {
  const was = new Map(before.map((one) => [one.statement, one]))
  return (one) => FOUND.some((name) => one[name] !== was.get(one.statement)?.[name])
}

/** The file as it stands now, unless the region has just this one already; without one ever sent, nothing is. */
async function send(
  region: Region,
  statements: readonly Statement[],
  work: { register: Register; now: () => string; signal?: AbortSignal },
): Promise<string | null> {
  const { register, now } = work
  const { text, records, hash } = statementFile(statements)
  const sent = (await listSubmissions(register)).filter((one) => one.payer === STATEMENTS)
  const files = await register.engine((tx) =>
    tx
      .selectFrom('submission_file')
      .select(['submission_id', 'sha256'])
      .where('submission_id', 'in', ['', ...sent.map((one) => one.submission_id)])
      .execute(),
  )
  const last = sent.at(-1)?.submission_id
  if (last === undefined ? records === 0 : files.some((one) => one.submission_id === last && one.sha256 === hash))
    return null
  await introduceStatements(register, now())
  const folder = mkdtempSync(join(tmpdir(), 'statements-'))
  try {
    const file = join(folder, FILE_NAME)
    writeFileSync(file, text, { mode: 0o600 })
    const taken = await ingest(region, { payer: STATEMENTS, kind: 'convener', files: [file] }, work)
    return taken.submission_id
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const countOf = (statements: readonly Statement[]): Omit<TakenIn, 'submission_id'> => {
  const count = (state: string) => statements.filter((one) => one.state === state && one.withdrawn_on === null).length
  return {
    matched: count('matched'),
    ambiguous: count('ambiguous'),
    not_matched: count('not-matched'),
    waiting: count('waiting'),
    withdrawn: statements.filter((one) => one.withdrawn_on !== null).length,
  }
}
