import { Button } from '@cmsgov/design-system'
import { count } from '../design/words/format.ts'

type Props = { total: number; offset: number; size: number; go: (offset: number) => void }

export function Paging({ total, offset, size, go }: Props) {
  if (total <= size) return null
  const last = Math.min(total, offset + size)
  return (
    <nav className="paging" aria-label="Pages of the list">
      <Button size="small" disabled={offset === 0} onClick={() => go(Math.max(0, offset - size))}>
        Previous
      </Button>
      <span>
        {count(offset + 1)} to {count(last)} of {count(total)}
      </span>
      <Button size="small" disabled={last >= total} onClick={() => go(offset + size)}>
        Next
      </Button>
    </nav>
  )
}
