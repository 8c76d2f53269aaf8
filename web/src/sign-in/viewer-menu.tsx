import { Link } from '@tanstack/react-router'
import type { Viewer } from '../api/people/sign-in.ts'
import { words } from '../design/words/words.ts'
import { useSignOut } from './use-sign-in.ts'

export function ViewerMenu({ viewer, demonstration }: { viewer: Viewer; demonstration: boolean }) {
  const signOut = useSignOut()
  return (
    <div className="viewer">
      <span className="viewer-name">
        {viewer.role === 'public' ? viewer.name : <Link to="/account">{viewer.name}</Link>}
        <span className="viewer-role">{words(viewer.role)}</span>
      </span>
      <button type="button" className="viewer-out" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        {demonstration ? 'Be someone else' : 'Sign out'}
      </button>
    </div>
  )
}
