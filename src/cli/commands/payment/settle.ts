import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { z } from 'zod'
import { WholepanelError } from '../../../error.ts'
import { Engine } from '../../../lake/engine.ts'
import { Arrangement } from '../../../model/arrangement.ts'
import { type Model, readModel } from '../../../model/read-model.ts'
import { didYouMean, readYaml } from '../../../model/read-yaml.ts'
import { usd } from '../../../money.ts'
import { checkArrangement } from '../../../payment/check-arrangement.ts'
import { openFacts } from '../../../payment/from-file/facts-file.ts'
import { readLayout } from '../../../payment/from-file/layout.ts'
import { type FileRow, settleFile, type Wanted } from '../../../payment/from-file/settle-file.ts'
import { isSettled, linesOf, paidTo, resultsOf } from '../../../payment/settle-rows.ts'
import { type FactSource, missingIn, stepOf, textOf, workingOf } from '../../../payment/working.ts'
import { listArrangements } from '../../../register/arrangements.ts'
import { type Context, DONE, FAILED } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { printRows, type Row as TableRow } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'
import { foldersOf } from './models.ts'
import { stepsText } from './steps-text.ts'

export type SettleOptions = {
  facts: string
  track?: string
  period?: string
  arrangement?: string
  layout?: string
  reading?: readonly string[]
  explain?: string
  json?: boolean
  csv?: boolean
}

/** Settles a file of facts under a model: a statement for each row, each amount with its working. Needs no region. */
export async function settle(context: Context, id: string, options: SettleOptions): Promise<number> {
  const folders = foldersOf(context)
  const model = readModel(id, folders)
  const layout = options.layout === undefined ? undefined : readLayout(options.layout, folders)
  if (layout && layout.model !== model.id)
    throw new WholepanelError('input-argument', {
      got: `--layout ${layout.id}`,
      want: `the model it is of: ${layout.model}`,
    })
  const arrangement =
    options.arrangement === undefined ? undefined : await arrangementOf(context, options.arrangement, model)
  if (arrangement && options.track !== undefined && options.track !== arrangement.track)
    throw new WholepanelError('input-argument', {
      got: `--track ${options.track}`,
      want: `the arrangement's track, ${arrangement.track}`,
    })
  const readings = readingsOf(options.reading ?? [], model)
  const wanted: Wanted = {
    track: arrangement?.track ?? options.track,
    period: options.period,
    layout,
    amounts: arrangement?.amounts,
    readings,
  }
  const engine = await Engine.open()
  try {
    const file = await openFacts(engine, resolve(context.cwd, options.facts))
    try {
      const rows = await settleFile(file, model, wanted)
      const others = await otherReadings(model, readings, (more) =>
        settleFile(file, model, { ...wanted, readings: more }),
      )
      return print(context, rows, others, options)
    } finally {
      file.close()
    }
  } finally {
    engine.close()
  }
}

/** Where a source can be read in two ways: the totals under each reading that was not used. */
type Other = { choice: string; reading: string; totals: readonly (string | null)[] }

async function otherReadings(
  model: Model,
  used: Readonly<Record<string, string>>,
  settled: (readings: Record<string, string>) => Promise<FileRow[]>,
): Promise<Other[]> {
  const others: Other[] = []
  for (const [choice, { readings, used: usual }] of Object.entries(model.choices))
    for (const { reading } of readings) {
      if (reading === (used[choice] ?? usual)) continue
      const rows = await settled({ ...used, [choice]: reading })
      others.push({ choice, reading, totals: rows.map(totalText) })
    }
  return others
}

const totalText = (row: FileRow): string | null => {
  const total = paidTo(row)
  return total === null ? null : usd(total)
}

function print(context: Context, rows: readonly FileRow[], others: readonly Other[], options: SettleOptions): number {
  const name = basename(options.facts)
  if (options.explain !== undefined) {
    const row =
      rows.find((one) => one.entity === options.explain) ?? rows.find((one) => String(one.record) === options.explain)
    if (!row)
      throw new WholepanelError('input-argument', {
        got: `--explain ${options.explain}`,
        want: `an entity of the file, or the number of a record from 2 to ${rows.length + 1}`,
      })
    context.out(stepsText(row, name))
    return isSettled(row) ? DONE : FAILED
  }
  const unsettled = rows.filter((row) => !isSettled(row)).length
  if (options.json) printJson(context, rows, others, name)
  else printRows(context, ...tableOf(rows, others), options)
  if (unsettled > 0) context.say(`${unsettled} of ${rows.length} rows could not be settled; each says why`)
  return unsettled > 0 ? FAILED : DONE
}

const sourceIn =
  (name: string, { record }: FileRow): FactSource =>
  (fact) => ({ source: `${name}, record ${record}, ${fact}`, explain_id: null })

const becauseIn = (row: FileRow): string | null => missingIn(row, 'the file').join('; ') || null

