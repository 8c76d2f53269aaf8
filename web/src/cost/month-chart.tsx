/** Bars of a year or two. Heights are the only place where amounts become numbers. */
import { useId } from 'react'
import type { MonthOfCost } from '../api/cost/cost.ts'
import { useWidth } from '../design/figures/use-width.ts'
import { amount, month } from '../design/words/format.ts'

const HEIGHT = 190
const TOP = 18
const BOTTOM = 34
const LEFT = 52

export function MonthChart({ name, months }: { name: string; months: MonthOfCost[] }) {
  const { holder, width } = useWidth()
  const hatch = useId().replaceAll(':', '')
  const number = (text: string | null) => (text === null ? 0 : Number(text))
  const most = Math.max(1, ...months.map((row) => Math.max(number(row.paid_pmpm_usd), number(row.high_pmpm_usd))))
  const step = (width - LEFT) / Math.max(1, months.length)
  const high = (value: number) => (value / most) * (HEIGHT - TOP - BOTTOM)
  const floor = HEIGHT - BOTTOM
  return (
    <figure className="cost-chart">
      <div ref={holder}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={inWords(name, months)}>
            <defs>
              <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="6" height="6" fill="#fff" />
                <line x1="0" y1="0" x2="0" y2="6" stroke="#004f84" strokeWidth="3" />
              </pattern>
            </defs>
            {[0, 0.5, 1].map((part) => (
              <g key={part}>
                <line
                  x1={LEFT}
                  x2={width}
                  y1={floor - high(most * part)}
                  y2={floor - high(most * part)}
                  stroke="#d9d9d9"
                />
                <text x={LEFT - 6} y={floor - high(most * part) + 4} textAnchor="end" className="chart-text">
                  ${Math.round(most * part)}
                </text>
              </g>
            ))}
            {months.map((row, i) => {
              const paid = high(number(row.paid_pmpm_usd))
              const whole = row.completed_pmpm_usd === null ? paid : high(number(row.completed_pmpm_usd))
              const open = row.completeness !== 'complete'
              const [x, bar] = [LEFT + i * step + step * 0.15, step * 0.7]
              const middle = x + bar / 2
              return (
                <g key={row.year_month}>
                  <rect x={x} y={floor - paid} width={bar} height={paid} fill={open ? '#5b8db5' : '#00395e'} />
                  {whole - paid > 0.5 && (
                    <rect
                      x={x}
                      y={floor - whole}
                      width={bar}
                      height={whole - paid}
                      fill={`url(#${hatch})`}
                      stroke="#004f84"
                    />
                  )}
                  {row.low_pmpm_usd !== null && open && (
                    <line
                      x1={middle}
                      x2={middle}
                      y1={floor - high(number(row.low_pmpm_usd))}
                      y2={floor - high(number(row.high_pmpm_usd))}
                      stroke="#262626"
                      strokeWidth="2"
                    />
                  )}
                  {open && (
                    <text x={middle} y={TOP - 6} textAnchor="middle" className="chart-text chart-open">
                      {row.completeness === 'unknown' ? '?' : '◔'}
                    </text>
                  )}
                  {i % Math.max(1, Math.ceil(58 / step)) === 0 && (
                    <text x={x} y={HEIGHT - 12} className="chart-text">
                      {month(row.year_month)}
                    </text>
                  )}
                </g>
              )
            })}
          </svg>
        )}
      </div>
      <figcaption>
        {months.some((row) => row.completeness !== 'complete')
          ? '◔ marks months that are not complete, ? those of which it is not known. '
          : 'Every month is complete. '}
        The numbers below have every figure.
      </figcaption>
    </figure>
  )
}

function inWords(name: string, months: MonthOfCost[]): string {
  const open = months.filter((row) => row.completeness !== 'complete').map((row) => month(row.year_month))
  const [first, last] = [months[0], months.at(-1)]
  return `${name}: claims per member and month from ${month(first?.year_month)}, ${amount(first?.paid_pmpm_usd)} paid, to ${month(last?.year_month)}, ${amount(last?.paid_pmpm_usd)} paid. ${open.length === 0 ? 'All complete.' : `Not complete: ${open.join(', ')}.`}`
}
