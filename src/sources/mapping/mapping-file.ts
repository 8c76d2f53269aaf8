import { z } from 'zod'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'

/**
 * A mapping: one YAML file in a region, `mappings/<sender>/<name>.yaml`, that says how one kind of file of one sender
 * fills one table of the common data model. Everything in it is data; `docs/reference/mapping.md` is made from this.
 */
const Key = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'want lower case letters, digits and hyphens')
const Text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const Column = z.string().min(1).describe("a column's name as the sender writes it, or as `format.columns` names it")

const Unlisted = z
  .enum(['keep', 'empty', 'quarantine'])
  .describe(
    'what becomes of a value that is not listed: kept as sent, left empty with a warning, or its record quarantined',
  )

const When = z.strictObject({
  column: Column,
  is: z.array(Text).min(1).optional().describe('values, exactly as sent'),
  is_not: z.array(Text).min(1).optional().describe('values, exactly as sent; blank is none of them'),
})

const Unit = z.enum(['dollars', 'cents', 'thousands']).describe('what one unit of the amount is')
const Decimal = z.enum(['point', 'comma']).describe('the decimal sign; the other one may part thousands')

const CellFields = z.strictObject({
  from: Column.optional().describe('the column that the value stands in'),
  first_of: z.array(Column).min(2).optional().describe('the first of these columns that is not blank'),
  all_of: z.array(Column).min(2).optional().describe('these columns one after the other; blank when one of them is'),
  between: z.string().optional().describe('what stands between the columns of all_of'),
  constant: Text.optional().describe('the same value in every record'),
  file_name: z.string().optional().describe("what the pattern's one group matches in the file's name"),
  take: z
    .union([
      z.strictObject({ first: z.number().int().min(1) }),
      z.strictObject({ last: z.number().int().min(1) }),
      z.strictObject({ from: z.number().int().min(1), to: z.number().int().min(1) }),
    ])
    .optional()
    .describe('a part of the text: {first: 5}, {last: 4} or {from: 3, to: 6}, counted from 1'),
  match: z.string().optional().describe("what the pattern's one group matches; blank where it matches nothing"),
  remove: z.string().min(1).optional().describe('characters that are taken out wherever they stand'),
  pad: z.number().int().min(1).max(50).optional().describe('zeros in front, up to this length'),
  case: z.enum(['upper', 'lower']).optional().describe('letters are made upper or lower case'),
  lookup: z.string().optional().describe('the value is looked up: the name of one of the lookups'),
  take_column: Column.optional().describe('with lookup: the column that is taken from there'),
  codes: z.record(z.string(), Text).optional().describe("the sender's code: ours"),
  unlisted: Unlisted.optional().describe(
    'codes: what becomes of a code that is not listed (default quarantine); lookup: of a value that is not found (default empty)',
  ),
  date: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe(
      'how the day is written: MM/DD/YYYY, YYYYMMDD, DD.MM.YYYY, DD-MON-YYYY, YYYY-MM-DD HH:MI:SS; several in order',
    ),
  unit: Unit.optional(),
  decimal: Decimal.optional(),
  negative_when: When.optional().describe('the amount is sent positive, and is negative in these records'),
  default: Text.optional().describe('the value where the result is blank'),
})
/** A column's name alone is short for `{ from: … }`. */
export const Cell = z.preprocess((value) => (typeof value === 'string' ? { from: value } : value), CellFields)
export type Cell = z.output<typeof CellFields>

const Files = z.strictObject({
  named: z.string().optional().describe('pattern of the file name without folders; * is any text, ? one character'),
  columns: z.array(Column).min(1).optional().describe('columns that the header must have'),
})

