/** How sure the order is, and what nobody knows yet. */
import type { Plan } from '../../api/alignment/alignment.ts'
import { percent } from '../../design/words/format.ts'
import { plural, words } from '../../design/words/words.ts'

export function RestsOn({ plan: { proof, rests_on, limits } }: { plan: Plan }) {
  const others = [...new Set(rests_on.trials.filter(({ changes }) => changes).map(({ coefficient }) => coefficient))]
  return (
    <>
      <h3>How sure this is</h3>
      <ul>
        <li>
          {proof.kind === 'exact'
            ? 'No other sequence gains more.'
            : `No sequence gains more than ${percent(proof.gap)} above this one.`}
        </li>
        <li>
          {rests_on.changes
            ? `Another step would be first if ${others.map((one) => words(one ?? 'all figures').toLowerCase()).join(', ')} were half as large, or half as large again.`
            : 'The first step stays the first with every figure of time and cost half as large, or half as large again.'}
        </li>
        <li>Weights of gains are chosen, not measured; a region may set its own.</li>
        {limits.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  )
}

/** Payers that do not say, or say two things: they are asked before anything is proposed. */
export function Asked({ plan: { none, singles } }: { plan: Plan }) {
  const of = (why: Plan['none'][number]['why']) => none.filter((one) => one.why === why && one.payer !== null)
  const [silent, disputed] = [of('not-stated'), of('disputed')]
  if (silent.length + disputed.length === 0) return null
  const payers = [...new Set(silent.map(({ payer }) => payer))]
  const nameOf = (payer: string | null) => singles.find((one) => one.payer === payer)?.name ?? words(payer)
  return (
    <>
      <h3>To be asked first</h3>
      <ul>
        {payers.map((payer) => {
          const own = silent.filter((one) => one.payer === payer)
          return (
            <li key={payer}>
              {nameOf(payer)} does not state {own.length} {plural(own.length, 'element')}.
            </li>
          )
        })}
        {disputed.length > 0 && (
          <li>
            {disputed.length} {plural(disputed.length, 'answer')} {disputed.length === 1 ? 'says' : 'say'} two things,
            and by one of them the payer is aligned already.
          </li>
        )}
      </ul>
    </>
  )
}
