/** The way back: the page one came from, then every number taken apart on the way here. */
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { explainQuery } from '../api/queries.ts'
import { PathLink } from '../design/frame/path-link.tsx'
import { useNames } from '../design/words/names.ts'
import { words } from '../design/words/words.ts'

type Props = { from: string | undefined; walk: string[]; here: string | undefined }

export function Walk({ from, walk, here }: Props) {
  const names = useNames()
  const steps = useQueries({ queries: walk.map((id) => explainQuery(id)) })
  return (
    <nav aria-label="The walk to this number" className="walk">
      <ol>
        {from && (
          <li>
            <PathLink path={from}>{pageName(from)}</PathLink>
          </li>
        )}
        {walk.map((id, place) => (
          <li key={id}>
            <Link
              to="/explain/$"
              params={{ _splat: id }}
              search={{ ...(from ? { from } : {}), ...(place > 0 ? { walk: walk.slice(0, place) } : {}) }}
            >
              {names(steps[place]?.data?.title ?? words(id.split(':')[0]))}
            </Link>
          </li>
        ))}
        <li aria-current="page">{here ?? '…'}</li>
      </ol>
    </nav>
  )
}

function pageName(path: string): string {
  if (/\/panel\/[^/?]+/.test(path)) return 'Person'
  const found = /\/(panel|scorecard|payments|submissions|attribution)/.exec(path)?.[1]
  return found ? found.charAt(0).toUpperCase() + found.slice(1) : 'Back'
}
