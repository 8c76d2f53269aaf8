/** Asking for a waiver, and deciding one. What is owed may stand differently afterward. */
import type { Waiver } from '../../api/feeds.ts'
import { feedsQuery, waiversQuery } from '../../api/queries.ts'
import { useChange } from '../../api/use-change.ts'

export const useWaiverChange = () => useChange<Waiver>(waiversQuery, feedsQuery)
