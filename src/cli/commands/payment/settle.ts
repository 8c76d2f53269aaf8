import { resolve } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { Engine } from '../../../lake/engine.ts'
import type { Arrangement } from '../../../model/arrangement.ts'
import { type Model, readModel } from '../../../model/read-model.ts'
import { didYouMean } from '../../../model/read-yaml.ts'
import { checkArrangement } from '../../../payment/check/check-arrangement.ts'
import { openFacts } from '../../../payment/from-file/facts-file.ts'
import { readLayout } from '../../../payment/from-file/layout.ts'
import { settleFile, type Wanted } from '../../../payment/from-file/settle-file.ts'
import type { Context } from '../../context.ts'
import { findArrangement } from './find-arrangement.ts'
import { foldersOf } from './models.ts'
import { explainRow, type Other, printStatements, printTotals, type Settled, totalText } from './print-settled.ts'

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
    options.arrangement === undefined ? undefined : await arrangementFor(context, options.arrangement, model)
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
      const settled: Settled = (keeping, more = readings) =>
        settleFile(file, model, { ...wanted, readings: more }, { ...keeping, progress: said(context) })
      if (options.explain !== undefined) return await explainRow(context, settled, options.explain, file.name)
      const others = await otherReadings(model, readings, settled)
      if (options.json) return await printStatements(context, settled, others, file.name)
      return await printTotals(context, settled, others, options)
    } finally {
      file.close()
    }
  } finally {
    engine.close()
  }
}

/** How far a long file has come. */
function said(context: Context): (rows: number) => void {
  let next = LONG
  return (rows) => {
    if (rows < next) return
    context.progress(`${rows.toLocaleString('en-US')} rows`)
    next = rows + LONG
  }
}
const LONG = 20_000

async function otherReadings(model: Model, used: Readonly<Record<string, string>>, settled: Settled): Promise<Other[]> {
  const others: Other[] = []
  for (const [choice, { readings, used: usual }] of Object.entries(model.choices))
    for (const { reading } of readings)
      if (reading !== (used[choice] ?? usual))
        others.push({ choice, reading, totals: await settled({ keep: totalText }, { ...used, [choice]: reading }) })
  return others
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

async function arrangementFor(context: Context, asked: string, model: Model): Promise<Arrangement> {
  const found = await findArrangement(context, asked, 'settle')
  if (found.model !== model.id)
    throw new WholepanelError('input-arrangement', {
      at: `arrangement ${found.arrangement}`,
      got: `it is of ${found.model}`,
      want: model.id,
    })
  checkArrangement(found, model)
  return found
}
