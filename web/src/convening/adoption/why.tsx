/** Why a payer's word and its contracts agree or not: the rule, each contract that says something, and both texts. */
import { Link } from '@tanstack/react-router'
import { DegreeMark } from '../../alignment/degree-mark.tsx'
import type { Adoption, ContractShown, Verdict } from '../../api/convening/adoption.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { Badge, type Tone } from '../../design/words/badge.tsx'

const VERDICT: Readonly<Record<Verdict, { tone: Tone; words: string }>> = {
  agrees: { tone: 'good', words: 'Its contracts agree' },
  differs: { tone: 'bad', words: 'Its contracts differ' },
  'not-yet': { tone: 'note', words: 'Not in its contracts yet' },
  'cannot-tell': { tone: 'quiet', words: 'Contracts cannot tell' },
}

export function Why({ one }: { one: Adoption }) {
  const { payer, payer_name, label, area, verdict, verdict_because, shows_rule, shows_because, contracts } = one
  if (shows_rule === 'not-told') return null
  const because = verdict_because ?? shows_because
  return (
    <>
      {verdict && (
        <span className="convening-stage">
          <Badge tone={VERDICT[verdict].tone}>{VERDICT[verdict].words}</Badge>
        </span>
      )}
      <details className="convening-why">
        <summary>
          Why?
          <span className="ds-u-visibility--screen-reader">
            {' '}
            {payer_name}: {label}
          </span>
        </summary>
        {because && <p>{sentence(because)}</p>}
        {verdict_because && shows_because && <p className="quiet">Compared: {shows_because}.</p>}
        {contracts.length === 0 && <p className="quiet">No contract of it is in force.</p>}
        <ul>
          {contracts.map((contract) => (
            <Contract key={`${contract.model} ${contract.track}`} of={contract} />
          ))}
        </ul>
        {area && (
          <p>
            <Link to="/alignment" search={{ area, payer }} hash="two-texts">
              Both texts, under Alignment
            </Link>
          </p>
        )}
      </details>
    </>
  )
}

function Contract({ of }: { of: ContractShown }) {
  const { model, model_title, track, says, source, degree, because } = of
  const [folder = '', name = ''] = model.split('/')
  return (
    <li>
      <Link to="/models/$folder/$name" params={{ folder, name }}>
        {model_title}
      </Link>
      {track !== '-' && track !== '' && <>, {track}</>}: {says ?? <span className="quiet">does not say</span>}{' '}
      {degree && <DegreeMark degree={degree} />}
      {because && <span className="under">{sentence(because)}</span>}
      {source && <span className="under quiet">{source}</span>}
      <span className="under">
        With{' '}
        {of.with.map(({ organization_id, organization_name, arrangement }, place) => (
          <span key={organization_id}>
            {place > 0 && ', '}
            {arrangement === null ? (
              organization_name
            ) : (
              <a href={`/api/arrangements/${encodeURIComponent(arrangement)}/exhibit`}>
                {organization_name}
                <span className="ds-u-visibility--screen-reader">: the contract</span>
              </a>
            )}
          </span>
        ))}
      </span>
    </li>
  )
}
