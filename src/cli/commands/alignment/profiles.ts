import { resolve } from 'node:path'
import { spoken, understand } from '../../../alignment/profile/answer.ts'
import { type Library, readLibrary } from '../../../alignment/profile/library.ts'
import { ATTRIBUTION_RULE, faultOf } from '../../../alignment/profile/of-statements.ts'
import { readProfileFile } from '../../../alignment/profile/profile-file.ts'
import { faultsDetail, WholepanelError } from '../../../error.ts'
import { OPERATOR } from '../../../governance/viewer.ts'
import { IsoDate } from '../../../model/parameter.ts'
import { listAnswers, type ProfileAnswer, stateAnswers } from '../../../register/alignment/profile-answers.ts'
import type { Register } from '../../../register/open.ts'
import { listPayers } from '../../../register/payers.ts'
import { type Context, DONE } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'
import { foldersOf } from '../payment/models.ts'
import { questionnaire } from './questionnaire.ts'

export type ProfilesOptions = Output & { from?: string; questionnaire?: string }

const COLUMNS = ['payer', 'element', 'from_date', 'says', 'source', 'stated_by']

/** Writes what payers say of themselves from files into the register, all or none; without files, lists what is in force. */
export function profiles(context: Context, files: readonly string[], options: ProfilesOptions): Promise<number> {
  const { from, questionnaire: asked } = options
  if (from !== undefined && !IsoDate.safeParse(from).success)
    throw new WholepanelError('input-argument', { at: '--from', got: from, want: 'a day: 2025-12-31' })
  if (asked !== undefined && files.length > 0)
    throw new WholepanelError('input-argument', { at: '--questionnaire', got: 'files', want: 'one of the two' })
  return withRegion(context, 'profiles', async (open) => {
    const { register } = open
    const library = readLibrary(foldersOf(context))
    const today = context.now().slice(0, 10)
    if (asked !== undefined) {
      const known = await listPayers(register)
      const payer = requirePayer(known, asked, '--questionnaire')
      context.out(questionnaire(library, { payer: payer.payer, name: payer.payer_name, day: from ?? today }))
    } else if (files.length > 0) {
      const answers = await readAnswers(
        files.map((file) => resolve(context.cwd, file)),
        { register, library, from },
      )
      await stateAnswers(register, answers, OPERATOR, context.now())
      context.say(`${answers.length} ${answers.length === 1 ? 'answer' : 'answers'} written`)
    } else {
      const rows = inForce(await listAnswers(register), from ?? today).map((one) => rowOf(library, one))
      await releaseToOperator(context, open, 'profiles')
      printRows(context, rows, COLUMNS, options)
    }
    return DONE
  })
}

type Given = Omit<ProfileAnswer, 'stated_at'>

async function readAnswers(
  files: readonly string[],
  { register, library, from }: { register: Register; library: Library; from: string | undefined },
): Promise<Given[]> {
  const known = await listPayers(register)
  const from_files = new Map<string, string>()
  return files.flatMap((file) => {
    const { given } = readProfileFile(file, library, from)
    const { payer, as_of, attribution_rule, profile } = given
    requirePayer(known, payer, file)
    const other = from_files.get(payer)
    if (other !== undefined)
      throw new WholepanelError('input-model', {
        at: file,
        got: `payer ${payer} stands in ${other} too`,
        want: 'one file for each payer',
      })
    from_files.set(payer, file)
    const from_date = from ?? as_of
    const said = Object.entries({ ...(attribution_rule && { [ATTRIBUTION_RULE]: attribution_rule }), ...profile })
    if (said.length === 0)
      throw new WholepanelError('input-model', {
        at: file,
        got: 'no answer',
        want: 'one or more under profile, or an attribution_rule: take the # away from a line that you answer',
      })
    const faults = said.flatMap(([element, answer]) => {
      const fault = faultOf(element, answer, { ...library, day: from_date })
      return fault === null ? [] : [{ at: file, text: `${element}: ${fault}` }]
    })
    if (faults.length > 0) throw new WholepanelError('input-model', faultsDetail(faults))
    return said.map(([element, answer]) => ({
      ...{ payer, element, from_date, answer: JSON.stringify(answer) },
      stated_by: 'operator',
    }))
  })
}

function requirePayer<Known extends { payer: string }>(known: readonly Known[], payer: string, at: string): Known {
  const found = known.find((one) => one.payer === payer)
  if (found) return found
  const want = known.map((one) => one.payer).join(' or ') || 'a payer that sent something'
  throw new WholepanelError('input-argument', { at, got: `no payer ${payer}`, want })
}

/** Of each payer and element the last that was said for a day, unless it was taken back. */
function inForce(answers: readonly ProfileAnswer[], day: string): ProfileAnswer[] {
  const last = new Map(
    answers.filter(({ from_date }) => from_date <= day).map((one) => [`${one.payer} ${one.element}`, one]),
  )
  return [...last.values()].filter(({ answer }) => answer !== null)
}

function rowOf({ elements }: Library, { payer, element, from_date, answer, stated_by }: ProfileAnswer): Row {
  const said = JSON.parse(answer ?? 'null') as Said
  const each = said?.readings ?? [said]
  const known = elements.elements.find((one) => one.element === element)
  const words = each.map((one) => {
    const value = one?.value
    if (value === undefined) return 'a number that changes over time'
    const understood = known && understand(known, value)
    return understood && 'answer' in understood ? spoken(known, understood.answer) : String(value)
  })
  const sources = [...new Set(each.flatMap((one) => one?.source ?? []))]
  return { payer, element, from_date, says: words.join(' / '), source: sources.join(' / '), stated_by }
}

/** As `profile-file.ts` takes it in. */
type One = { value?: string | boolean | string[]; source?: string } | null
type Said = (One & { readings?: One[] }) | null
