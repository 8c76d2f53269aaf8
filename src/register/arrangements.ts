import type { Arrangement, GivenFact, OwnAmount } from '../model/arrangement.ts'
import type { Period } from '../period.ts'
import type { Register } from './open.ts'
import type { Party } from './party.ts'
import type { ArrangementAmountRow, ArrangementFactRow, ArrangementRow } from './schema.ts'

/** The kind of each parameter comes from the model: an amount the model does not name is the payer's own. */
export type KindOf = (model: string, parameter: string) => 'own' | 'recommended' | 'structure'

/**
 * Writes contracts with their amounts; one written again replaces what it said. As a party, the database refuses
 * every contract but that payer's own.
 */
export function saveArrangements(
  register: Register,
  arrangements: readonly Arrangement[],
  kindOf: KindOf = () => 'own',
  party?: Party,
): Promise<void> {
  return inRole(register, party, async (tx) => {
    for (const { amounts, facts = [], ...row } of arrangements) {
      await tx.deleteFrom('arrangement').where('arrangement', '=', row.arrangement).execute()
      await tx.insertInto('arrangement').values(row).execute()
      const { arrangement, payer, organization_id, model } = row
      const rows = Object.entries(amounts).map(([parameter, { value, unit, source }]) => ({
        arrangement,
        payer,
        organization_id,
        parameter,
        value,
        unit,
        kind: kindOf(model, parameter),
        source,
      }))
      if (rows.length > 0) await tx.insertInto('arrangement_amount').values(rows).execute()
      const given = facts.map((fact) => ({ arrangement, payer, organization_id, ...fact }))
      if (given.length > 0) await tx.insertInto('arrangement_fact').values(given).execute()
    }
  })
}

/** Contracts in force on a day of the period, all of them to the engine, to a party those it is party to. */
export function listArrangements(register: Register, period?: Period, party?: Party): Promise<Arrangement[]> {
  return inRole(register, party, async (tx) => {
    const all = tx.selectFrom('arrangement').selectAll().orderBy('arrangement')
    const inForce = period
      ? all
          .where('start_date', '<', period.end)
          .where((or) => or.or([or('end_date', 'is', null), or('end_date', '>=', period.start)]))
      : all
    const rows = await inForce.execute()
    const amounts = await tx.selectFrom('arrangement_amount').selectAll().orderBy('parameter').execute()
    const facts = await tx.selectFrom('arrangement_fact').selectAll().orderBy('fact').orderBy('period').execute()
    return rows.map((row) => {
      const given = factsOf(row, facts)
      return { ...row, amounts: amountsOf(row, amounts), ...(given.length > 0 ? { facts: given } : {}) }
    })
  })
}

function amountsOf({ arrangement }: ArrangementRow, all: readonly ArrangementAmountRow[]): Record<string, OwnAmount> {
  const own = all.filter((amount) => amount.arrangement === arrangement)
  return Object.fromEntries(
    own.map(({ parameter, value, unit, source }) => [parameter, { value, unit: unit as OwnAmount['unit'], source }]),
  )
}

const factsOf = ({ arrangement }: ArrangementRow, all: readonly ArrangementFactRow[]): GivenFact[] =>
  all
    .filter((one) => one.arrangement === arrangement)
    .map(({ fact, period, value, source }) => ({ fact, period, value, source }))

function inRole<Result>(
  register: Register,
  party: Party | undefined,
  work: Parameters<typeof register.engine<Result>>[0],
): Promise<Result> {
  return party ? register.as(party, work) : register.engine(work)
}
