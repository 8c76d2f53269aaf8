/** The pages and their addresses. What a page shows is in its address, so that a link and the back button both keep it. */
import { createRouter } from '@tanstack/react-router'
import { alignmentRoutes } from './routes/alignment.ts'
import { attestRoutes } from './routes/attest.ts'
import { attributionRoutes } from './routes/attribution.ts'
import { conveningRoutes } from './routes/convening.ts'
import { costRoutes } from './routes/cost.ts'
import { modelsRoutes } from './routes/models.ts'
import { practiceRoutes } from './routes/practice.ts'
import { root } from './routes/root.ts'
import { siteRoutes } from './routes/site.ts'

export const router = createRouter({
  routeTree: root.addChildren([
    ...siteRoutes,
    ...attestRoutes,
    ...modelsRoutes,
    ...alignmentRoutes,
    ...attributionRoutes,
    ...conveningRoutes,
    ...costRoutes,
    ...practiceRoutes,
  ]),
  // An explanation's id keeps its colons, so that its address can be read.
  pathParamsAllowedCharacters: [':'],
  defaultPreload: false,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
