import { isSteward } from '../../../convening/meetings/steward.ts'
import { fieldOf, formOf } from '../../../convening/silence/refused/forms.ts'
import { keepsRefusal } from '../../../convening/silence/refused/stewards.ts'
import { answersTo, type Refusal, type RefusalAnswer } from '../../../register/convening/silence/refusals.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each, partyOf } from '../received/received.ts'
import type { Convened } from './initiatives.ts'

const COLUMNS = [
  ...['refusal', 'at', 'by', 'form', 'page', 'texts', 'tries', 'state', 'asked_at', 'because', 'answered_at', 'own'],
  ...['may_ask', 'may_answer'],
]
const REFUSED = { name: 'refused words', columns: each(COLUMNS, 'public'), parties: () => ({}) }
/** How far back tries of one author are counted. */
const DAY_MS = 86_400_000

/** Words that the check refused: to their author, and to the steward, who reads some of them only once they are asked about. */
export async function readRefusedWords(door: Door, { register }: Convened): Promise<Released[]> {
  const { viewer } = door
  const steward = await register.engine((tx) => isSteward(tx, viewer))
  const found = await register.as(partyOf(viewer), async (tx) => {
    const refusals = await tx.selectFrom('refusal').selectAll().orderBy('at', 'desc').orderBy('refusal').execute()
    const answers = await answersTo(
      tx,
      refusals.map(({ refusal }) => refusal),
    )
    const own = ({ by }: Refusal) => by === viewer.person
    return refusals
      .map((one) => {
        const its = answers.filter(({ refusal }) => refusal === one.refusal)
        return { one, own: own(one), keeps: keepsRefusal(viewer, steward, one, its), answers: its }
      })
      .filter((one) => one.own || one.keeps)
  })
  const rows = await register.engine(async (tx) => {
    const accounts = await tx.selectFrom('account').select(['account', 'name']).execute()
    const all = found.map(({ one }) => one)
    return Promise.all(
      found.map(async ({ one, own, keeps, answers }) => {
        const { words, page } = await formOf(tx, one)
        const answered = answers.find(({ what }) => what === 'released' || what === 'upheld')
        const asked = answers.find(({ what }) => what === 'asked')
        return {
          ...{ refusal: one.refusal, at: one.at, form: words, page, own },
          by: accounts.find(({ account }) => account === one.by)?.name ?? one.by,
          texts: one.texts.map((text) => ({ ...text, field: fieldOf(text.field) })),
          tries: triesOf(one, all),
          state: stateOf(answers),
          asked_at: asked?.at ?? null,
          because: answered?.because ?? null,
          answered_at: answered?.at ?? null,
          may_ask: own && !asked && !answered,
          may_answer: keeps && !own && one.by !== null && !answered,
        }
      }),
    )
  })
  return release(door, REFUSED, rows)
}

/** How often its author was refused within the day up to it. */
const triesOf = ({ by, at }: Refusal, all: readonly Refusal[]): number =>
  all.filter((one) => {
    const before = Date.parse(at) - Date.parse(one.at)
    return one.by === by && before >= 0 && before < DAY_MS
  }).length

const STATES = ['passed', 'released', 'upheld', 'asked'] as const

const stateOf = (answers: readonly RefusalAnswer[]) =>
  STATES.find((state) => answers.some(({ what }) => what === state)) ?? 'refused'
