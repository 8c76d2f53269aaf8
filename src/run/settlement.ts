import { createHash } from 'node:crypto'
import { rowsOfJson } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { id, join, raw, type SqlValue, sql } from '../lake/sql.ts'
import type { Keeps, Step } from '../lake/step.ts'
import { SQL_TYPE, type Table } from '../lake/table.ts'
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

/** Rows bound in one statement, each up to a few thousand characters long. */
const ROWS_AT_ONCE = 2000

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
  return [
    ...factSteps(model, arrangements, period, baseline, by),
    rowsStep(statement, keeps, async (engine) => (await settled(engine)).statements),
    rowsStep(statementLine, keeps, async (engine) => (await settled(engine)).lines),
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

function rowsStep(
  table: Table,
  keeps: Keeps,
  rowsOf: (engine: Engine) => Promise<readonly Record<string, SqlValue>[]>,
): Step {
  const held = id(`${table.name}_settled`)
  const names = table.columns.map((c) => c.name)
  const columns = names.map(id)
  return {
    table,
    reads: ['payment_fact'],
    keeps,
    prepare: async (engine) => {
      const declared = table.columns.map((c) => sql`${id(c.name)} ${raw(SQL_TYPE[c.type])}`)
      await engine.run(sql`create or replace temp table ${held} (${join(declared)})`)
      const rows = await rowsOf(engine)
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const json = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE))
        await engine.run(
          sql`insert into ${held} (${join(columns)}) select ${join(columns)} from (${rowsOfJson(sql`${json}`, names)}) given`,
        )
      }
    },
    relation: sql`select ${join(columns)} from ${held}`,
  }
}
