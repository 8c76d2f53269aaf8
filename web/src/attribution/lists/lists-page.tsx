/** The lists themselves: when payers' lists come, and whether panels are large enough for what programs ask. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { rulesQuery, sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { PANEL } from '../laboratory-page.tsx'
import { treats } from '../words.ts'
import { Lateness } from './lateness.tsx'
import { Minimums } from './minimums.tsx'
import './lists.css'

const ROUTE = '/attribution/lists'

export function ListsPage() {
  const { rule } = useSearch({ from: ROUTE })
  const navigate = useNavigate({ from: ROUTE })
  const role = useQuery(sessionQuery).data?.viewer?.role
  const rules = useQuery(rulesQuery)
  const deliveries = role !== undefined && !treats(role)
  return (
    <Page
      title="Lists"
      lead={
        deliveries
          ? 'When payers’ lists come, month by month, and which panels are smaller than a program asks for.'
          : 'Which panels are smaller than a program asks for, and who would reach it together.'
      }
    >
      {deliveries && <Lateness own={role === 'payer'} />}
      <section aria-labelledby="minimum-heading" className="minimums">
        <h2 id="minimum-heading">Least sizes</h2>
        <Answer query={rules} what="the rules">
          {(found) => (
            <>
              <div className="filters changes-choice">
                <Choice
                  label="People by the rule"
                  value={rule}
                  all="The region’s panel"
                  options={found.described.filter((one) => one.rule !== PANEL).map((one) => [one.rule, one.title])}
                  choose={(said) => void navigate({ search: { rule: said }, resetScroll: false })}
                />
              </div>
              <Minimums rule={rule ?? PANEL} />
            </>
          )}
        </Answer>
      </section>
    </Page>
  )
}
