/**
 * A layout says what a sender's files look like. It is declared once and drives recognition, reading, validation,
 * the reference pages and the demonstration's writer.
 */
export type FieldType =
  | 'text'
  | 'code'
  /** A calendar day in the file's `dateFormat`. */
  | 'date'
  /** An amount in dollars with a decimal point. */
  | 'usd'
  | 'quantity'
  | 'integer'

export type Field = {
  /** The sender's own name for the field: CLM_FROM_DT, enrollment_start_date. */
  name: string
  type: FieldType
  meaning: string
  required: boolean
  /** Fixed width only: first and last byte, from 1. */
  start?: number
  end?: number
  /** The only values the field may take. */
  values?: readonly string[]
}

export type FileLayout = {
  /** Short name of the file within the layout: cclf1, eligibility. */
  name: string
  about: string
  /** Fixed width: how a record is cut. Delimited and Parquet: columns are found by name. JSON: one resource a record. */
  format: 'fixed-width' | 'delimited' | 'json'
  fields: readonly Field[]
  /** Fixed width: the record's length in bytes without its line end. Earlier versions may have been shorter. */
  recordLength?: number
  /** Lengths of published earlier versions: such a record is read as far as it goes. */
  earlierLengths?: readonly number[]
  /** Fixed width: lines that are not data, by how they start; '' is every line. */
  control?: readonly { starts: string; rule: string }[]
  /** Dates as strptime writes them. */
  dateFormat: string
  /** Dates that stand for "unknown" in this layout. */
  unknownDates: readonly string[]
}

export type Layout = {
  /** Key on the command line and in `data_source`: cclf, tuva, wholepanel. */
  name: string
  title: string
  /** Where the layout is published, with its version. */
  source: string
  files: readonly FileLayout[]
}
