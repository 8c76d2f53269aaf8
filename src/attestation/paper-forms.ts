import { type Fault, faultsDetail, WholepanelError } from '../error.ts'
import type { Engine } from '../lake/engine.ts'
import { didYouMean } from '../model/read-yaml.ts'
import { type FactsFile, Misshapen, openFacts } from '../payment/from-file/facts-file.ts'
import { shown } from '../payment/from-file/shown.ts'
import { EARLIEST_BIRTH, FIELDS, STATED_BY } from '../register/rights/attestation/fields.ts'

/** The columns of a list of paper forms: what a form asks, one row per form. */
export const PAPER_COLUMNS = [
  ...['form_number', 'practice_id', 'first_name', 'last_name', 'birth_date', 'member_number', 'zip_code'],
  ...['phone_last_four', 'clinician', 'stated_by', 'proxy_name', 'attested_on', 'withdrawn_on'],
] as const
type Name =
  | 'form_number'
  | 'practice_id'
  | 'first_name'
  | 'last_name'
  | 'birth_date'
  | 'member_number'
  | 'zip_code'
  | 'phone_last_four'
  | 'clinician'
  | 'stated_by'
  | 'proxy_name'
  | 'attested_on'
  | 'withdrawn_on'

const REQUIRED: readonly Name[] = [
  ...(['form_number', 'practice_id', 'first_name', 'last_name', 'birth_date'] as const),
  ...(['stated_by', 'attested_on'] as const),
]

/** One form, with the place where its row begins. */
export type PaperForm = { at: string; record: number; cells: Readonly<Record<Name, string | null>> }

export type PaperFile = {
  forms: readonly PaperForm[]
  /** `file:line:column` of a cell, for a fault that is found later. */
  placeOf: (record: number, name: Name) => string
}

/**
 * Reads a list of paper forms whole, or says of every cell that cannot be, where it stands and what is wanted: never what
 * stands in it. `practices`: those of the directory.
 */
export async function readPaperForms(
  engine: Engine,
  path: string,
  { practices, today }: { practices: ReadonlySet<string>; today: string },
): Promise<PaperFile> {
  const file = await openFacts(engine, path).catch(asPaper)
  try {
    const { headers } = file
    checkHeaders(file)
    const places = headers.map((_, place) => place)
    const rows: PaperForm[] = []
    let record = 1
    for await (const piece of file.records(places))
      for (const row of piece) {
        record += 1
        const cellOf = (name: Name) => row[headers.indexOf(name)]?.trim() || null
        const cells = Object.fromEntries(
          PAPER_COLUMNS.map((name) => [name, headers.includes(name) ? cellOf(name as Name) : null]),
        ) as PaperForm['cells']
        rows.push({ at: '', record, cells })
      }
    const placeOf = (at: number, name: Name): string =>
      file.placesOf([{ record: at, place: Math.max(0, headers.indexOf(name)) }])[0] ?? `${file.name}:${at}`
    const wrong = rows.flatMap((row) => wrongIn(row, { practices, today }))
    const twice = repeated(rows)
    refuse(file, [...wrong, ...twice])
    return { forms: rows, placeOf }
  } catch (error) {
    if (error instanceof Misshapen)
      throw new WholepanelError('input-statements', faultsDetail(error.faults, error.count))
    throw error
  } finally {
    file.close()
  }
}

type Wrong = { record: number; name: Name; text: string }

/** All faults at once, in the order of the file. */
function refuse(file: FactsFile, wrong: readonly Wrong[]): void {
  if (wrong.length === 0) return
  const sorted = wrong.toSorted((a, b) => a.record - b.record)
  const places = file.placesOf(
    sorted.map(({ record, name }) => ({ record, place: Math.max(0, file.headers.indexOf(name)) })),
  )
  const faults: Fault[] = sorted.map(({ name, text }, i) => ({ at: places[i] ?? file.name, text: `${name}: ${text}` }))
  throw new WholepanelError('input-statements', {
    ...faultsDetail(faults),
    fix: 'nothing of the file was taken in; mend it and send it again',
  })
}

