/** Asking for a waiver, and deciding one. What is owed may stand differently afterward. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { send } from '../../api/client.ts'
import type { Waiver } from '../../api/feeds.ts'
import { feedsQuery, waiversQuery } from '../../api/queries.ts'

export type WaiverAsked = { feed: string; reason: string; start_date: string; end_date: string }
export type WaiverDecided = { waiver: number; decision: 'granted' | 'refused' | 'ended'; because: string }

export function useAskWaiver() {
  const again = useReadAgain()
  return useMutation({
    mutationFn: (asked: WaiverAsked) => send<Waiver>('POST', '/api/waivers', asked),
    onSuccess: again,
  })
}

export function useDecideWaiver() {
  const again = useReadAgain()
  return useMutation({
    mutationFn: ({ waiver, ...decided }: WaiverDecided) =>
      send<Waiver>('POST', `/api/waivers/${waiver}/decision`, decided),
    onSuccess: again,
  })
}

function useReadAgain() {
  const queries = useQueryClient()
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: waiversQuery.queryKey }),
      queries.invalidateQueries({ queryKey: feedsQuery.queryKey }),
    ])
  }
}
