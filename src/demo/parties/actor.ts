import type { Viewer } from '../../governance/viewer.ts'
import { viewers } from './viewers.ts'

/** A person of the demonstration as one who acts. */
export function actor(person: string): Viewer {
  const found = viewers().find((one) => one.person === person)
  if (!found) throw new Error(`the demonstration has no ${person}`)
  const { participant, ...viewer } = found
  return { ...viewer, organization_id: participant }
}
