import { join } from 'node:path'
import { patternsOf } from '../disclosure/patterns/patterns.ts'
import { type InForce, policyInForce } from '../disclosure/policy/in-force.ts'
import { policiesIn, rereading } from '../disclosure/policy/policy.ts'
import type { MeasureEntry, ModelEntry, Reading } from '../disclosure/reads/reading.ts'
import { periodsOf, trackKey } from '../disclosure/reads/reading.ts'
import { Answers } from '../lake/answers.ts'
import { Engine } from '../lake/engine.ts'
import { viewLake } from '../lake/lake.ts'
import { heldOn } from '../model/parameter.ts'
import { LIBRARY, type Model, models } from '../model/read-model.ts'
import { growthTargetOf } from '../payment/growth-target.ts'
import type { Period } from '../period.ts'
import { readMeasures } from '../quality/read-measures.ts'
import type { Region } from '../region.ts'
import { listArrangements } from '../register/arrangements.ts'
import type { Register } from '../register/open.ts'
import { listPayers } from '../register/payers.ts'
import { listAgreements } from '../register/rights/agreements.ts'
import { remembering } from '../register/rights/disclosure/patterns.ts'
import { requireFinishedRun } from '../register/runs.ts'
import type { AgreementTerms } from '../register/schema.ts'
import { type Standing, standingOf } from '../register/standing.ts'
import { listSubmissions } from '../register/submissions.ts'
import { keepSmall, openRun } from '../run/open-run.ts'

type Open = { key: string; reading: Reading; readers: number; retired: boolean }

/** Engines that this process has opened: a command that goes through a server opens one beside the server's. */
let opened = 0

/** What reads need from a region: the newest finished run, opened. */
export type Source = {
  /** Under what stands: as it was asked for this reader, or asked now. */
  read: <Result>(
    work: (reading: Reading, standing: Standing) => Promise<Result>,
    standing?: Standing,
  ) => Promise<Result>
  close: () => Promise<void>
}

/**
 * The region as its readers see it: one engine over the newest finished run and the lake. When a run finishes or a
 * submission lands the next reader gets a new engine; the old one closes when its last reader is done.
 */
export class Live implements Source {
  readonly #region: Region
  readonly #register: Register
  readonly #policy: PolicyToday
  #open: Promise<Open> | undefined

  constructor(region: Region, register: Register, policy: PolicyToday) {
    this.#region = region
    this.#register = register
    this.#policy = policy
  }

  async read<Result>(
    work: (reading: Reading, standing: Standing) => Promise<Result>,
    asked?: Standing,
  ): Promise<Result> {
    const standing = asked ?? (await standingOf(this.#register))
    const open = await this.#current(standing)
    open.readers += 1
    try {
      return await work(open.reading, standing)
    } finally {
      open.readers -= 1
      closeIfDone(open)
    }
  }

  async close(): Promise<void> {
    const open = await this.#open?.catch(() => undefined)
    this.#open = undefined
    if (open) retire(open)
  }

  async #current({ state, agreements }: Standing): Promise<Open> {
    const { policy } = await this.#policy(agreements)
    const key = `${state} ${policy.version}`
    const before = this.#open
    const open = await before?.catch(() => undefined)
    if (open?.key === key && this.#open === before && before) return open
    // Another reader may have opened the new state while this one waited.
    if (this.#open !== before && this.#open) return this.#open
    this.#open = this.#make(key)
    if (open) retire(open)
    return this.#open
  }

  async #make(key: string): Promise<Open> {
    const run = await requireFinishedRun(this.#register)
    opened += 1
    const engine = await Engine.open({
      memory: this.#region.settings.memory,
      threads: this.#region.settings.threads,
      // Its own folder: an engine removes its spill folder when it closes, and a command may have one open too.
      spill: join(this.#region.path, 'spill', `${process.pid}-pages-${opened}`),
    })
    await viewLake(engine, this.#region.lake, { submissions: new Set(run.submissions) })
    await openRun(engine, this.#region, run.run_id)
    await keepSmall(engine, this.#region, run.run_id)
    const folders = [this.#region.models, LIBRARY]
    const library = models(folders)
    const periods = periodsOf(run.period)
    const { policy } = await this.#policy()
    const payers = (await listPayers(this.#register)).map(({ payer, payer_name, line_of_business }) => ({
      payer,
      payer_name,
      line_of_business,
    }))
    const measures = measureEntries(library, periods.period)
    const { run_id, finished_at } = run
    const under = { smallest_cell: policy.smallest_cell, policy: `${policy.name}@${policy.version}`, run_id }
    const { patterns } = await remembering(this.#register, under, (before) =>
      patternsOf({ engine, run_id, finished_at, ...periods, payers, measures }, policy, before),
    )
    await engine.share()
    const reading: Reading = {
      engine,
      answers: new Answers(engine),
      run_id,
      ...periods,
      finished_at,
      payers,
      measures,
      models: library.map(modelEntry),
      tracks: await tracksOf(this.#register, periods.period),
      folders,
      growth_target: growthTargetOf(this.#region.settings, folders),
      received: await receivedOf(this.#register),
      patterns,
    }
    return { key, reading, readers: 0, retired: false }
  }
}

/** The policy of today, under these agreements or those that the register has. */
export type PolicyToday = (agreements?: readonly AgreementTerms[]) => Promise<InForce>

/** The policy of a day, from the region's folder and the agreements in its register. */
export function policyOf(region: Region, register: Register, now: () => string): PolicyToday {
  const read = rereading()
  return async (agreements) =>
    policyInForce(policiesIn(region.policies, read), agreements ?? (await listAgreements(register)), now().slice(0, 10))
}

function retire(open: Open): void {
  open.retired = true
  closeIfDone(open)
}

function closeIfDone(open: Open): void {
  if (open.retired && open.readers === 0) open.reading.engine.close()
}

async function receivedOf(register: Register): Promise<Record<string, string>> {
  const accepted = (await listSubmissions(register)).filter((one) => one.status === 'accepted')
  return Object.fromEntries(accepted.map((one) => [one.payer, one.received_at]))
}

/** A target is a model's, not a measure's: shown where every model that sets a single one for the measure agrees. */
const measureEntries = (library: readonly Model[], { start }: Period): MeasureEntry[] =>
  readMeasures().map(({ measure, title, about, counts, direction }) => {
    const targets = library
      .map((model) => model.parameters[`target/${measure}`])
      .map((parameter) => parameter && heldOn(parameter, start).schedule)
      .filter((held) => typeof held === 'string')
    const target_share = new Set(targets).size === 1 ? (targets[0] ?? null) : null
    return { measure, title, about, unit: 'share', direction, target_share, counts, reasons: {} }
  })

const modelEntry = ({ id, title, tracks, sources }: Model): ModelEntry => ({
  model: id,
  title,
  tracks,
  sources: sources.map((source) => ({ title: source.title, by: source.by, url: source.url ?? null })),
})

async function tracksOf(register: Register, period: Period): Promise<Record<string, string>> {
  const all = await listArrangements(register, period)
  return Object.fromEntries(all.map((one) => [trackKey(one.payer, one.organization_id, one.model), one.track]))
}
