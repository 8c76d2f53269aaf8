/** Where a rule or a target comes from. */
import type { Source } from '../api/cost/cost.ts'

export const SourceList = ({ sources }: { sources: readonly Source[] }) => (
  <ul>
    {sources.map((source) => (
      <li key={source.title}>
        {source.url ? (
          <a href={source.url} rel="noreferrer">
            {source.title}
          </a>
        ) : (
          source.title
        )}
        , {source.by}
        {source.published && `, ${source.published}`}
        {source.says && `: ${source.says}`}
      </li>
    ))}
  </ul>
)
