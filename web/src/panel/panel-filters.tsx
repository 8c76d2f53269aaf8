/** Narrows the list. Each choice goes into the address, so that a filtered list can be sent to a colleague. */
import { useEffect, useId, useState } from 'react'
import type { Practice } from '../api/practice/practices.ts'
import type { PanelAsked } from '../api/queries.ts'
import { Choice } from '../design/forms/choice.tsx'
import { count } from '../design/words/format.ts'
import { useMeasures } from '../design/words/payers.tsx'
import { plural, words } from '../design/words/words.ts'

type Props = {
  practice: Practice | undefined
  asked: PanelAsked
  change: (said: PanelAsked) => void
  clear: () => void
  total: number | undefined
}

export function PanelFilters({ practice, asked, change, clear, total }: Props) {
  const { measures } = useMeasures()
  const narrowed = Boolean(asked.search || asked.payer || asked.reason || asked.change || asked.gap)
  return (
    <div className="filters">
      <SearchField value={asked.search ?? ''} change={(search) => change({ search: search || undefined })} />
      <Choice
        label="Payer"
        value={asked.payer}
        all="All payers"
        options={(practice?.payers ?? []).map((one) => [one.payer, one.payer_name])}
        choose={(payer) => change({ payer })}
      />
      <Choice
        label="Why here"
        value={asked.reason}
        all="Any reason"
        options={(practice?.reasons ?? []).map((one) => [one.reason, words(one.reason)])}
        choose={(reason) => change({ reason })}
      />
      <Choice
        label="Change"
        value={asked.change}
        all="All"
        options={['new', 'continuing', 'dropped'].map((code) => [code, words(code)])}
        choose={(said) => change({ change: said })}
      />
      <Choice
        label="Open gap"
        value={asked.gap}
        all="Any or none"
        options={measures.map((one) => [one.measure, one.title])}
        choose={(gap) => change({ gap })}
      />
      <p className="filters-found" role="status">
        {total !== undefined && (
          <>
            <b>{count(total)}</b> {plural(total, 'person', 'people')}
            {narrowed ? ` ${plural(total, 'matches', 'match')}` : ''}
          </>
        )}
      </p>
      {narrowed && (
        <button type="button" className="plain" onClick={clear}>
          Clear filters
        </button>
      )}
    </div>
  )
}

function SearchField({ value, change }: { value: string; change: (said: string) => void }) {
  const id = useId()
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the clock
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => change(typed), 250)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <div className="filter filter-search">
      <label htmlFor={id}>Name</label>
      <input
        id={id}
        className="ds-c-field"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  )
}
