import { join } from 'node:path'
import type { Field, FileLayout } from '../../src/sources/layouts/layout.ts'
import type { Form } from './count-records.ts'

/** Mappings that the region of a delivery has. */
export const MAPPINGS = join(import.meta.dirname, 'mappings')

/** A file that one of them reads, in the sender's own columns, and how its records are counted. */
export type MappedFile = {
  file: FileLayout
  named: (serial: string) => string
  form: Form
  hasHeader: boolean
  trailer: ((rows: number) => string[]) | null
}

const text = (name: string, values?: readonly string[]): Field => ({
  name,
  type: 'text',
  meaning: '',
  required: true,
  ...(values ? { values } : {}),
})
const day = (name: string): Field => ({ ...text(name), type: 'date' })
const maybe = (field: Field): Field => ({ ...field, required: false })

/** The columns one after the other, in so many places each. */
function placed(fields: readonly (readonly [Field, number])[]): Pick<FileLayout, 'fields' | 'recordLength'> {
  let end = 0
  const at = fields.map(([field, width]) => {
    end += width
    return { ...field, start: end - width + 1, end }
  })
  return { fields: at, recordLength: end }
}

const described = (name: string, dateFormat: string, fields: readonly Field[]): FileLayout => ({
  name,
  about: '',
  format: 'delimited',
  fields,
  dateFormat,
  unknownDates: [],
})

/** Amounts and numbers as the mappings want them, and some as they do not. */
const CENTS = ['0', '8550', '12.50', '1250075', '-300', '']
const COMMAS = ['7,1', '1.234,50', '>190', '30', 'x']

export const MAPPED: readonly MappedFile[] = [
  {
    file: described('spans', '%m/%d/%Y', [
      text('MBR_ID'),
      text('LOB', ['COM', '01', 'SUP']),
      day('EFF_DT'),
      maybe(day('TERM_DT')),
      text('NM'),
      text('SEX', ['M', 'F', 'X']),
      maybe(day('DOB')),
      text('ZIP', ['02139', '021390001', 'NULL']),
      maybe(text('NOTE')),
    ]),
    named: (serial) => `SPANS_${serial}.txt`,
    form: { kind: 'csv', delimiter: '|' },
    hasHeader: true,
    trailer: (rows) => ['TRL', String(rows)],
  },
  {
    file: described('lines', '%m/%d/%Y', [
      text('CLM'),
      text('SEQ', ['1', '2']),
      text('LN', ['1', '2', '3']),
      text('FORM', ['U', 'H', 'Z']),
      text('STAT', ['P', 'A', 'V']),
      text('MBR'),
      day('FROM_DT'),
      text('PROC', ['g0438', 'G0439', '99213']),
      text('PROV', ['P1', 'P2', 'P3', 'P9']),
      text('PAID', CENTS),
    ]),
    named: (serial) => `LINES_${serial}.csv`,
    form: { kind: 'csv', delimiter: ',' },
    hasHeader: true,
    trailer: (rows) => ['TRL', String(rows), '8550'],
  },
  {
    file: described('panel', '%Y%m%d', [text('MBR'), text('NM'), text('NPI'), day('EFF'), maybe(day('END'))]),
    named: (serial) => `PANEL_202503_${serial}.psv`,
    form: { kind: 'lines' },
    hasHeader: false,
    trailer: null,
  },
  {
    file: {
      ...described('fills', '%Y%m%d', []),
      format: 'fixed-width',
      ...placed([
        [text('RX'), 8],
        [text('SIGN', ['+', '-', '?']), 1],
        [text('MBR'), 8],
        [day('FILL'), 8],
        [text('NDC', ['00228028013', '228028013']), 11],
        [text('QTY', COMMAS), 8],
        [text('PAID', CENTS), 8],
      ]),
    },
    named: (serial) => `FILLS_${serial}.dat`,
    form: { kind: 'lines' },
    hasHeader: false,
    trailer: (rows) => [`T${String(rows).padStart(7, '0')}`],
  },
  {
    file: described('results', '%m/%d/%Y', [
      text('Order No', ['O1', 'O2', 'O9']),
      text('Patient'),
      text('Test', ['4548-4', '13457-7']),
      text('Value', COMMAS),
      day('Collected'),
    ]),
    named: (serial) => `results-${serial}.csv`,
    form: { kind: 'csv', delimiter: ';' },
    hasHeader: true,
    trailer: null,
  },
]

/** The file of the delivery that results are looked up in. Only one: a second that cannot be read stops them all. */
export const ORDERS: MappedFile = {
  file: described('results+orders', '%m/%d/%Y', [
    text('Order No', ['O1', 'O2', 'O3']),
    text('Clinician NPI', ['1234567893', '1679576722']),
  ]),
  named: (serial) => `orders-${serial}.csv`,
  form: { kind: 'csv', delimiter: ',' },
  hasHeader: true,
  trailer: null,
}
