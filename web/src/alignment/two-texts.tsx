/** One payer beside the reference in one area: each element with both texts and the rule that decided. */
import type { Answered, ElementRow, Overview, Text } from '../api/alignment/alignment.ts'
import { Table } from '../design/tables/table.tsx'
import { Badge } from '../design/words/badge.tsx'
import { DegreeMark } from './degree-mark.tsx'
import { nameOf } from './matrix.tsx'
import { EFFORT } from './words.ts'

type Props = {
  found: Overview
  area: string
  payer: string
  /** How a payer's source is shown. */
  cite: (source: string, payer: string) => string
}

export function TwoTexts({ found, area, payer, cite }: Props) {
  const rows = found.elements
    .filter((one) => one.area === area)
    .flatMap((element) => {
      const answered = element.payers.find((one) => one.payer === payer)
      return answered ? [{ element, answered }] : []
    })
  const label = found.areas.find((one) => one.area === area)?.label ?? area
  return (
    <Table
      caption={`${label}: ${nameOf(found, payer)} beside ${nameOf(found, found.reference)}`}
      columns={[
        { key: 'element', label: 'Element', names: true, cell: ({ element }) => <Asked element={element} /> },
        {
          key: 'payer',
          label: nameOf(found, payer),
          cell: ({ answered }) => <Texts texts={answered.says} cite={(source) => cite(source, payer)} />,
        },
        {
          key: 'reference',
          label: nameOf(found, found.reference),
          cell: ({ element }) => (
            <Texts texts={element.reference_says} cite={(source) => cite(source, found.reference)} />
          ),
        },
        {
          key: 'degree',
          label: 'Degree',
          cell: (row) => (
            <div className="two-texts-rule">
              <Decided {...row} />
            </div>
          ),
        },
      ]}
      rows={rows}
      rowKey={({ element }) => element.element}
    />
  )
}

function Asked({ element }: { element: ElementRow }) {
  return (
    <>
      {element.label}
      <span className="under quiet">{element.asks}</span>
      <span className="under quiet">{EFFORT[element.effort] ?? element.effort}</span>
    </>
  )
}

function Texts({ texts, cite }: { texts: readonly Text[]; cite: (source: string) => string }) {
  if (texts.length === 0) return <span className="quiet">Not stated</span>
  return (
    <div className="two-texts">
      {texts.map(({ reading, says, source, status }) => (
        <p key={reading ?? ''}>
          {says} {status === 'unconfirmed' && <Badge tone="open">Unconfirmed</Badge>}
          <span className="under quiet">
            {reading && `Reading “${reading}”. `}
            {cite(source)}
          </span>
        </p>
      ))}
    </div>
  )
}

/** Where readings differ, each pair of them with its own degree. */
function Decided({ element, answered }: { element: ElementRow; answered: Answered }) {
  const { degree, because, parts } = answered
  if (parts.length < 2) return <OneRule degree={degree} because={because} why={element.why} />
  return (
    <>
      {parts.map((part) => (
        <div key={`${part.payer_reading} ${part.reference_reading}`} className="two-texts-part">
          <OneRule
            degree={part.degree}
            because={`${[part.payer_reading, part.reference_reading].filter(Boolean).join(' with ')}: ${part.because}`}
            why={element.why}
          />
        </div>
      ))}
    </>
  )
}

function OneRule({ degree, because, why }: Pick<Answered, 'degree' | 'because'> & { why: string | undefined }) {
  return (
    <>
      <DegreeMark degree={degree} />
      <span className="under quiet">
        {because.charAt(0).toUpperCase() + because.slice(1)}.{degree === 'directional' && why ? ` ${why}` : ''}
      </span>
    </>
  )
}
