/** Payment models. */
import { createRoute } from '@tanstack/react-router'
import { ComparePage } from '../models/compare-page.tsx'
import { LibraryPage } from '../models/library-page.tsx'
import { ModelPage } from '../models/model-page.tsx'
import type { ModelsAsked } from '../models/models-aligned.tsx'
import { root } from './root.ts'
import { word } from './search.ts'

const models = createRoute({
  getParentRoute: () => root,
  path: '/models',
  component: LibraryPage,
  validateSearch: (said: Record<string, unknown>): { search?: string | undefined; readiness?: string | undefined } => ({
    search: word(said.search),
    readiness: word(said.readiness),
  }),
})
const compare = createRoute({
  getParentRoute: () => root,
  path: '/models/compare',
  component: ComparePage,
  validateSearch: (said: Record<string, unknown>): ModelsAsked => ({
    a: word(said.a),
    b: word(said.b),
    track_a: word(said.track_a),
    track_b: word(said.track_b),
    area: word(said.area),
  }),
})
const model = createRoute({ getParentRoute: () => root, path: '/models/$folder/$name', component: ModelPage })

export const modelsRoutes = [models, compare, model]
