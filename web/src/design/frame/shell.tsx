/** What stands around every page: the region, who looks, and the door, until someone has come in. */
import { SkipNav } from '@cmsgov/design-system'
import { useIsFetching, useQuery } from '@tanstack/react-query'
import { Link, Outlet, useMatches } from '@tanstack/react-router'
import type { Session } from '../../api/people/sign-in.ts'
import { sessionQuery } from '../../api/queries.ts'
import { Bell } from '../../convening/notify/bell.tsx'
import { EmergencyBanner } from '../../people/emergency-banner.tsx'
import { SessionWatch } from '../../sign-in/session-watch.tsx'
import { SignInPage } from '../../sign-in/sign-in-page.tsx'
import { ViewerMenu } from '../../sign-in/viewer-menu.tsx'
import { Answer } from '../answers/answer.tsx'
import { isOpen, MainNav, OpenNav } from './main-nav.tsx'
import { Mark } from './mark.tsx'

export function Shell() {
  const session = useQuery(sessionQuery)
  // The page that stands there, not the one on its way: until it has come, the door stays shut.
  const pathname = useMatches({ select: (all) => all.at(-1)?.pathname ?? '/' })
  return (
    <>
      <SkipNav href="#main" />
      <TopBar session={session.data} />
      {session.data?.viewer && <EmergencyBanner />}
      <main id="main" tabIndex={-1}>
        <Answer query={session} what="the region">
          {(found) => (found.viewer || isOpen(pathname) ? <Outlet /> : <SignInPage session={found} />)}
        </Answer>
      </main>
      <footer className="foot">
        <p>
          Wholepanel is open-source software under the Apache License 2.0. Measures are computed from claims and sent
          records and are unaudited.
        </p>
      </footer>
      <Busy />
      {session.data?.viewer && <SessionWatch session={session.data} />}
    </>
  )
}

function TopBar({ session }: { session: Session | undefined }) {
  return (
    <header className="top">
      {session?.demonstration && (
        <p className="demonstration">Demonstration region: every person, payer and practice here is made up.</p>
      )}
      <div className="top-row">
        <Link to="/" className="brand">
          <Mark />
          <span className="brand-name">Wholepanel</span>
        </Link>
        {session && <span className="region">{session.region}</span>}
        {session?.viewer && <MainNav viewer={session.viewer} />}
        {session && !session.viewer && <OpenNav />}
        {session?.viewer && session.viewer.role !== 'public' && <Bell />}
        {session?.viewer && <ViewerMenu viewer={session.viewer} demonstration={session.demonstration} />}
      </div>
    </header>
  )
}

/** Says to a screen reader when the page is waiting; it stays in the page, so that it is heard. */
function Busy() {
  const asking = useIsFetching()
  return (
    <div role="status" className="ds-u-visibility--screen-reader">
      {asking > 0 ? 'Loading' : ''}
    </div>
  )
}
