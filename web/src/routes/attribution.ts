/** Who is on whose panel, and by which rule. */
import { createRoute } from '@tanstack/react-router'
import { AttributionFrame } from '../attribution/attribution-frame.tsx'
import { type ChangesAsked, ChangesPage } from '../attribution/changes/changes-page.tsx'
import { LaboratoryPage } from '../attribution/laboratory-page.tsx'
import { ListsPage } from '../attribution/lists/lists-page.tsx'
import { ReconciliationPage, type ReconciliationSearch } from '../attribution/reconciliation/reconciliation-page.tsx'
import { root } from './root.ts'
import { word } from './search.ts'

const attribution = createRoute({ getParentRoute: () => root, path: '/attribution', component: AttributionFrame })
const laboratory = createRoute({
  getParentRoute: () => attribution,
  path: '/',
  component: LaboratoryPage,
  validateSearch: (said: Record<string, unknown>): { a?: string | undefined; b?: string | undefined } => ({
    a: word(said.a),
    b: word(said.b),
  }),
})
const changes = createRoute({
  getParentRoute: () => attribution,
  path: '/changes',
  component: ChangesPage,
  validateSearch: (said: Record<string, unknown>): ChangesAsked => ({
    practice: word(said.practice),
    rule: word(said.rule),
    list: word(said.list),
    state: word(said.state),
    offset: Number(said.offset) || undefined,
    whole: said.whole === true || undefined,
  }),
})
const reconciliation = createRoute({
  getParentRoute: () => attribution,
  path: '/reconciliation',
  component: ReconciliationPage,
  validateSearch: (said: Record<string, unknown>): ReconciliationSearch => ({
    practice: word(said.practice),
    decision: word(said.decision),
    outcome: word(said.outcome),
    named_by: word(said.named_by),
    offset: Number(said.offset) || undefined,
  }),
})
const lists = createRoute({
  getParentRoute: () => attribution,
  path: '/lists',
  component: ListsPage,
  validateSearch: (said: Record<string, unknown>): { rule?: string | undefined } => ({ rule: word(said.rule) }),
})

export const attributionRoutes = [attribution.addChildren([laboratory, changes, reconciliation, lists])]
