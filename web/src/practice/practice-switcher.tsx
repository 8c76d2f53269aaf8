import { useLocation, useNavigate } from '@tanstack/react-router'
import type { PracticeRow } from '../api/practice/practices.ts'

const VIEWS = {
  panel: '/practices/$practice_id/panel',
  scorecard: '/practices/$practice_id/scorecard',
  payments: '/practices/$practice_id/payments',
} as const

/** Keeps the view and changes the practice. */
export function PracticeSwitcher({ practices, here }: { practices: PracticeRow[]; here: string }) {
  const navigate = useNavigate()
  const view = (/\/(panel|scorecard|payments)/.exec(useLocation().pathname)?.[1] ?? 'scorecard') as keyof typeof VIEWS
  if (practices.length < 2) return null
  return (
    <label className="switcher">
      <span>Practice</span>
      <select
        className="ds-c-field"
        value={here}
        onChange={(event) => void navigate({ to: VIEWS[view], params: { practice_id: event.target.value } })}
      >
        {practices.map((one) => (
          <option key={one.practice_id} value={one.practice_id}>
            {one.practice_name}
          </option>
        ))}
      </select>
    </label>
  )
}
