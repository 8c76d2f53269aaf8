/** How much awaits the reader, beside their name. It is asked again on a walk to another page, not by the clock. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { unreadQuery } from '../../api/convening/notify.ts'
import './notify.css'

export function Bell() {
  const queries = useQueryClient()
  const { data } = useQuery(unreadQuery)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is a new page
  useEffect(() => void queries.prefetchQuery(unreadQuery), [pathname, queries])
  const unread = data?.unread ?? 0
  return (
    <Link to="/notifications" className="bell">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path
          d="M12 2a1.6 1.6 0 0 1 1.6 1.6v.6A6.6 6.6 0 0 1 18.6 10.600v3.800l1.900 3.100H3.500l1.900-3.100v-3.800a6.600 6.600 0 0 1 5-6.400v-.6A1.600 1.600 0 0 1 12 2zM9.600 19h4.800a2.400 2.400 0 0 1-4.800 0z"
          fill="currentColor"
        />
      </svg>
      <span className="ds-u-visibility--screen-reader">
        Notifications{unread > 0 ? `, ${unread} unread` : ', none unread'}
      </span>
      {unread > 0 && (
        <span className="bell-count" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  )
}
