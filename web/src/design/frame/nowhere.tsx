import { Link } from '@tanstack/react-router'
import { EmptyState } from '../answers/empty-state.tsx'
import { Page } from './page.tsx'

export function Nowhere() {
  return (
    <Page title="No such page">
      <EmptyState heading="Nothing is kept at this address.">
        <p>
          <Link to="/">Go to the first page</Link>
        </p>
      </EmptyState>
    </Page>
  )
}