/** Row by row, so that a long file is never one text in memory. */
function printJson(context: Context, rows: readonly FileRow[], others: readonly Other[], name: string): void {
  for (const [i, row] of rows.entries()) {
    const statement = {
      entity: row.entity,
      period: row.plan.asked.period.id,
      track: row.plan.asked.track,
      total_usd: totalText(row),
      because: becauseIn(row),
      lines: linesOf(row).map(({ step, amount }) => ({
        component: step.name,
        label: step.label,
        amount_usd: amount === null ? null : usd(amount),
        working: workingOf(row.plan, step, row.values, sourceIn(name, row), row.peers),
      })),
      results: resultsOf(row).map(({ step }) => {
        const { component, label, value, unit, says } = stepOf(row.plan, step, row.values, row.peers)
        const working = workingOf(row.plan, step, row.values, sourceIn(name, row), row.peers)
        return { component, label, value, unit, says, working }
      }),
      ...(others.length > 0
        ? { readings: others.map(({ choice, reading, totals }) => ({ choice, reading, total_usd: totals[i] ?? null })) }
        : {}),
    }
    context.out(`${i === 0 ? '[\n' : ',\n'}${JSON.stringify(statement)}`)
  }
  context.out('\n]\n')
}

function tableOf(rows: readonly FileRow[], others: readonly Other[]): [TableRow[], string[]] {
  const namesOf = (kind: 'lines' | 'results') => [
    ...new Set(rows.flatMap(({ plan }) => plan[kind].map(({ name }) => name))),
  ]
  const [components, results] = [namesOf('lines'), namesOf('results')]
  const readings = others.map(({ choice, reading }) => `total_usd if ${choice} is ${reading}`)
  const table = rows.map((row, i) => ({
    entity: row.entity,
    period: row.plan.asked.period.id,
    track: row.plan.asked.track,
    total_usd: totalText(row),
    ...Object.fromEntries(linesOf(row).map(({ step, amount }) => [step.name, amount === null ? null : usd(amount)])),
    ...Object.fromEntries(resultsOf(row).map(({ step, value }) => [step.name, textOf(value)])),
    ...Object.fromEntries(others.map(({ totals }, j) => [readings[j], totals[i] ?? null])),
    because: becauseIn(row),
  }))
  const paid = components.length > 0 ? ['total_usd', ...components] : []
  return [table, ['entity', 'period', 'track', ...paid, ...results, ...readings, 'because']]
}

function readingsOf(asked: readonly string[], { choices, id }: Model): Record<string, string> {
  return Object.fromEntries(
    asked.map((text) => {
      const [choice = '', reading = ''] = text.split('=')
      const known = choices[choice]?.readings.map((one) => one.reading)
      if (!known)
        throw new WholepanelError('input-argument', {
          got: `--reading ${text}: ${id} has no choice ${choice}${didYouMean(choice, Object.keys(choices))}`,
          want: Object.keys(choices).join(' or ') || 'no reading: every source of the model is clear',
        })
      if (!known.includes(reading))
        throw new WholepanelError('input-argument', {
          got: `--reading ${text}`,
          want: known.map((one) => `${choice}=${one}`).join(' or '),
        })
      return [choice, reading]
    }),
  )
}

const ArrangementFile = z.strictObject({ arrangements: z.array(Arrangement).min(1) })

/** A file of contracts, `FILE#key` where it holds several, or the key of one in the region's register. */
async function arrangementOf(context: Context, asked: string, model: Model): Promise<Arrangement> {
  const [path = '', key] = asked.split('#')
  const file = resolve(context.cwd, path)
  const all = existsSync(file)
    ? readYaml(file, ArrangementFile, 'input-arrangement').value.arrangements
    : await withRegionsOwn(context)
  const wanted = existsSync(file) ? key : asked
  const found = wanted === undefined && all.length === 1 ? all[0] : all.find((one) => one.arrangement === wanted)
  const keys = all.map((one) => one.arrangement)
  if (!found)
    throw new WholepanelError('input-arrangement', {
      got:
        wanted === undefined
          ? `${all.length} arrangements in ${path}`
          : `no arrangement ${wanted}${didYouMean(wanted, keys)}`,
      want: existsSync(file)
        ? `${path}#key, with one of: ${keys.join(', ')}`
        : 'a file of arrangements, or the key of one in the region',
    })
  if (found.model !== model.id)
    throw new WholepanelError('input-arrangement', {
      at: `arrangement ${found.arrangement}`,
      got: `it is of ${found.model}`,
      want: model.id,
    })
  checkArrangement(found, model)
  return found
}

async function withRegionsOwn(context: Context): Promise<Arrangement[]> {
  let all: Arrangement[] = []
  await withRegion(context, 'settle', async (open) => {
    all = await listArrangements(open.register)
    await releaseToOperator(context, open, 'arrangements')
    return DONE
  })
  return all
}
