/** Waivers and safe harbors that arrangements claim, under the Anti-Kickback Statute and the Stark law. */
import { useQuery } from '@tanstack/react-query'
import { conveningQuery, type Initiative, type LegalWaiver } from '../../api/convening/convening.ts'
import { nameableQuery } from '../../api/convening/nameable.ts'
import { Table } from '../../design/tables/table.tsx'
import { day } from '../../design/words/format.ts'
import { usePayers } from '../../design/words/payers.tsx'
import { words } from '../../design/words/words.ts'
import { ActForm } from '../act-form.tsx'
import { initiativePath } from './paths.ts'

const LAW: Readonly<Record<string, string>> = {
  'anti-kickback': 'Anti-Kickback Statute',
  'physician-self-referral': 'Physician self-referral (Stark) law',
}

export function WaiversSection({
  of: { initiative, waivers, participants },
  keeps,
}: {
  of: Initiative
  keeps: boolean
}) {
  const payers = usePayers()
  const nameOf = (key: string) => participants.find(({ participant }) => participant === key)?.name ?? words(key)
  if (waivers.length === 0 && !keeps) return null
  return (
    <section className="card" aria-labelledby="waivers">
      <h2 id="waivers">Waivers and safe harbors</h2>
      {waivers.length === 0 ? (
        <p className="quiet">No arrangement claims one.</p>
      ) : (
        <Table
          caption="Waivers and safe harbors that arrangements claim"
          quietCaption
          columns={[
            {
              key: 'who',
              label: 'Between',
              names: true,
              cell: (row: LegalWaiver) => `${payers.name(row.payer)} and ${nameOf(row.organization_id)}`,
            },
            { key: 'law', label: 'Law', cell: (row) => LAW[row.law] ?? row.law },
            { key: 'citation', label: 'Citation', cell: (row) => row.citation },
            { key: 'document', label: 'Document', cell: (row) => row.document },
            { key: 'on', label: 'Claimed on', cell: (row) => day(row.claimed_on) },
          ]}
          rows={waivers}
          rowKey={(row) => String(row.legal_waiver)}
        />
      )}
      {keeps && <ClaimWaiver initiative={initiative} />}
    </section>
  )
}

function ClaimWaiver({ initiative }: { initiative: string }) {
  const contracts = useQuery(nameableQuery(initiative)).data?.contracts ?? []
  return (
    <ActForm
      summary="Write down a waiver"
      fields={[
        {
          ...{ key: 'between', label: 'Contract between', is: 'pick' },
          choices: contracts.map(({ payer, payer_name, organization_id, organization_name }) => ({
            key: `${payer} ${organization_id}`,
            name: `${payer_name} and ${organization_name}`,
            group: payer_name,
          })),
        },
        {
          ...{ key: 'law', label: 'Law', is: 'choice' },
          choices: Object.entries(LAW).map(([key, name]) => ({ key, name })),
        },
        { key: 'citation', label: 'Citation', hint: '42 CFR 1001.952(ee)' },
        { key: 'document', label: 'Document in which it is claimed' },
        { key: 'claimed_on', label: 'Claimed on', is: 'date' },
      ]}
      button="Write it down"
      path={`${initiativePath(initiative)}/waivers`}
      body={({ between = '', ...given }) => {
        const [payer, organization_id] = between.split(' ')
        return { ...given, payer, organization_id }
      }}
      touched={[conveningQuery]}
    />
  )
}
