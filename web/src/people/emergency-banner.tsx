/** Stands on every page as long as something is open in an emergency. */
import { Link } from '@tanstack/react-router'
import { useEmergencies } from './use-emergency.ts'
import { clock } from './words.ts'
import './people.css'

export function EmergencyBanner() {
  const open = useEmergencies()
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
