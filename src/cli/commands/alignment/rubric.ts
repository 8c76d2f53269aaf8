import { readElements } from '../../../alignment/elements/elements.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { type JudgedCriterion, type Judgement, judge, type Verdict } from '../../../alignment/rubric/judge.ts'
import { membersOfRubric } from '../../../alignment/rubric/of-run.ts'
import { progress } from '../../../alignment/rubric/progress.ts'
import { type Rubric, rubrics } from '../../../alignment/rubric/read-rubric.ts'
import { asks, asksShares } from '../../../alignment/rubric/rubric.ts'
import type { MembersByOption } from '../../../alignment/rubric/shares.ts'
import { WholepanelError } from '../../../error.ts'
import { didYouMean } from '../../../model/read-yaml.ts'
import { type Context, DONE } from '../../context.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { foldersOf } from '../payment/models.ts'
import { countIn, readTable } from './small-table.ts'
import { modelNamed, type Whom, type WhomOptions, whom } from './whom.ts'

export type RubricOptions = Output & WhomOptions & { shares?: string; since?: string; payer?: string }

/** The rubrics there are. */
export async function listRubrics(context: Context, output: Output): Promise<number> {
  const folders = foldersOf(context)
  const rows = rubrics(readElements(folders), folders).map(({ rubric, title, by, from, until, criteria }) => ({
    rubric,
    title,
    by,
    from,
    until: until ?? null,
    criteria: criteria.length,
  }))
  printRows(context, rows, ['rubric', 'title', 'by', 'from', 'until', 'criteria'], output)
  return DONE
}

/** Each payer held to a rubric: the level of each criterion, which test failed, and whether it is late. */
export async function printRubric(context: Context, name: string, options: RubricOptions): Promise<number> {
  const rubric = rubricNamed(context, readElements(foldersOf(context)), name)
  const found = await whom(context, options, options.shares === undefined && asksShares(rubric))
  const members = membersOf(context, rubric, options, found)
  const asked = { rubric, members, payer: options.payer }
  const now = judged(context, found, asked)
  if (options.since !== undefined) {
    const before = judged(context, await whom(context, { ...options, day: options.since }), asked)
    const rows = now.flatMap((later) => {
      const earlier = before.find(({ payer }) => payer === later.payer)
      return earlier ? progress(earlier, later).map((row): Row => ({ payer: later.payer, ...row })) : []
    })
    printRows(context, rows, ['payer', 'criterion', 'before', 'after', 'move', 'late', 'because'], options)
  } else printRows(context, now.flatMap(rowsOf), COLUMNS, options)
  if (!options.json && !options.csv) for (const line of notes(rubric, now, members)) context.say(line)
  return DONE
}

function rubricNamed(context: Context, elements: Whom['elements'], name: string): Rubric {
  const all = rubrics(elements, foldersOf(context))
  const found = all.find(({ rubric }) => rubric === name)
  if (found) return found
  const known = all.map(({ rubric }) => rubric)
  throw new WholepanelError('input-argument', {
    got: `no rubric ${name}${didYouMean(name, known)}`,
    want: known.join(' or '),
  })
}

type Asked = { rubric: Rubric; members: Members | null; payer: string | undefined }
type Members = ReadonlyMap<string, MembersByOption[]>

function judged(context: Context, found: Whom, { rubric, members, payer }: Asked): Judgement[] {
  const reference = referenceOf(context, found, rubric)
  const itself = (one: Profile) => one.payer === reference?.payer && asks(rubric, ({ degree }) => degree !== undefined)
  const held = found.payers.filter((one) => (payer === undefined || one.payer === payer) && !itself(one))
  if (payer !== undefined && held.length === 0) {
    const known = found.payers.map((one) => one.payer)
    const got = `no payer ${payer}${didYouMean(payer, known)}`
    throw new WholepanelError('input-argument', { at: '--payer', got, want: known.join(' or ') })
  }
  return held.map((profile) => {
    const own = members?.get(profile.payer)
    return judge(found.elements, rubric, profile, found.day, { reference, ...(own ? { members: own } : {}) })
  })
}

/** The model that the rubric asks for the degree to, else what the payers are compared with. */
const referenceOf = (context: Context, { reference, day }: Whom, { reference: model }: Rubric): Profile | null =>
  model === undefined ? reference : modelNamed(context, model, day)

/**
 * Members by payer, line of business and option, such as an HCP-LAN category: of the file, where an empty option is not
 * known, or else of the region's last run.
 */
function membersOf(context: Context, rubric: Rubric, { shares }: RubricOptions, { run }: Whom): Members | null {
  if (shares === undefined) return run && membersOfRubric(rubric, run.members)
  const members = new Map<string, MembersByOption[]>()
  for (const row of readTable(context, shares, ['payer', 'line', 'members'], ['payer', 'line', 'option', 'members'])) {
    const own = members.get(row.payer ?? '') ?? []
    own.push({ line: row.line ?? '', option: row.option, members: countIn(row.at, row.members ?? '') })
    members.set(row.payer ?? '', own)
  }
  return members
}

const COLUMNS = ['payer', 'criterion', 'reading', 'line', 'level', 'preferred_by', 'late', 'unconfirmed', 'because']

const rowsOf = ({ payer, criteria }: Judgement): Row[] =>
  criteria.flatMap((one) => [
    criterionRow(payer, one),
    ...(one.verdicts.length > 1 ? one.verdicts.map((verdict) => verdictRow(payer, one, verdict)) : []),
  ])

/** The criterion as a whole: the lowest of its readings and lines. */
const criterionRow = (
  payer: string,
  { criterion, level, preferred_by, late, unconfirmed, because }: JudgedCriterion,
) => ({
  payer,
  criterion,
  level,
  preferred_by: preferred_by?.day ?? null,
  late,
  unconfirmed,
  because,
})

const verdictRow = (payer: string, { criterion }: JudgedCriterion, verdict: Verdict): Row => ({
  payer,
  criterion,
  reading: [verdict.rubric_reading, ...Object.values(verdict.readings)].filter(Boolean).join(', ') || null,
  line: verdict.line,
  level: verdict.level,
  because: verdict.because,
})

function notes(rubric: Rubric, now: readonly Judgement[], members: Members | null): string[] {
  const [first] = now
  const by = asksShares(rubric)
  const without = members === null ? now : now.filter(({ payer }) => !members.has(payer))
  return [
    ...(first?.in_force === 'ended' ? [`${rubric.title} ended on ${rubric.until}, before ${first.day}.`] : []),
    ...(first?.in_force === 'not-yet' ? [`${rubric.title} is in force from ${rubric.from}, after ${first.day}.`] : []),
    ...(by && without.length > 0
      ? [
          `Criteria that ask for shares of members are not stated for ${without.map(({ payer }) => payer).join(', ')}: give them by --shares, a CSV of payer, line, option, members; a region's last run has those of the lines that the rubric names in lines_of_run.`,
        ]
      : []),
  ]
}
