import { resolve } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { ArrangementFile } from '../../../model/arrangement.ts'
import { LIBRARY } from '../../../model/read-model.ts'
import { readYaml } from '../../../model/read-yaml.ts'
import { checkArrangement } from '../../../payment/check/check-arrangement.ts'
import { listArrangements, saveArrangements } from '../../../register/arrangements.ts'
import { listPayers } from '../../../register/payers.ts'
import { type Context, DONE, type OpenRegion } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'
import { kindOfParameter } from './kind-of-parameter.ts'

const COLUMNS = [
  ...['arrangement', 'payer', 'organization_id', 'model', 'track', 'start_date', 'end_date'],
  ...['parameter', 'value', 'unit', 'source'],
]

/** Writes the contracts of files into the register, all or none; without files, lists them, one row per amount. */
export function arrangements(context: Context, files: readonly string[], output: Output): Promise<number> {
  return withRegion(context, 'arrangements', async (open) => {
    if (files.length > 0) {
      const count = await save(
        files.map((file) => resolve(context.cwd, file)),
        open,
      )
      context.say(`${count} ${count === 1 ? 'arrangement' : 'arrangements'} written`)
      return DONE
    }
    const rows = (await listArrangements(open.register)).flatMap(({ amounts, ...row }) => {
      const stated = Object.entries(amounts).map(([parameter, amount]) => ({ ...row, parameter, ...amount }))
      return stated.length > 0 ? stated : [row]
    })
    await releaseToOperator(context, open, 'arrangements')
    printRows(context, rows, COLUMNS, output)
    return DONE
  })
}

async function save(files: readonly string[], { region, register }: OpenRegion): Promise<number> {
  const known = new Set((await listPayers(register)).map(({ payer }) => payer))
  const { modelOf, kindOf } = kindOfParameter([region.models, LIBRARY])
  const read = files.flatMap((file) => {
    const { value, at } = readYaml(file, ArrangementFile, 'input-arrangement')
    for (const [i, arrangement] of value.arrangements.entries()) {
      if (!known.has(arrangement.payer))
        throw new WholepanelError('input-arrangement', {
          at: at(['arrangements', i, 'payer']),
          got: `no payer ${arrangement.payer}`,
          want: [...known].join(' or ') || 'a payer that sent something',
        })
      checkArrangement(arrangement, modelOf(arrangement.model))
    }
    return value.arrangements
  })
  await saveArrangements(register, read, kindOf)
  return read.length
}
