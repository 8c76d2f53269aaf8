import { type Recommendation, recommendationQuery, recommendationsQuery } from '../../api/convening/convening.ts'

/** What stands differently after an act on a recommendation; what it takes the place of, too. */
export const touchedOf = ({ recommendation, supersedes }: Pick<Recommendation, 'recommendation' | 'supersedes'>) => [
  recommendationsQuery,
  recommendationQuery(recommendation),
  ...(supersedes === null ? [] : [recommendationQuery(supersedes)]),
]
