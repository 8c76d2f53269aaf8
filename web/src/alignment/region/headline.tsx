/** What a convener says on Monday: how near payers are, where they are farthest, and how much nobody knows yet. */
import type { AreaRow, RegionMatrix } from '../../api/alignment/alignment.ts'
import { plural } from '../../design/words/words.ts'
import { nameOf } from '../matrix.tsx'

export function Headline({ found }: { found: RegionMatrix }) {
  const counts = totals(found)
  const stated = counts.exact + counts.directional + counts.divergent
  const others = found.payers.filter(({ payer }) => payer !== found.reference).length
  const farthest = farthestArea(found.areas)
  if (stated === 0)
    return (
      <section className="card" aria-label="In short">
        <p className="headline-words">
          Nothing can be compared yet: {others} {plural(others, 'payer')} and {nameOf(found, found.reference)} answer no
          question both.
        </p>
      </section>
    )
  return (
    <section className="card" aria-label="In short">
      <p className="headline-words">
        Of {stated} answers that can be compared, <b>{counts.exact} are exact</b>, {counts.directional} point the same
        way and <b>{counts.divergent} diverge</b>.
      </p>
      <Bar counts={counts} />
      <p>
        {farthest &&
          `Farthest apart: ${farthest.row.label.toLowerCase()}, with ${farthest.divergent} of ${farthest.stated} answers divergent. `}
        <span className="quiet">
          {counts['not-stated']} of {stated + counts['not-stated']} are not stated by both, and nothing can be said of
          them.
        </span>
      </p>
    </section>
  )
}

type Counts = RegionMatrix['areas'][number]['payers'][number]['counts']

const totals = ({ areas }: RegionMatrix): Counts => summed(areas.flatMap(({ payers }) => payers))

/** How many stand at each degree in all. */
export const summed = (all: readonly { counts: Counts }[]): Counts =>
  all.reduce(
    (sum, { counts }) => ({
      exact: sum.exact + counts.exact,
      directional: sum.directional + counts.directional,
      divergent: sum.divergent + counts.divergent,
      'not-stated': sum['not-stated'] + counts['not-stated'],
    }),
    { exact: 0, directional: 0, divergent: 0, 'not-stated': 0 },
  )

function farthestArea(areas: readonly AreaRow[]): { row: AreaRow; divergent: number; stated: number } | null {
  const each = areas.map((row) => ({
    row,
    divergent: row.payers.reduce((sum, { counts }) => sum + counts.divergent, 0),
    stated: row.payers.reduce((sum, { counts }) => sum + counts.exact + counts.directional + counts.divergent, 0),
  }))
  const worst = each.toSorted((a, b) => b.divergent - a.divergent)[0]
  return worst && worst.divergent > 0 ? worst : null
}

/** The same numbers as lengths; the sentence beside it says them. */
export function Bar({ counts }: { counts: Counts }) {
  const stated = counts.exact + counts.directional + counts.divergent
  return (
    <div className="degree-bar" aria-hidden="true">
      {(['exact', 'directional', 'divergent'] as const).map((degree) => (
        <span key={degree} className={`degree-bar-${degree}`} style={{ flexGrow: stated === 0 ? 0 : counts[degree] }} />
      ))}
    </div>
  )
}
