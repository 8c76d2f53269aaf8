import { sql } from '../../lake/sql.ts'
import type { Working } from '../../payment/part.ts'
import { explained, explainId, type Kind, type Row, result, rowOf, text } from '../context.ts'

const GRAIN = ['period', 'payer', 'practice_id', 'model']

/** What a contract pays: the sum of its components. */
export const statement: Kind = async (context, keys) => {
  const found = await rowOf(context, 'statement', GRAIN, keys)
  if (!found) return undefined
  const [period = '', payer = '', practice_id = '', model = ''] = keys
  const lines = await context.engine.rows<Row>(sql`
    select component, label, amount_usd from statement_line
    where period = ${period} and payer = ${payer} and practice_id = ${practice_id} and model = ${model}
    order by place, component`)
  return explained({
    id: explainId('statement', ...keys),
    kind: 'statement',
    title: `Payment from ${payer} for ${period}`,
    value: text(found.total_usd),
    unit: 'usd',
    because: found.status === 'settled' ? 'The sum of the components of the contract.' : String(found.reason),
    reason: text(found.status),
    rule: model,
    formula: 'sum of the components',
    terms: lines.map((line) =>
      result(
        String(line.component),
        String(line.label),
        line.amount_usd,
        'usd',
        explainId('statement_line', ...keys, line.component),
      ),
    ),
  })
}

/** One component of a statement. The working was written when it was settled; nothing is computed again here. */
export const statementLine: Kind = async (context, keys) => {
  const line = await rowOf(context, 'statement_line', [...GRAIN, 'component'], keys)
  if (!line) return undefined
  const working = JSON.parse(String(line.working)) as Working
  return explained({
    id: explainId('statement_line', ...keys),
    kind: 'statement_line',
    title: `${line.label} from ${keys[1]} for ${keys[0]}`,
    value: text(line.amount_usd),
    unit: 'usd',
    because:
      line.amount_usd === null
        ? 'A value that the contract needs is missing, so there is no amount.'
        : 'The formula with its values, rounded once to cents.',
    rule: text(line.model),
    formula: working.formula,
    says: working.says ?? null,
    steps: working.steps ?? [],
    terms: working.terms,
  })
}
