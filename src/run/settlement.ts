import { createHash } from 'node:crypto'
import type { Engine } from '../lake/engine.ts'
import { rowsStep } from '../lake/rows-step.ts'
import { id, join, sql } from '../lake/sql.ts'
import type { Keeps, Step } from '../lake/step.ts'
import type { Arrangement } from '../model/arrangement.ts'
import type { Model } from '../model/read-model.ts'
import type { FactRow } from '../payment/fact-row.ts'
import { paymentFactStep } from '../payment/facts.ts'
import { claimsFacts } from '../payment/from-claims/claims-facts.ts'
import { claimsPersons, type PanelOf } from '../payment/from-claims/claims-person.ts'
import { claimsYears } from '../payment/from-claims/claims-year.ts'
import { inForce } from '../payment/from-claims/under-contract.ts'
import { type Settled, settle } from '../payment/settle.ts'
import { paymentFact, statement, statementLine } from '../payment/tables.ts'
import type { Period } from '../period.ts'

/**
 * The facts of one model, then its statements and their lines. Statements are pure arithmetic over a few hundred
 * facts, done in TypeScript and handed to the engine as rows.
 */
export function settlementSteps(
  model: Model,
  arrangements: readonly Arrangement[],
  period: Period,
  baseline: Period,
  by: PanelOf,
): Step[] {
  // Both tables come from one settlement; a run has one engine.
  const once = new WeakMap<Engine, Promise<Settled>>()
  const settled = (engine: Engine): Promise<Settled> => {
    const known =
      once.get(engine) ?? factsOf(engine, model, period).then((facts) => settle(facts, model, arrangements, period))
    once.set(engine, known)
    return known
  }
  // A statement says what became of the facts of one payer and practice under one contract.
  const on = createHash('sha256')
    .update(JSON.stringify([period, model, arrangements]))
    .digest('hex')
  const keeps: Keeps = { by: 'keys', keys: ['payer', 'practice_id'], on }
  const of = { reads: [paymentFact.name], keeps }
  return [
    ...factSteps(model, arrangements, period, baseline, by),
    rowsStep({ ...of, table: statement, rows: async (engine) => (await settled(engine)).statements }),
    rowsStep({ ...of, table: statementLine, rows: async (engine) => (await settled(engine)).lines }),
  ]
}

/** What a run counts of a contract in every model, what the model counts from claims, and what the contract gives. */
function factSteps(
  model: Model,
  arrangements: readonly Arrangement[],
  period: Period,
  baseline: Period,
  by: PanelOf,
): Step[] {
  const { claims } = model
  const contracts = inForce(arrangements, model, period)
  const common = claims?.settles === 'contract' ? [] : [paymentFactStep(model, arrangements, period, baseline)]
  return [
    ...(claims
      ? [claimsPersons(model, claims, contracts, period, by), claimsYears(model, claims, contracts, period)]
      : []),
    ...common,
    ...claimsFacts(model, contracts, period),
  ]
}

const factsOf = (engine: Engine, model: Model, period: Period): Promise<FactRow[]> =>
  engine.rows<FactRow>(sql`
    select ${join(paymentFact.columns.map((c) => id(c.name)))} from payment_fact
    where model = ${model.id} and period = ${period.id}
    order by payer, practice_id, fact`)
