/** Growth with its interval, a row each, against the dashed line of the target. */
import type { GrowthRow, Target } from '../api/cost/cost.ts'
import { useWidth } from '../design/figures/use-width.ts'
import { percent } from '../design/words/format.ts'
import { lineOf } from './growth-page.tsx'
import { signed, tenth, verdictWords } from './signs.ts'

const ROW = 50
const TOP = 26

type Props = { rows: GrowthRow[]; target: Target | null }

export function GrowthChart({ rows, target }: Props) {
  const { holder, width } = useWidth()
  const aim = target ? Number(target.target_share) : 0
  const values = rows.flatMap((row) => [row.growth, row.low_share, row.high_share]).flatMap((one) => one ?? [])
  const ends = [0, aim, ...values.map(Number)]
  const [least, most] = [Math.min(...ends) - 0.02, Math.max(...ends) + 0.02]
  const x = (share: number) => 8 + ((share - least) / (most - least)) * (width - 16)
  const height = TOP + ROW * rows.length + 24
  return (
    <figure className="cost-chart">
      <div ref={holder}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={inWords(rows, target)}>
            <line x1={x(0)} x2={x(0)} y1={TOP} y2={height - 20} stroke="#a6a6a6" />
            <text x={x(0)} y={height - 6} textAnchor="middle" className="chart-text">
              0%
            </text>
            {target && (
              <>
                <line
                  x1={x(aim)}
                  x2={x(aim)}
                  y1={TOP - 8}
                  y2={height - 20}
                  stroke="#262626"
                  strokeDasharray="5 4"
                  strokeWidth="1.5"
                />
                <text
                  x={x(aim)}
                  y={12}
                  textAnchor={x(aim) > width - 90 ? 'end' : x(aim) < 90 ? 'start' : 'middle'}
                  className="chart-text"
                >
                  target {percent(target.target_share)}
                </text>
              </>
            )}
            {rows.map((row, i) => {
              const middle = TOP + i * ROW + 34
              const growth = x(Number(row.growth))
              const whole = row.payer === 'all'
              const color = whole ? '#00395e' : '#0066a9'
              return (
                <g key={`${row.payer} ${row.line_of_business}`}>
                  <text x={0} y={middle - 16} className={whole ? 'chart-text chart-whole' : 'chart-text'}>
                    {lineOf(row)}: {signed(row.growth, tenth)}
                    {row.verdict && ` · ${verdictWords[row.verdict]?.words ?? ''}`}
                  </text>
                  {row.low_share !== null && row.high_share !== null && (
                    <line
                      x1={x(Number(row.low_share))}
                      x2={x(Number(row.high_share))}
                      y1={middle}
                      y2={middle}
                      stroke={color}
                      strokeWidth={whole ? 6 : 3}
                      strokeOpacity={whole ? 0.4 : 0.7}
                    />
                  )}
                  <Mark x={growth} y={middle} verdict={row.verdict} color={color} />
                </g>
              )
            })}
          </svg>
        )}
      </div>
      <figcaption>
        Lines are 95% intervals. A filled dot: the whole interval meets the target. A filled square: none of it does. A
        hollow dot: it cannot be told.
      </figcaption>
    </figure>
  )
}

function Mark({ x, y, verdict, color }: { x: number; y: number; verdict: string | null; color: string }) {
  if (verdict === 'exceeded') return <rect x={x - 6} y={y - 6} width={12} height={12} fill={color} />
  const sure = verdict === 'met'
  return <circle cx={x} cy={y} r={6} fill={sure ? color : '#fff'} stroke={color} strokeWidth={2.5} />
}

function inWords(rows: GrowthRow[], target: Target | null): string {
  const each = rows.map((row) => {
    const said = row.verdict ? `, ${verdictWords[row.verdict]?.words.toLowerCase() ?? row.verdict}` : ''
    return `${lineOf(row)} ${signed(row.growth, tenth)}${said}`
  })
  return `Growth of spending per person${target ? `, target ${percent(target.target_share)} in ${target.label}` : ''}. ${each.join('. ')}. The table below has every number.`
}
