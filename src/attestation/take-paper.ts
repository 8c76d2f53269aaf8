import { randomBytes } from 'node:crypto'
import { WholepanelError } from '../error.ts'
import { openLake } from '../lake/lake.ts'
import { sql } from '../lake/sql.ts'
import type { Region } from '../region.ts'
import { registeredPractices } from '../register/directory.ts'
import type { Register } from '../register/open.ts'
import {
  keepStatement,
  listStatements,
  type Stated,
  type Statement,
  withdrawStatement,
} from '../register/rights/attestation/statements.ts'
import { type PaperForm, readPaperForms } from './paper-forms.ts'

export type PaperTaken = { forms: number; added: number; withdrawn: number; unchanged: number }

/**
 * Takes a list of paper forms in as statements, each under its practice's own number: all of them or none. The same list
 * again changes nothing; a day on which a form was taken back may come with a later list. Whose each is is found out
 * with the next check, as for those that came by the page.
 */
export async function takePaperForms(
  region: Region,
  path: string,
  { register, now, by }: { register: Register; now: () => string; by: string },
): Promise<PaperTaken> {
  const engine = await openLake(region)
  try {
    const organizations = new Map<string, string>(
      (
        await engine.rows<{ practice_id: string; organization_id: string }>(
          sql`select practice_id, organization_id from practice`,
        )
      )
        .concat(await registeredPractices(register))
        .map((one) => [one.practice_id, one.organization_id]),
    )
    const today = now().slice(0, 10)
    const file = await readPaperForms(engine, path, { practices: new Set(organizations.keys()), today })
    const known = new Map(
      (await listStatements(register))
        .filter((one) => one.method === 'paper')
        .map((one) => [keyOf(one.practice_id, one.form_number), one]),
    )
    for (const form of file.forms) {
      const before = known.get(keyOf(form.cells.practice_id, form.cells.form_number))
      const other = before && changedIn(form, before)
      if (other)
        throw new WholepanelError('input-statements', {
          at: file.placeOf(form.record, other),
          got: `${other}: not what the form of this number said before`,
          want: 'the same, or a number of its own for another form',
        })
    }
    const taken = { forms: file.forms.length, added: 0, withdrawn: 0, unchanged: 0 }
    for (const { cells } of file.forms) {
      const before = known.get(keyOf(cells.practice_id, cells.form_number))
      const organization_id = organizations.get(cells.practice_id ?? '') ?? ''
      const statement = before?.statement ?? (await keep({ cells, organization_id }, { register, now, by }))
      const practice_id = cells.practice_id ?? ''
      const goes = cells.withdrawn_on !== null && (before?.withdrawn_on ?? null) === null
      if (goes && cells.withdrawn_on !== null) {
        await withdrawStatement(register, { statement, practice_id, withdrawn_on: cells.withdrawn_on }, by, now())
        taken.withdrawn += 1
      }
      if (!before) taken.added += 1
      else if (!goes) taken.unchanged += 1
    }
    return taken
  } finally {
    engine.close()
  }
}

const keyOf = (practice_id: string | null, form_number: string | null): string =>
  JSON.stringify([practice_id, form_number])

const SAID = [
  ...(['first_name', 'last_name', 'birth_date', 'member_number', 'zip_code', 'phone_last_four'] as const),
  ...(['clinician', 'stated_by', 'proxy_name', 'attested_on'] as const),
]

/** The first field in which a form differs from what was kept of it; what staff mended since does not count. */
function changedIn({ cells }: PaperForm, before: Statement): (typeof SAID)[number] | undefined {
  return before.mended_at === null ? SAID.find((name) => cells[name] !== before[name]) : undefined
}

async function keep(
  { cells, organization_id }: Pick<PaperForm, 'cells'> & { organization_id: string },
  { register, now, by }: { register: Register; now: () => string; by: string },
): Promise<string> {
  const said: Stated = {
    ...{ practice_id: cells.practice_id ?? '', organization_id, clinician: cells.clinician },
    ...{ first_name: cells.first_name ?? '', last_name: cells.last_name ?? '', birth_date: cells.birth_date ?? '' },
    ...{ member_number: cells.member_number, zip_code: cells.zip_code, phone_last_four: cells.phone_last_four },
    ...{ stated_by: cells.stated_by ?? '', proxy_name: cells.proxy_name, attested_on: cells.attested_on ?? '' },
    consent_words: 'paper',
  }
  const form = randomBytes(16).toString('hex')
  const { statement } = await keepStatement(
    register,
    { ...said, form, method: 'paper', attestation_code: null, form_number: cells.form_number, received_by: by },
    {
      ...{ at: now(), actor: by, role: 'operator', participant: null, purpose: 'oversight' },
      detail: { method: 'paper', stated_by: said.stated_by, outcome: 'done' },
    },
  )
  return statement
}
