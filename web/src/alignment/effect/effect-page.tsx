/** What payers' rules do to the same people, beside what they say on paper. */
import { useQuery } from '@tanstack/react-query'
import type { Effect } from '../../api/alignment/effect.ts'
import { effectQuery, sessionQuery } from '../../api/queries.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { EmptyState } from '../../design/answers/empty-state.tsx'
import { Fold } from '../../design/frame/fold.tsx'
import { Page } from '../../design/frame/page.tsx'
import { AlignmentNav } from '../alignment-nav.tsx'
import { AttributionSection, PracticesSection } from './attribution-section.tsx'
import { MeasuresSection, RanksSection } from './measures-section.tsx'
import { PaperSection } from './paper-section.tsx'
import { PaymentSection } from './payment-section.tsx'
import '../alignment.css'

const LEAD: Record<string, string> = {
  payer:
    'What your rules do to your own members beside the common model’s, and beside what other payers said of themselves.',
  practice: 'How your panel differs by the rules of your payers.',
}
const OTHERS =
  'What payers’ rules do to the same people: where they differ and it does not matter, and where they look alike and do not act alike.'

export function EffectPage() {
  const effect = useQuery(effectQuery)
  const role = useQuery(sessionQuery).data?.viewer?.role ?? ''
  return (
    <div className="page">
      <AlignmentNav />
      <Page title="Alignment in effect" lead={LEAD[role === 'provider-organization' ? 'practice' : role] ?? OTHERS}>
        <Answer query={effect} what="alignment in effect">
          {(found) => <Shown found={found} role={role} />}
        </Answer>
      </Page>
    </div>
  )
}

function Shown({ found, role }: { found: Effect; role: string }) {
  const { reference, paper, attribution, practices, measures, ranks, places, payment } = found
  const rows = paper.length + attribution.length + practices.length + measures.length + ranks.length + places.length
  return (
    <>
      {reference.because && (
        <p className="quiet">
          {reference.title}: {reference.because}.
        </p>
      )}
      {rows + payment.length === 0 && (
        <EmptyState heading="Nothing of alignment in effect is told to you.">
          What rules do to people is shown to who convenes and oversees, to each payer of its own members, and to
          practices of their own people.
        </EmptyState>
      )}
      <PaperSection rows={paper} />
      <Fold summary="Attribution: two rules on the same people" rows={attribution.length}>
        <AttributionSection rows={attribution} />
      </Fold>
      <Fold summary="Attribution: practices whose panel would be another" rows={practices.length}>
        <PracticesSection rows={practices} />
      </Fold>
      <Fold summary="Measures: two definitions on the same people" rows={measures.length}>
        <MeasuresSection rows={measures} />
      </Fold>
      <Fold summary="Benchmark: orders by cost" rows={ranks.length + places.length}>
        <RanksSection rows={ranks} places={places} />
      </Fold>
      <Fold summary="Payment: one performance under each structure" rows={payment.length}>
        <PaymentSection rows={payment} amountsOf={reference.amounts_of} />
      </Fold>
      {role === 'payer' && (
        <p className="quiet">
          What another payer’s contracts say is not yours to see: you are set beside those that stated their rule
          themselves.
        </p>
      )}
    </>
  )
}
