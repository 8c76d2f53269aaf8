/** The frame that every page stands in. */
import { createRootRoute } from '@tanstack/react-router'
import { Nowhere } from '../design/frame/nowhere.tsx'
import { Shell } from '../design/frame/shell.tsx'

export const root = createRootRoute({ component: Shell, notFoundComponent: Nowhere })
