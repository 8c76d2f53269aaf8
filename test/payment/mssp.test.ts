import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { readModel } from '../../src/model/read-model.ts'
import { exact } from '../../src/money.ts'
import { openFacts } from '../../src/payment/from-file/facts-file.ts'
import { readLayout } from '../../src/payment/from-file/layout.ts'
import { type FileRow, settleFile } from '../../src/payment/from-file/settle-file.ts'
import { linesOf, totalOf } from '../../src/payment/settle-rows.ts'

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
    return await settleFile(file, model, { layout })
  } finally {
    file.close()
  }
}

/** What CMS published, by the number of the record. */
function published(path: string): { earned: string; entity: string }[] {
  const [head = '', ...lines] = readFileSync(path, 'latin1').trimEnd().split(/\r?\n/)
  const headers = cells(head)
  const [earned, entity] = ['EarnSaveLoss', 'ACO_ID'].map((name) => headers.indexOf(name)) as [number, number]
  return lines.map(cells).map((row) => ({ earned: row[earned] ?? '', entity: row[entity] ?? '' }))
}

const cells = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
    cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
  )

describe.skipIf(files.length === 0).each(files)('%s', (name) => {
  const path = join(folder, name)

  test('every ACO earns or owes what CMS published, to the dollar that the file rounds to', async () => {
    const rows = await settled(path)
    const answers = published(path)
    expect(rows.map(({ entity }) => entity)).toEqual(answers.map(({ entity }) => entity))
    const off = rows.flatMap((row, i) => {
      const total = totalOf(linesOf(row))
      const apart = total?.minus(answers[i]?.earned.replace(/[$,]/g, '') || 0).abs()
      return apart?.lte(1) ? [] : [`${row.entity}: ${total?.toFixed() ?? 'null'}, published ${answers[i]?.earned}`]
    })
    expect(off).toEqual([])
    expect(rows.length).toBeGreaterThan(100)
  })
})

test('without a file at hand the arithmetic of one published row still holds', async () => {
  // A1001, performance year 2021, ENHANCED: CMS published 61,910,047 earned.
  const { planOf } = await import('../../src/payment/plan.ts')
  const { evaluateRows, rowOf } = await import('../../src/payment/settle-rows.ts')
  const { period } = await import('../../src/period.ts')
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
