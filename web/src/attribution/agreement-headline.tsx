/** In one sentence and one bar: of the people whom both rules see, who stays and who moves. */
import type { Agreement } from '../api/attribution/attribution.ts'
import { heldBack, Withheld } from '../design/answers/withheld.tsx'
import { count, percent, wholeAmount } from '../design/words/format.ts'

type Props = { agreement: Agreement; first: string; second: string }

export function AgreementHeadline({ agreement, first, second }: Props) {
  const parts: [name: string, people: number | null, kind: string][] = [
    ['the same practice by both', agreement.same_practice, 'same'],
    ['no practice by either', agreement.same_none, 'none'],
    ['another practice', agreement.moved, 'moved'],
    [`a practice only by the first`, agreement.only_a, 'only-a'],
    [`a practice only by the second`, agreement.only_b, 'only-b'],
  ]
  const total = agreement.people ?? 0
  return (
    <section aria-labelledby="agreement-heading" className="card agreement">
      <h2 id="agreement-heading">
        {agreement.agree_share === null
          ? 'How far they agree'
          : `They agree on ${percent(agreement.agree_share, 0)} of people`}
      </h2>
      <p>
        {first}, beside {second}: {agreement.people === null ? <Withheld /> : count(agreement.people)} people whom both
        see.
      </p>
      <div className="agreement-bar" aria-hidden="true">
        {parts.map(([name, people, kind]) => (
          <span
            key={name}
            className={`agreement-${kind}`}
            style={{ width: `${total > 0 ? ((people ?? 0) / total) * 100 : 0}%` }}
          />
        ))}
      </div>
      <dl className="agreement-parts">
        {parts.map(([name, people, kind], i) => (
          <div key={name}>
            <dt>
              <span className={`agreement-key agreement-${kind}`} aria-hidden="true" /> {name}
            </dt>
            <dd>
              {people === null ? (
                <Withheld because={heldBack(agreement.withheld, FIELDS[i] ?? '')?.because} />
              ) : (
                count(people)
              )}
            </dd>
          </div>
        ))}
        <div>
          <dt>
            agreement beyond chance,{' '}
            <abbr title="0 is what chance alone would give, 1 is complete agreement">Cohen’s kappa</abbr>
          </dt>
          <dd>{agreement.kappa ?? <Withheld because={heldBack(agreement.withheld, 'kappa')?.because} />}</dd>
        </div>
        <div>
          <dt>their cost in the period, whom the rules place differently</dt>
          <dd>
            {agreement.moved_usd === null ? (
              <Withheld because={heldBack(agreement.withheld, 'moved_usd')?.because} />
            ) : (
              wholeAmount(agreement.moved_usd)
            )}
          </dd>
        </div>
      </dl>
    </section>
  )
}

const FIELDS = ['same_practice', 'same_none', 'moved', 'only_a', 'only_b']
