/** What one and the same performance earns under each payer's structure, at public amounts. */
import { useState } from 'react'
import type { EffectOfPayment } from '../../api/alignment/effect.ts'
import { effectPath } from '../../api/queries.ts'
import { Figure } from '../../design/figures/figure.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Download } from '../../design/tables/download.tsx'
import { Table } from '../../design/tables/table.tsx'
import { percent, wholeAmount } from '../../design/words/format.ts'

type Props = { rows: EffectOfPayment[]; amountsOf: string | null }

export function PaymentSection({ rows, amountsOf }: Props) {
  const qualities = [...new Set(rows.map((row) => row.quality))]
  const [asked, ask] = useState<string | undefined>(undefined)
  if (rows.length === 0) return null
  const quality = asked ?? qualities[Math.floor(qualities.length / 2)]
  const savings = [...new Set(rows.map((row) => row.savings))]
  const keyOf = (row: EffectOfPayment) => `${row.payer} ${row.model} ${row.track}`
  const structures = rows.filter((row) => row.quality === quality && row.savings === savings[0])
  const earned = (row: EffectOfPayment, saved: string) =>
    rows.find((one) => keyOf(one) === keyOf(row) && one.quality === quality && one.savings === saved)
  const needs = [...new Set(rows.flatMap((row) => (row.needs ? [`${row.payer_name}: ${row.needs}`] : [])))]
  const borrowed = [...new Set(rows.flatMap((row) => (row.borrowed ? [`${row.payer_name}: ${row.borrowed}`] : [])))]
  return (
    <section className="card" aria-labelledby="effect-payment">
      <div className="section-head">
        <h2 id="effect-payment">One performance under each structure</h2>
        <Download path={effectPath('payment')} about="payment in effect" />
      </div>
      <p className="quiet">
        What a provider of 10,000 people and a benchmark of $100 million earns beside payment for services. Amounts are
        published, recommended or chosen for all; no contract’s own amount is in it.
        {amountsOf && ` What a model leaves open is taken from what is published of ${amountsOf}, where it is there.`}
      </p>
      <div className="filters">
        <Choice
          label="Quality"
          value={quality}
          all={percent(quality, 0)}
          options={qualities.map((one): [string, string] => [one, percent(one, 0)])}
          choose={(chosen) => ask(chosen)}
        />
      </div>
      <Table
        caption={`Earned at ${percent(quality, 0)} quality`}
        columns={[
          {
            key: 'payer',
            label: 'Payer and structure',
            names: true,
            cell: (row: EffectOfPayment) => (
              <>
                {row.payer_name}
                <span className="under quiet">
                  {row.model}, {row.track}
                </span>
              </>
            ),
          },
          ...savings.map((saved) => ({
            key: saved,
            label: `${percent(saved, 0)} saved`,
            numeric: true,
            cell: (row: EffectOfPayment) => {
              const found = earned(row, saved)
              return (
                <Figure
                  value={found?.earned_usd == null ? 'cannot be said' : wholeAmount(found.earned_usd)}
                  about={`what is earned, ${row.payer_name}, ${row.model}, ${row.track}, ${percent(saved, 0)} saved`}
                  explain={found?.explain_id}
                />
              )
            },
          })),
        ]}
        rows={structures}
        rowKey={keyOf}
      />
      <Lines title="What it would take to say the rest" lines={needs} />
      <Lines title="Public amounts in the place of what a model leaves open" lines={borrowed} />
    </section>
  )
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {lines.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </details>
  )
}
