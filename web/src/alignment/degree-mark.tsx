/** A degree at a glance: a shape first, then a color. A full disc, half a disc, two bars apart, a dotted ring. */
import type { ReactNode } from 'react'
import type { Degree } from '../api/alignment/alignment.ts'
import { DEGREE } from './words.ts'

const SHAPE: Record<Degree, ReactNode> = {
  exact: <circle cx="8" cy="8" r="6.5" fill="currentColor" />,
  directional: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  divergent: <path d="M2 3h12v3.5H2zM2 9.5h12V13H2z" fill="currentColor" transform="rotate(45 8 8)" />,
  'not-stated': (
    <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="1.5 3" />
  ),
}

export function DegreeMark({ degree }: { degree: Degree }) {
  return (
    <span className={`degree degree-${degree}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        {SHAPE[degree]}
      </svg>
      {DEGREE[degree].said}
    </span>
  )
}

/** What the marks mean. */
export function Legend() {
  return (
    <dl className="degree-legend">
      {(Object.keys(DEGREE) as Degree[]).map((degree) => (
        <div key={degree}>
          <dt>
            <DegreeMark degree={degree} />
          </dt>
          <dd>{DEGREE[degree].means}</dd>
        </div>
      ))}
    </dl>
  )
}
