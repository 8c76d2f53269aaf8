import { id, sql } from '../../lake/sql.ts'
import type { Field, Layout } from '../layouts/layout.ts'
import type { Source } from '../source.ts'

const field = (name: string, type: Field['type'], required: boolean, meaning: string): Field => ({
  name,
  type,
  required,
  meaning,
})

const control: Layout = {
  name: 'control',
  title: 'Control file',
  source: 'ours: what a sender states of the files beside it',
  files: [
    {
      name: 'control',
      about: 'One record per file of the delivery: how many records it has, what they add up to, and its hash.',
      format: 'delimited',
      dateFormat: '%Y-%m-%d',
      unknownDates: [],
      fields: [
        field('file_name', 'text', true, 'name of the file, without folders'),
        field('records', 'integer', false, 'records in it that are data: headers and trailers left out'),
        field('amount_usd', 'usd', false, 'sum of its paid amounts'),
        field('sha256', 'code', false, 'SHA-256 of its bytes, in hexadecimal'),
      ],
    },
  ],
}

/** Known by its columns. Its records state something of other files, and are control. */
export const controlSource: Source = {
  layout: control,
  map: async () => [],
  validate: (engine, { file_id, raw_table }) =>
    engine.run(sql`
      insert into ending select ${file_id}, record_number, 'control', 'control-file' from ${id(raw_table)} r
      where not exists (select 1 from ending e where e.file_id = ${file_id} and e.record_number = r.record_number)`),
}
