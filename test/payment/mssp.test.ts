import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { readModel } from '../../src/model/read-model.ts'
import { exact } from '../../src/money.ts'
import { openFacts } from '../../src/payment/from-file/facts-file.ts'
import { readLayout } from '../../src/payment/from-file/layout.ts'
import { type FileRow, settleFile } from '../../src/payment/from-file/settle-file.ts'
import { planOf } from '../../src/payment/plan.ts'
import { evaluateRows, linesOf, rowOf, totalOf } from '../../src/payment/settle-rows.ts'
import { period } from '../../src/period.ts'

/** CMS's own files of results, where they are at hand; what they publish is what the model has to give. */
const folder = join(process.env.WHOLEPANEL_REAL_FILES ?? '', 'mssp-puf')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^py20\d\d\.csv$/.test(name)) : []
const model = readModel('cms/mssp')
const layout = readLayout('cms-mssp-puf')

let engine: Engine
beforeAll(async () => {
  engine = await Engine.open()
})
afterAll(() => engine.close())

async function settled(path: string): Promise<FileRow[]> {
  const file = await openFacts(engine, path)
  try {
    return await settleFile(file, model, { layout }, { keep: (row) => row })
  } finally {
    file.close()
  }
}

const figureOf = (text = '') => exact(text.replace(/[$,\s]/g, '').replace(/^[-.*]$/, '') || 0)

/** What CMS published, by the number of the record. */
function published(path: string): { earned: string; generated: string; entity: string }[] {
  const [head = '', ...lines] = readFileSync(path, 'latin1').trimEnd().split(/\r?\n/)
  const headers = cells(head.replace(/^\xef\xbb\xbf/, ''))
  const placeOf = (...names: string[]) => names.map((name) => headers.indexOf(name)).find((place) => place >= 0) ?? -1
  const [earned, generated, entity] = [placeOf('EarnSaveLoss'), placeOf('GenSaveLoss'), placeOf('ACO_ID', 'ACO_Num')]
  return lines
    .map(cells)
    .map((row) => ({ earned: row[earned] ?? '', generated: row[generated] ?? '', entity: row[entity] ?? '' }))
}

const cells = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell = '']) =>
    cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
  )

/** Rates and scores are published in hundredths of a percent: half of one of them, of the largest sharing rate. */
const HALF_A_STEP = exact('0.00005').times('0.75')

describe.skipIf(files.length === 0).each(files)('%s', (name) => {
  const path = join(folder, name)

  test('every ACO earns or owes what CMS published, within the rounding of the file', async () => {
    const rows = await settled(path)
    const answers = published(path)
    expect(rows.map(({ entity }) => entity)).toEqual(answers.map(({ entity }) => entity))
    const off = rows.flatMap((row, i) => {
      const total = totalOf(linesOf(row))
      const figure = figureOf(answers[i]?.earned)
      const generated = figureOf(answers[i]?.generated)
      const apart = total?.minus(figure).abs()
      return apart?.lte(generated.abs().times(HALF_A_STEP).plus(1))
        ? []
        : [`${row.entity}: ${total?.toFixed() ?? 'null'}, published ${figure.toFixed()}`]
    })
    expect(off.filter((one) => !UNSETTLED.includes(one.split(':')[0] ?? ''))).toEqual([])
    expect(rows.length).toBeGreaterThan(100)
  })

  test('the columns that hold results are never read: without them the statements are the same', async () => {
    const kept = join(mkdtempSync(join(tmpdir(), 'mssp-')), name)
    const [head = [], ...records] = readFileSync(path, 'latin1').trimEnd().split(/\r?\n/).map(cells)
    const answers = head.map((header) => layout.answers.some((one) => one.toLowerCase() === header.toLowerCase()))
    expect(answers.filter(Boolean).length).toBeGreaterThan(3)
    const rows = [head, ...records].map((row) =>
      row.filter((_, i) => !answers[i]).map((cell) => `"${cell.replaceAll('"', '""')}"`),
    )
    writeFileSync(kept, rows.map((row) => row.join(',')).join('\n'), 'latin1')
    const totals = (all: FileRow[]) => all.map((row) => totalOf(linesOf(row))?.toFixed())
    expect(totals(await settled(kept))).toEqual(totals(await settled(path)))
  })

  test('the minimum savings rate of a one-sided ACO follows from its beneficiaries', async () => {
    const rows = (await settled(path)).filter(({ plan }) =>
      ['track-1', 'basic-a', 'basic-b'].includes(plan.asked.track),
    )
    const off = rows.flatMap((row) => {
      const value = (of: string) => {
        const worth = row.plan.readerOf(of)(row.values)
        return typeof worth === 'object' && worth !== null ? worth : exact(Number.NaN)
      }
      const apart = value('minimum_rate').minus(value('minimum_rate_by_size')).abs()
      return apart.lte('0.000101') || value('assigned_beneficiaries').lt(500) ? [] : [row.entity]
    })
    expect(off).toEqual([])
  })
})

/** In 2023 three losses were limited by the ACO's revenue, which the file does not hold; the model says so. */
const UNSETTLED = ['A1241', 'A4627', 'A5293']

test('without a file at hand the arithmetic of one published row still holds', async () => {
  // A1001, performance year 2021, ENHANCED: CMS published 61,910,047 earned.
  const row = rowOf(planOf(model, { track: 'enhanced', period: period('2021') }))
  const facts = {
    benchmark_usd: '1175345650',
    expenditure_usd: '1091114293',
    assigned_beneficiaries: '80000',
    minimum_rate: '0.02',
  }
  for (const { name, place } of row.plan.facts) {
    if (name in facts) row.values[place] = exact(facts[name as keyof typeof facts])
    if (name === 'met_quality_standard') row.values[place] = true
  }
  evaluateRows([row])
  expect(totalOf(linesOf(row))?.toFixed()).toBe('61910047')
})
