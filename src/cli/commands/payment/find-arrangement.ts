import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { type Arrangement, ArrangementFile } from '../../../model/arrangement.ts'
import { didYouMean, readYaml } from '../../../model/read-yaml.ts'
import { listArrangements } from '../../../register/arrangements.ts'
import { type Context, DONE } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { withRegion } from '../../with-region.ts'

/** A file of contracts, `FILE#key` where it holds several, or the key of one in the region's register. */
export async function findArrangement(context: Context, asked: string, command: string): Promise<Arrangement> {
  const [path = '', key] = asked.split('#')
  const file = resolve(context.cwd, path)
  const isFile = existsSync(file)
  const all = isFile
    ? readYaml(file, ArrangementFile, 'input-arrangement').value.arrangements
    : await ofRegion(context, command)
  const wanted = isFile ? key : asked
  const found = wanted === undefined && all.length === 1 ? all[0] : all.find((one) => one.arrangement === wanted)
  const keys = all.map((one) => one.arrangement)
  if (found) return found
  throw new WholepanelError('input-arrangement', {
    got:
      wanted === undefined
        ? `${all.length} arrangements in ${path}`
        : `no arrangement ${wanted}${didYouMean(wanted, keys)}`,
    want: isFile
      ? `${path}#key, with one of: ${keys.join(', ')}`
      : 'a file of arrangements, or the key of one in the region',
  })
}

async function ofRegion(context: Context, command: string): Promise<Arrangement[]> {
  let all: Arrangement[] = []
  await withRegion(context, command, async (open) => {
    all = await listArrangements(open.register)
    await releaseToOperator(context, open, command)
    return DONE
  })
  return all
}