const Format = z.strictObject({
  delimiter: z.string().default('comma').describe('comma, pipe, tab, semicolon, or one character'),
  quote: z.enum(['double', 'none']).default('double').describe('none: a quote is a character like any other'),
  header: z.boolean().default(true).describe('false: the first record is data; name the columns'),
  columns: z
    .array(Column)
    .min(1)
    .optional()
    .describe('names of the columns in their order, for a file without a header'),
  fixed_width: z
    .record(Column, z.tuple([z.number().int().min(1), z.number().int().min(1)]))
    .optional()
    .describe('a file without delimiters: each column with its first and last place, from 1'),
  record_length: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('fixed width: length of a record (default: the last place)'),
  control: z
    .array(
      z.strictObject({
        starts: z.string().min(1).describe('how the record begins: TRL|'),
        is: z
          .enum(['header', 'trailer', 'summary'])
          .default('trailer')
          .describe('what it is; the rule that its outcome names'),
        records: z
          .union([z.number().int().min(1), z.tuple([z.number().int(), z.number().int()])])
          .optional()
          .describe('where it states how many data records the file has: the field, or first and last place'),
        amount: z
          .strictObject({
            at: z
              .union([z.number().int().min(1), z.tuple([z.number().int(), z.number().int()])])
              .describe('the field, or first and last place'),
            column: z.string().describe('the column of the table that it adds up: paid_amount'),
            unit: Unit.optional().describe('where it is another one than the column has'),
          })
          .optional()
          .describe('where it states the sum of an amount'),
      }),
    )
    .default([])
    .describe('records that are no data, known by how they begin'),
})

const Lookup = z.strictObject({
  file: z.string().optional().describe('a CSV with a header kept beside the mapping: providers.csv'),
  sent: Files.optional().describe('or another file of the same delivery, known like this'),
  format: Format.optional().describe("that file's format"),
  key: Column.describe('its column that the value is compared with'),
})

export const Mapping = z.strictObject({
  sender: Key.describe("the sender's key in the region"),
  name: Key.describe("the mapping's name, as its file is named"),
  about: z.string().min(1).describe('what the file is, in a sentence'),
  table: z.enum(COMMON_DATA_MODEL.map((table) => table.name)).describe('the table of the common data model it fills'),
  files: Files.describe('how its files are known'),
  format: Format.prefault({}).describe('how the file is written'),
  dates: z
    .union([z.string(), z.array(z.string()).min(1)])
    .default('YYYY-MM-DD')
    .describe('how days are written, where a column does not say otherwise'),
  amounts: z
    .strictObject({
      unit: Unit.default('dollars'),
      decimal: Decimal.default('point'),
      negative_when: When.optional().describe('amounts are sent positive, and are negative in these records'),
    })
    .prefault({})
    .describe('how amounts are written, where a column does not say otherwise'),
  blank: z.array(Text).default([]).describe('texts that mean nothing, in every column: "NULL", "00000000"'),
  lookups: z.record(Key, Lookup).default({}).describe('lists that values are looked up in, by a name of your own'),
  only_where: z
    .array(When.extend({ because: z.string().min(1).describe('why the other records are left out') }))
    .default([])
    .describe('records that do not meet all of these end as control'),
  columns: z.record(z.string(), Cell).describe("the table's column: where its value comes from"),
  each_month: z
    .strictObject({
      from: Cell.describe('first day on the list'),
      through: Cell.optional().describe('last day on the list; blank while it runs on'),
      until: Cell.describe('a day of the last month that the file speaks of'),
    })
    .optional()
    .describe('a record is a span on a roster: it becomes one row per month, in year_month'),
  versions: z
    .strictObject({
      replaces: z
        .enum(['claim', 'line'])
        .default('claim')
        .describe('what a later version replaces: the whole claim, or only the lines it has'),
      adjustment: z
        .enum(['whole', 'difference'])
        .default('whole')
        .describe("an adjustment's amounts: what the claim costs now, or what is added to what came before"),
      void: z
        .enum(['status', 'negative'])
        .default('status')
        .describe('how a version that takes a claim back is known: by claim_status, or by a negative amount too'),
      void_amounts: z.enum(['negative', 'zero', 'repeated']).optional().describe('held against what a void takes back'),
      amounts: z
        .enum(['line', 'claim'])
        .default('line')
        .describe("claim: the claim's amounts stand on each of its lines, and count once"),
    })
    .optional()
    .describe('what later records of a claim, told by claim_control_number and claim_status, do to earlier ones'),
})
export type Mapping = z.output<typeof Mapping>
export type Format = Mapping['format']
export type Files = Mapping['files']
export type When = z.output<typeof When>
