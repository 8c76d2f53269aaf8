import { type Elements, elementOf } from '../elements/elements.ts'
import { spoken } from '../profile/answer.ts'
import { type Profile, type Reading, readingsOf } from '../profile/profile.ts'
import { type Asked, askLevel } from './ask.ts'
import type { Rubric } from './read-rubric.ts'
import { type Criterion, drawnLevels, type LevelFile } from './rubric.ts'
import type { MembersByOption } from './shares.ts'

/** The levels, the best first; `not-stated` says that nothing can be said. */
export const LEVELS = ['preferred', 'acceptable', 'unmet', 'not-stated'] as const
export type Level = (typeof LEVELS)[number]

/** One level that was found: for one reading of the rubric, one of each answer, and one line of business. */
export type Verdict = {
  rubric_reading: string | null
  source: string
  /** Which reading of an answer was taken, where a payer's texts say two things. */
  readings: Readonly<Record<string, string>>
  line: string | null
  level: Level
  /** What the level says, and which tests held or failed, in words. */
  because: string
}

export type Evidence = { element: string; says: string; source: string; status: Reading['status'] }

export type JudgedCriterion = {
  criterion: string
  label: string
  /** The lowest level among its verdicts that say something. */
  level: Level
  because: string
  verdicts: readonly Verdict[]
  /** Verdicts beyond the most that are worked out. */
  verdicts_left_out: number
  /** Elements that the payer does not state: an answer may change the level. */
  silent: readonly string[]
  unconfirmed: boolean
  evidence: { wanted: string; found: readonly Evidence[] }
  source: string
  /** The last day on which acceptable is enough. */
  preferred_by: { day: string; because: string | null } | null
  /** Null where no day was set or nothing can be said. */
  late: boolean | null
}

export type Judgement = {
  rubric: string
  payer: string
  day: string
  in_force: 'not-yet' | 'in-force' | 'ended'
  criteria: readonly JudgedCriterion[]
  counts: Readonly<Record<Level, number>>
}

/** Readings of answers are combined up to so many; the rest is counted. */
export const MOST_VERDICTS = 256

export type JudgeGiven = { reference?: Profile | null; members?: readonly MembersByOption[] }

/** Holds a payer to a rubric on a day. Pure: what the day is, and who the members are, is the caller's to say. */
export function judge(
  elements: Elements,
  rubric: Rubric,
  profile: Profile,
  day: string,
  { reference = null, members }: JudgeGiven = {},
): Judgement {
  const criteria = rubric.criteria.map((criterion) =>
    judgeCriterion({ elements, rubric, criterion, profile, reference, day, line: null, members }),
  )
  const counts = Object.fromEntries(
    LEVELS.map((level) => [level, criteria.filter((one) => one.level === level).length]),
  ) as Record<Level, number>
  const ended = rubric.until !== undefined && day > rubric.until
  const in_force = day < rubric.from ? 'not-yet' : ended ? 'ended' : 'in-force'
  return { rubric: rubric.rubric, payer: profile.payer, day, in_force, criteria, counts }
}

function judgeCriterion(asked: Asked): JudgedCriterion {
  const { elements, criterion, profile, day } = asked
  const { chosen, left } = choices(criterion.elements, profile)
  const drawn = drawnLevels(criterion)
  const lines = linesOf(asked)
  const each = drawn.flatMap(({ reading, source, preferred, acceptable }) =>
    chosen.flatMap((choice) =>
      lines.map((line) => {
        const found = levelOf({ ...asked, profile: choice.profile, line }, preferred, acceptable)
        return { rubric_reading: reading, source, readings: choice.readings, line, ...found }
      }),
    ),
  )
  const verdicts = each.map(({ silent: _, ...verdict }) => verdict)
  const level = lowest(verdicts.map((one) => one.level))
  const found = criterion.elements.flatMap((name) =>
    readingsOf(profile, name).map(({ answer, source, status }) => ({
      element: name,
      says: spoken(elementOf(elements, name), answer),
      source,
      status,
    })),
  )
  const preferred_by = deadline(criterion, day)
  const open = level === 'not-stated' || preferred_by === null
  return {
    criterion: criterion.criterion,
    label: criterion.label,
    level,
    because: verdicts.find((one) => one.level === level)?.because ?? '',
    verdicts,
    verdicts_left_out: left * drawn.length * lines.length,
    silent: [...new Set(each.flatMap(({ silent }) => silent))],
    unconfirmed: criterion.status === 'unconfirmed' || found.some(({ status }) => status === 'unconfirmed'),
    evidence: { wanted: criterion.evidence, found },
    source: criterion.source,
    preferred_by,
    late: open ? null : level !== 'preferred' && day > preferred_by.day,
  }
}

function levelOf(asked: Asked, preferred: LevelFile, acceptable: LevelFile | undefined) {
  const best = askLevel(asked, preferred)
  if (best.holds)
    return { level: 'preferred' as const, because: `${preferred.says}: ${best.because}`, silent: best.silent }
  const next = acceptable ? askLevel(asked, acceptable) : null
  const silent = [...best.silent, ...(next?.silent ?? [])]
  const short = `not preferred, since ${best.because}`
  if (acceptable && next?.holds)
    return { level: 'acceptable' as const, because: `${acceptable.says}: ${next.because}; ${short}`, silent }
  if (best.holds === null && (next === null || next.holds === null))
    return { level: 'not-stated' as const, because: best.because, silent }
  const also = next && next.because !== best.because ? `${short}; not acceptable, since ${next.because}` : short
  return { level: 'unmet' as const, because: also, silent }
}

/** One line at a time where the criterion asks for shares of members, and the lines are given. */
function linesOf({ rubric, criterion, members }: Asked): readonly (string | null)[] {
  const asks = drawnLevels(criterion).some(({ preferred, acceptable }) =>
    [...preferred.tests, ...(acceptable?.tests ?? [])].some((test) => test.share_of_members),
  )
  const given = Object.keys(rubric.lines ?? {}).filter((line) => members?.some((row) => row.line === line))
  return asks && given.length > 0 ? given : [null]
}

type Choice = { profile: Profile; readings: Readonly<Record<string, string>> }

/** Each combination of readings, as a profile that says one thing. */
function choices(names: readonly string[], profile: Profile): { chosen: Choice[]; left: number } {
  let all: Choice[] = [{ profile, readings: {} }]
  let count = 1
  for (const name of names) {
    const readings = readingsOf(profile, name)
    if (readings.length < 2) continue
    count *= readings.length
    all = all
      .flatMap(({ profile: so, readings: taken }) =>
        readings.map((one) => ({
          profile: { ...so, answers: new Map([...so.answers, [name, [one]]]) },
          readings: { ...taken, [name]: one.reading ?? '' },
        })),
      )
      .slice(0, MOST_VERDICTS)
  }
  return { chosen: all, left: count - all.length }
}

function lowest(levels: readonly Level[]): Level {
  const place = Math.max(...levels.map((level) => (level === 'not-stated' ? -1 : LEVELS.indexOf(level))))
  return LEVELS[place] ?? 'not-stated'
}

function deadline({ preferred_by, preferred_by_because }: Criterion, day: string): JudgedCriterion['preferred_by'] {
  if (preferred_by === undefined) return null
  const yearly = preferred_by === 'yearly'
  return {
    day: yearly ? `${day.slice(0, 4)}-12-31` : preferred_by,
    because: preferred_by_because ?? (yearly ? 'Judged by the goal of the year, to the end of the year' : null),
  }
}
