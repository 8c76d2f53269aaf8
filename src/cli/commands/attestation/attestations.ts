import { resolve } from 'node:path'
import { takeInStatements } from '../../../attestation/take-in.ts'
import { takePaperForms } from '../../../attestation/take-paper.ts'
import { standingOf } from '../../../disclosure/reads/attestation/attestations.ts'
import { WholepanelError } from '../../../error.ts'
import { openLake } from '../../../lake/lake.ts'
import { sql } from '../../../lake/sql.ts'
import { registeredPractices } from '../../../register/directory.ts'
import { listCodes, makeCode, withdrawCode } from '../../../register/rights/attestation/codes.ts'
import { listStatements } from '../../../register/rights/attestation/statements.ts'
import { type Context, DONE, type OpenRegion } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'
import { standingWords } from './standing-words.ts'

export type MakeCodeOptions = { label: string; code?: string }

/** The statements by their keys and where each stands: who said them is for the pages. */
export function attestations(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'attestations', async ({ register }) => {
    await releaseToOperator(context, { register }, 'attestations')
    const rows = (await listStatements(register)).map((one) => ({ ...one, standing: standingOf(one) }))
    printRows(context, rows, COLUMNS, output)
    if (rows.length === 0 && !output.json && !output.csv)
      context.say('no statement yet; make a link with: wholepanel attestations make-code PRACTICE --label WHERE')
    return DONE
  })
}

const COLUMNS = [
  ...['statement', 'practice_id', 'standing', 'because', 'method', 'stated_by', 'attested_on', 'withdrawn_on'],
  ...['received_at', 'checked_at'],
]

/** Checks whose each statement is, and brings those that are known into the lake. */
export function takeIn(context: Context): Promise<number> {
  return withRegion(context, 'attestations', async ({ region, register }) => {
    const { now, progress, signal } = context
    const { submission_id, ...counted } = await takeInStatements(region, { register, now, progress, signal })
    context.say(`statements: ${standingWords(counted)}`)
    context.say(submission_id ? `submission ${submission_id}` : 'nothing changed in the lake')
    if (counted.waiting > 0)
      context.say('those that wait need coverage to be checked against: wholepanel run --period YEAR')
    return DONE
  })
}

/** Takes a list of paper forms in: all of it or nothing. */
export function paper(context: Context, file: string): Promise<number> {
  return withRegion(context, 'attestations', async ({ region, register }) => {
    const work = { register, now: context.now, by: 'operator' }
    const { forms, added, withdrawn, unchanged } = await takePaperForms(region, resolve(context.cwd, file), work)
    context.say(`${forms} forms: ${added} new, ${withdrawn} taken back, ${unchanged} as before`)
    context.say('next: wholepanel attestations take-in')
    return DONE
  })
}

/** The links by which patients say which practice is theirs. */
export function codes(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'attestations', async ({ region, register }) => {
    const origin = region.settings.public_url ?? ''
    const rows = (await listCodes(register)).map((one) => ({
      ...one,
      link: `${origin}/attest/${one.attestation_code}`,
    }))
    printRows(context, rows, CODES, output)
    return DONE
  })
}

const CODES = ['attestation_code', 'practice_id', 'label', 'link', 'made_at', 'made_by', 'withdrawn_at']

/** Makes a link; without a practice one for a campaign, in which the patient chooses. */
export function makeLink(context: Context, practice: string | undefined, options: MakeCodeOptions): Promise<number> {
  return withRegion(context, 'attestations', async (open) => {
    const organization_id = practice === undefined ? null : await organizationOf(open, practice)
    const given = {
      practice_id: practice ?? null,
      organization_id,
      label: options.label,
      attestation_code: options.code,
    }
    const made = await makeCode(open.register, given, 'operator', context.now())
    const origin = open.region.settings.public_url ?? 'the address of the pages'
    context.say(`${made.attestation_code}: patients open /attest/${made.attestation_code} at ${origin}`)
    return DONE
  })
}

/** Withdraws a link; the statements that came by it stay. */
export function withdrawLink(context: Context, code: string): Promise<number> {
  return withRegion(context, 'attestations', async ({ register }) => {
    if (!(await withdrawCode(register, code, 'operator', context.now())))
      throw new WholepanelError('input-no-code', { fix: 'list the links with: wholepanel attestations codes' })
    context.say(`${code} takes no more statements`)
    return DONE
  })
}

async function organizationOf({ region, register }: OpenRegion, practice_id: string): Promise<string> {
  const engine = await openLake(region)
  try {
    const found = await engine.one<{ organization_id: string }>(
      sql`select organization_id from practice where practice_id = ${practice_id}`,
    )
    const known = found ?? (await registeredPractices(register)).find((one) => one.practice_id === practice_id)
    if (!known) throw new WholepanelError('input-argument', { got: practice_id, want: 'a practice of the directory' })
    return known.organization_id
  } finally {
    engine.close()
  }
}
