/** Stands on every page as long as something is open in an emergency. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { emergenciesQuery } from '../api/people.ts'
import type { Viewer } from '../api/sign-in.ts'
import { clock } from './words.ts'
import './people.css'

const MINUTE = 60_000

export function EmergencyBanner({ viewer }: { viewer: Viewer }) {
  const treats = viewer.role === 'practice' || viewer.role === 'provider-organization'
  const found = useQuery({ ...emergenciesQuery, enabled: treats, refetchInterval: MINUTE })
  const open = found.data?.filter((one) => one.own && one.open) ?? []
  if (open.length === 0) return null
  return (
    <div role="alert" className="emergency-banner">
      {open.map((one) => (
        <p key={one.break_glass}>
          <strong>Emergency access</strong> to{' '}
          <Link to="/practices/$practice_id/panel" params={{ practice_id: one.practice_id }}>
            {one.practice_name}
          </Link>{' '}
          until {clock(one.ends_at)}. Every look is recorded and will be reviewed.
        </p>
      ))}
    </div>
  )
}