function asPaper(error: unknown): never {
  if (error instanceof WholepanelError && error.code === 'input-facts')
    throw new WholepanelError('input-statements', error.detail, error)
  throw error
}

function checkHeaders({ name, headers }: FactsFile): void {
  const known = PAPER_COLUMNS as readonly string[]
  const unknown = headers.filter((header) => !known.includes(header) && !header.startsWith('#'))
  const missing = REQUIRED.filter((one) => !headers.includes(one))
  const faults = [
    ...unknown.map((one) => `unknown column ${shown(one)}${didYouMean(one, known)}; # before a name leaves it out`),
    ...missing.map((one) => `no column ${one}`),
  ]
  if (faults.length > 0)
    throw new WholepanelError('input-statements', {
      at: `${name}:1`,
      got: faults.join('; '),
      want: PAPER_COLUMNS.join(', '),
    })
}

function wrongIn(
  { record, cells }: PaperForm,
  { practices, today }: { practices: ReadonlySet<string>; today: string },
): Wrong[] {
  const wrong: Wrong[] = []
  const say = (name: Name, text: string) => wrong.push({ record, name, text })
  for (const name of REQUIRED) if (cells[name] === null) say(name, 'empty')
  const field = (name: Name, kind: keyof typeof FIELDS) => {
    const cell = cells[name]
    if (cell !== null && !FIELDS[kind].form.test(cell)) say(name, `want ${FIELDS[kind].words}`)
  }
  for (const name of ['first_name', 'last_name', 'clinician', 'proxy_name'] as const) field(name, 'name')
  for (const name of ['member_number', 'zip_code', 'phone_last_four'] as const) field(name, name)
  if (cells.form_number !== null && !/^[\w.-]{1,40}$/.test(cells.form_number))
    say('form_number', 'want letters, digits, points and hyphens, at most 40')
  if (cells.practice_id !== null && !practices.has(cells.practice_id))
    say('practice_id', 'no practice of this key in the directory')
  for (const name of ['birth_date', 'attested_on', 'withdrawn_on'] as const) {
    const cell = cells[name]
    if (cell === null) continue
    if (!isDay(cell)) say(name, 'want a day such as 2026-01-31')
    else if (cell > today) say(name, 'a day to come')
    else if (cell < EARLIEST_BIRTH) say(name, `a day before ${EARLIEST_BIRTH}`)
  }
  const { attested_on, withdrawn_on, birth_date, stated_by, proxy_name } = cells
  if (attested_on !== null && withdrawn_on !== null && withdrawn_on < attested_on)
    say('withdrawn_on', 'before the day of the statement')
  if (attested_on !== null && birth_date !== null && attested_on < birth_date)
    say('attested_on', 'before the day of birth')
  if (stated_by !== null && !STATED_BY.some((one) => one === stated_by))
    say('stated_by', `want ${STATED_BY.join(', ')}${didYouMean(stated_by, STATED_BY)}`)
  else if (stated_by !== null && stated_by !== 'self' && proxy_name === null)
    say('proxy_name', 'empty; want the name of who signed for the patient')
  else if (stated_by === 'self' && proxy_name !== null) say('proxy_name', 'given, though the patient signed')
  if (cells.member_number === null && cells.zip_code === null)
    say('member_number', 'empty, and no ZIP code; want one of the two')
  return wrong
}

function repeated(rows: readonly PaperForm[]): Wrong[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ record, cells: { practice_id, form_number } }) => {
    const key = JSON.stringify([practice_id, form_number])
    const before = seen.get(key)
    seen.set(key, before ?? record)
    return before === undefined || form_number === null
      ? []
      : [{ record, name: 'form_number' as const, text: `the same as in record ${before}` }]
  })
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
