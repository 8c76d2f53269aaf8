/** Two rules on the same people: how far they agree, who moves, and what moves with them. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Comparison, RuleDescribed, Rules } from '../api/attribution/attribution.ts'
import { comparisonPath, comparisonQuery, rulesQuery } from '../api/queries.ts'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { WithheldNote } from '../design/answers/withheld.tsx'
import { Choice } from '../design/forms/choice.tsx'
import { Page } from '../design/frame/page.tsx'
import { Download } from '../design/tables/download.tsx'
import { AgreementHeadline } from './agreement-headline.tsx'
import { ByPayer } from './by-payer.tsx'
import { ByPractice } from './by-practice.tsx'
import { RuleLists } from './rule-lists.tsx'
import './laboratory.css'

export const PANEL = 'attested-then-plurality'
const PAYER_LIST = 'payer-list'

export function LaboratoryPage() {
  const asked = useSearch({ from: '/attribution/' })
  const rules = useQuery(rulesQuery)
  const [a, b] = [asked.a ?? PANEL, asked.b ?? PAYER_LIST]
  return (
    <div className="laboratory">
      <Page
        title="Attribution"
        lead="Each payer decides in its own way whose patient a person is. Here the rules decide on the same people, so that you see where they differ."
      >
        <Answer query={rules} what="the rules">
          {(found) => (
            <>
              <Chosen rules={found} a={a} b={b} />
              <Compared a={a} b={b} rules={found} />
              <RuleLists found={found} />
            </>
          )}
        </Answer>
      </Page>
    </div>
  )
}

export const titleOf = ({ described }: Pick<Rules, 'described'>, rule: string): string =>
  rule === PAYER_LIST ? 'Each payer’s own list' : (described.find((one) => one.rule === rule)?.title ?? rule)

function Chosen({ rules, a, b }: { rules: Rules; a: string; b: string }) {
  const navigate = useNavigate({ from: '/attribution/' })
  const options = [
    ...rules.described.map((one): [string, string] => [one.rule, one.title]),
    [PAYER_LIST, titleOf(rules, PAYER_LIST)] as [string, string],
  ]
  const choose = (said: { a?: string | undefined; b?: string | undefined }) =>
    void navigate({ search: { a, b, ...said }, resetScroll: false })
  return (
    <section aria-labelledby="rules-heading">
      <h2 id="rules-heading" className="ds-u-visibility--screen-reader">
        Two rules
      </h2>
      <div className="filters rules-choice">
        <Choice
          label="First rule"
          value={a}
          all="The region’s panel"
          options={options}
          choose={(rule) => choose({ a: rule })}
        />
        <Choice
          label="Second rule"
          value={b}
          all="Each payer’s own list"
          options={options}
          choose={(rule) => choose({ b: rule })}
        />
      </div>
      <div className="rules-about">
        {[a, b].map((rule) => (
          <RuleAbout key={rule} rule={rules.described.find((one) => one.rule === rule)} />
        ))}
      </div>
    </section>
  )
}

function RuleAbout({ rule }: { rule: RuleDescribed | undefined }) {
  if (!rule)
    return (
      <div>
        <h3>Each payer’s own list</h3>
        <p>Whom a payer says it attributes to whom, as it was sent.</p>
      </div>
    )
  return (
    <div>
      <h3>{rule.title}</h3>
      <p>{rule.about}</p>
      {rule.unconfirmed && <p className="quiet">Not yet checked against its public source.</p>}
      {rule.differs.length > 0 && (
        <details>
          <summary>Where it differs from its source</summary>
          <ul>
            {rule.differs.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </details>
      )}
      <p>
        <Link to="/attribution/changes" search={{ rule: rule.rule }}>
          Who came and left by this rule, list by list
        </Link>
      </p>
    </div>
  )
}

function Compared({ a, b, rules }: { a: string; b: string; rules: Rules }) {
  const compared = useQuery({ ...comparisonQuery(a, b), enabled: a !== b })
  if (a === b) return <EmptyState heading="Choose two different rules." />
  return (
    <Answer query={compared} what="the comparison">
      {(found) => <ComparedRules found={found} first={titleOf(rules, a)} second={titleOf(rules, b)} />}
    </Answer>
  )
}

function ComparedRules({ found, first, second }: { found: Comparison; first: string; second: string }) {
  const [all] = found.agreement.filter((one) => one.payer === 'all')
  const payers = found.agreement.filter((one) => one.payer !== 'all')
  if (found.agreement.length === 0 && found.practices.length === 0)
    return <EmptyState heading="The two rules see nobody in common whom you may know of." />
  const path = comparisonPath(found.a, found.b)
  return (
    <>
      {all && <AgreementHeadline agreement={all} first={first} second={second} />}
      {payers.length > 0 && <ByPayer rows={payers} actions={<Download path={path} about="agreement by payer" />} />}
      <ByPractice
        found={found}
        first={first}
        second={second}
        actions={<Download path={`${path}&table=practices`} about="practices" />}
      />
      <WithheldNote held={[...found.agreement, ...found.practices].map((one) => one.withheld)} />
    </>
  )
}
