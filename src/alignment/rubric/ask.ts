import { cell } from '../degree/matrix.ts'
import { atLeast } from '../elements/degree.ts'
import { type Elements, elementOf } from '../elements/elements.ts'
import { type Answer, spoken } from '../profile/answer.ts'
import { type Profile, readingsOf } from '../profile/profile.ts'
import type { Rubric } from './read-rubric.ts'
import type { Criterion, LevelFile, Test } from './rubric.ts'
import { type Finding, type MembersByOption, shareHolds } from './shares.ts'

/** What is asked, of whom, and on which day; `profile` holds one reading of each answer. */
export type Asked = {
  elements: Elements
  rubric: Rubric
  criterion: Criterion
  profile: Profile
  reference: Profile | null
  day: string
  line: string | null
  members: readonly MembersByOption[] | undefined
}

/** What came of a level's tests: it holds, does not, or nothing can be said. */
export type LevelFound = { holds: boolean | null; because: string; silent: readonly string[] }

/** All tests must hold, under `any` one; a test of what is not stated does not hold and says so. */
export function askLevel(asked: Asked, { tests, any }: LevelFile): LevelFound {
  const found = tests.map((test) => ({ test, ...askTest(asked, test) }))
  const silent = found.flatMap(({ holds, test }) =>
    holds === null ? (test.element ? [test.element] : asked.criterion.elements) : [],
  )
  const because = (some: readonly Finding[]) => some.map(({ says }) => says).join('; ')
  const held = found.filter(({ holds }) => holds === true)
  if (any ? held.length > 0 : held.length === found.length) return { holds: true, because: because(held), silent }
  const failed = found.filter(({ holds }) => holds !== true)
  return { holds: found.every(({ holds }) => holds === null) ? null : false, because: because(failed), silent }
}

function askTest(asked: Asked, test: Test): Finding {
  if (test.degree) return askDegree(asked, test.degree)
  if (test.share_of_members)
    return shareHolds(asked.rubric, test.share_of_members, asked.members, asked.line, asked.day)
  const element = elementOf(asked.elements, test.element ?? '')
  const [reading] = readingsOf(asked.profile, element.element)
  if (!reading) return { holds: null, says: `${element.label} is not stated` }
  const { holds, wanted } = answered(test, reading.answer)
  const words = wanted.map((word) => spoken(element, { kind: 'one-of', option: word }))
  const says = `${element.label}: ${spoken(element, reading.answer)}`
  return { holds, says: holds || words.length === 0 ? says : `${says}; wanted ${words.join(how(test))}` }
}

const how = (test: Test): string => (test.has ? ' and ' : ' or ')

function answered(test: Test, answer: Answer): { holds: boolean; wanted: readonly string[] } {
  if (typeof test.is === 'boolean')
    return { holds: answer.kind === 'yes-no' && answer.value === test.is, wanted: [test.is ? 'yes' : 'no'] }
  const options = test.in ?? (test.is === undefined ? [] : [test.is])
  if (options.length > 0) return { holds: answer.kind === 'one-of' && options.includes(answer.option), wanted: options }
  const set = answer.kind === 'set' ? answer.options : []
  if (test.has) return { holds: test.has.every((word) => set.includes(word)), wanted: test.has }
  if (test.some) return { holds: test.some.some((word) => set.includes(word)), wanted: test.some }
  if (test.first !== undefined)
    return { holds: answer.kind === 'ordered-steps' && answer.steps[0] === test.first, wanted: [test.first] }
  return { holds: true, wanted: [] }
}

function askDegree({ elements, criterion, profile, reference }: Asked, wanted: 'exact' | 'directional'): Finding {
  if (!reference) return { holds: null, says: 'no reference is in force' }
  const cells = criterion.elements.map((name) => ({
    label: elementOf(elements, name).label,
    ...cell(elementOf(elements, name), profile, reference),
  }))
  const stated = cells.filter(({ degree }) => degree !== 'not-stated')
  if (stated.length === 0) return { holds: null, says: 'payer and reference state none of its elements both' }
  const far = stated.filter(({ degree }) => !atLeast(degree, wanted))
  if (far.length === 0)
    return { holds: true, says: `${stated.length} of ${cells.length} stated by both, each ${wanted} or nearer` }
  return { holds: false, says: far.map(({ label, degree, because }) => `${label} is ${degree}: ${because}`).join('; ') }
}
