/** Of which practice the page is: the one in the address, else the viewer's only or first. */
import { useQuery } from '@tanstack/react-query'
import type { PracticeRow } from '../api/practice/practices.ts'
import { practicesQuery } from '../api/queries.ts'

export function usePractice(asked: string | undefined): { practices: PracticeRow[]; practice_id: string | undefined } {
  const practices = useQuery(practicesQuery).data ?? []
  return { practices, practice_id: asked ?? practices[0]?.practice_id }
}

type Props = { practices: PracticeRow[]; here: string; choose: (practice_id: string) => void }

export function PracticeChoice({ practices, here, choose }: Props) {
  if (practices.length < 2) return null
  return (
    <div className="filter">
      <label htmlFor="practice-choice">Practice</label>
      <select id="practice-choice" className="ds-c-field" value={here} onChange={(event) => choose(event.target.value)}>
        {practices.map((one) => (
          <option key={one.practice_id} value={one.practice_id}>
            {one.practice_name}
          </option>
        ))}
      </select>
    </div>
  )
}
