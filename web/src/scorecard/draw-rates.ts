/** Draws the rates with Observable Plot. Positions on the screen are the only place where shares become numbers. */
import * as Plot from '@observablehq/plot'

export type RateMark = {
  name: string
  rate: number
  low: number | null
  high: number | null
  counted: string
  said: string
  color: string
  whole: boolean
}
type Frame = { width: number; target: number | undefined; before: number | undefined; alt: string }

const INK = '#262626'
const QUIET = '#5a5a5a'

export function drawRates(marks: RateMark[], { width, target, before, alt }: Frame): Element {
  const narrow = width < 560
  const rows = narrow ? 48 : 34
  const svg = Plot.plot({
    width,
    height: rows * marks.length + 48,
    marginLeft: narrow ? 8 : 190,
    marginRight: narrow ? 20 : 150,
    marginTop: narrow ? 20 : 16,
    marginBottom: 32,
    style: { fontFamily: 'inherit', fontSize: '13px', color: INK },
    x: { domain: [0, 1], tickFormat: (share: number) => `${Math.round(share * 100)}%`, label: null, ticks: 5 },
    y: { domain: marks.map((mark) => mark.name), axis: null, padding: 0.5 },
    marks: [
      Plot.gridX({ ticks: 5, stroke: '#d9d9d9', strokeOpacity: 1 }),
      Plot.axisX({ ticks: 5, tickFormat: (share: number) => `${Math.round(share * 100)}%`, label: null, tickSize: 0 }),
      ...targetLine(target),
      Plot.ruleY(
        marks.filter((mark) => mark.low !== null),
        {
          y: 'name',
          x1: 'low',
          x2: 'high',
          stroke: 'color',
          strokeWidth: (mark: RateMark) => (mark.whole ? 6 : 2),
          strokeOpacity: (mark: RateMark) => (mark.whole ? 0.35 : 0.8),
          dy: narrow ? 11 : 0,
        } as Plot.RuleYOptions,
      ),
      ...(before === undefined ? [] : [beforeMark(before, marks[0]?.name ?? '', narrow)]),
      Plot.dot(marks, {
        x: 'rate',
        y: 'name',
        r: (mark: RateMark) => (mark.whole ? 9 : 5),
        fill: 'color',
        stroke: '#fff',
        strokeWidth: 1.5,
        dy: narrow ? 11 : 0,
      }),
      ...names(marks, narrow),
    ],
    r: { type: 'identity' },
    color: { type: 'identity' },
  })
  return plain(svg, alt)
}

function targetLine(target: number | undefined): Plot.Markish[] {
  if (target === undefined) return []
  return [
    Plot.ruleX([target], { stroke: INK, strokeDasharray: '5 4', strokeWidth: 1.5 }),
    Plot.text([target], {
      x: (share: number) => share,
      frameAnchor: 'top',
      dy: -12,
      text: () => `Target ${Math.round(target * 100)}%`,
      fontWeight: 600,
      fill: INK,
    }),
  ]
}

const beforeMark = (before: number, name: string, narrow: boolean): Plot.Markish =>
  Plot.dot([before], {
    x: (share: number) => share,
    y: () => name,
    symbol: 'diamond',
    r: 6,
    fill: '#fff',
    stroke: INK,
    strokeWidth: 1.5,
    dy: narrow ? 11 : 0,
  })

/** Wide: the name left, the count right. Narrow: both on a line of their own above the interval. */
function names(marks: RateMark[], narrow: boolean): Plot.Markish[] {
  const weight = (mark: RateMark) => (mark.whole ? 700 : 400)
  const whole = marks.filter((mark) => mark.whole)
  const single = marks.filter((mark) => !mark.whole)
  const number = (mark: RateMark) => (mark.counted ? `${mark.said}  (${mark.counted})` : mark.said)
  return [whole, single].flatMap((some) => {
    const first = some[0]
    if (!first) return []
    const look = {
      y: 'name',
      stroke: '#fff',
      strokeWidth: 4,
      fontWeight: weight(first),
      fill: first.whole ? INK : QUIET,
    } as const
    return [
      Plot.text(some, {
        ...look,
        text: 'name',
        frameAnchor: 'left',
        textAnchor: narrow ? 'start' : 'end',
        dx: narrow ? 0 : -14,
        dy: narrow ? -8 : 0,
      }),
      Plot.text(some, {
        ...look,
        text: number,
        frameAnchor: 'right',
        textAnchor: narrow ? 'end' : 'start',
        dx: narrow ? 12 : 16,
        dy: narrow ? -8 : 0,
      }),
    ]
  })
}

/** Plot labels its groups in a way that assistive technology may not read; the picture gets one label instead. */
function plain(svg: Element, alt: string): Element {
  for (const part of svg.querySelectorAll('[aria-label], [aria-description]')) {
    part.removeAttribute('aria-label')
    part.removeAttribute('aria-description')
  }
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', alt)
  return svg
}
