/** Asking for a waiver, and deciding one. What is owed may stand differently afterward. */

import { feedsQuery, waiversQuery } from '../../api/queries.ts'
import type { Waiver } from '../../api/received/feeds.ts'
import { useChange } from '../../api/use-change.ts'

export const useWaiverChange = () => useChange<Waiver>(waiversQuery, feedsQuery)
