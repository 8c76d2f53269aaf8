import { id, sql } from '../../lake/sql.ts'
import { typedRecords } from '../map/typed-records.ts'
import type { Recognised } from '../read/recognise.ts'
import type { Source } from '../source.ts'
import { checkCclf, unmatchedCancellations } from './check.ts'
import { companions } from './companion.ts'
import { cclfFileName } from './file-name.ts'
import { cclf } from './layout.ts'
import { mapCclf } from './map.ts'
import { netCclf } from './net.ts'

/** Known by the names that CMS gives the files. Its files are read more than once on their way, each by several relations. */
export const cclfSource: Source = {
  layout: cclf,
  recognise: async (_engine, received): Promise<Recognised | null> => {
    const name = cclfFileName(received.file_name)
    const file = cclf.files.find((one) => one.name === name?.file)
    if (!name || !file) return null
    return {
      source: cclfSource,
      file,
      format: 'fixed-width',
      delimiter: '',
      columns: [],
      aco_id: name.aco_id,
      name_key: [name.aco_id, name.file, name.year, name.runout ? 'R' : 'Y', name.created_date].join('/'),
    }
  },
  map: async (engine, { staged, sender, submission_id }) => {
    for (const file of cclf.files) {
      const files = staged.filter((one) => one.recognised.file.name === file.name)
      await engine.run(sql`create table ${id(file.name)} as ${typedRecords(file, files)}`)
    }
    return mapCclf(sender.payer, sender.line_of_business ?? 'medicare-ffs', submission_id)
  },
  check: checkCclf,
  life: {
    tables: ['medical_claim', 'pharmacy_claim', 'member_crosswalk'],
    gone: netCclf,
    companions,
    noticed: unmatchedCancellations,
  },
}
