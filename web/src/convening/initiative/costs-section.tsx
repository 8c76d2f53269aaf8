/** What the initiative costs, and what of it the reader's own participant bears; all of it to who convenes. */
import { type Costs, conveningQuery, type Initiative } from '../../api/convening/convening.ts'
import type { Viewer } from '../../api/people/sign-in.ts'
import { sentence } from '../../design/answers/error-note.tsx'
import { Table } from '../../design/tables/table.tsx'
import { amount } from '../../design/words/format.ts'
import { ActForm } from '../act-form.tsx'
import { keepsProcess, statesWeight } from '../who.ts'
import { BASIS, choicesOf } from '../words.ts'
import { initiativePath } from './paths.ts'

type Props = { of: Initiative; viewer: Viewer }

export function CostsSection({ of, viewer }: Props) {
  const { costs, initiative } = of
  const keeps = keepsProcess(viewer)
  if (costs.length === 0 && !keeps) return null
  return (
    <section className="card" aria-labelledby="costs">
      <h2 id="costs">{keeps ? 'Costs' : 'Your share of the costs'}</h2>
      {costs.map((one) => (
        <Year key={one.year} costs={one} all={keeps} />
      ))}
      {keeps && (
        <ActForm
          summary="Set a year’s budget"
          fields={[
            { key: 'year', label: 'Year', is: 'number' },
            { key: 'budget_usd', label: 'Budget in dollars', hint: '240000.00' },
            { key: 'basis', label: 'Shared by', is: 'choice', choices: choicesOf(BASIS) },
          ]}
          button="Set it"
          path={`${initiativePath(initiative)}/cost-shares`}
          body={({ year, budget_usd = '', basis }) => ({
            ...{ year: Number(year), basis },
            budget_usd: budget_usd.includes('.') ? budget_usd : `${budget_usd}.00`,
          })}
          touched={[conveningQuery]}
        />
      )}
      {costs.length > 0 && statesWeight(viewer) && <Weigh of={of} viewer={viewer} />}
    </section>
  )
}

function Year({ costs: { year, basis, budget_usd, shares, missing, because }, all }: { costs: Costs; all: boolean }) {
  return (
    <>
      <p>
        <b>{year}:</b> {amount(budget_usd)}, shared by {BASIS[basis]}.{' '}
        {!all && shares.map(({ share_usd }) => `You bear ${amount(share_usd)}.`)}
        {!all && shares.length === 0 && !because && 'You bear no share.'}
        {because && sentence(because)}
      </p>
      {all && shares.length > 0 && (
        <Table
          caption={`Shares of ${year}`}
          columns={[
            { key: 'name', label: 'Participant', names: true, cell: (row) => row.name },
            { key: 'share', label: 'Share', numeric: true, cell: (row) => amount(row.share_usd) },
            { key: 'working', label: 'How', cell: (row) => row.working ?? '–' },
          ]}
          rows={shares}
          rowKey={(row) => row.participant}
        />
      )}
      {missing.length > 0 && <p className="quiet">Without a share: {missing.join(', ')}.</p>}
    </>
  )
}

function Weigh({ of, viewer }: Props) {
  const keeps = keepsProcess(viewer)
  const own = of.own?.participant
  if (!keeps && !own) return null
  const choices = of.participants
    .filter(({ participant }) => keeps || participant === own)
    .map(({ participant, name }) => ({ key: participant, name }))
  return (
    <ActForm
      summary={keeps ? 'Say what a share is in proportion to' : 'Say what your share is in proportion to'}
      says="Other participants do not read it."
      fields={[
        {
          ...{ key: 'year', label: 'Year', is: 'choice' },
          choices: of.costs.map(({ year }) => ({ key: String(year), name: String(year) })),
        },
        { key: 'participant', label: 'Participant', is: 'choice', choices },
        { key: 'weight', label: 'Lives or premium', hint: '41200' },
      ]}
      button="Write it down"
      path={`${initiativePath(of.initiative)}/weights`}
      body={({ year, participant, weight }) => ({ year: Number(year), participant, weight })}
      touched={[conveningQuery]}
    />
  )
}
