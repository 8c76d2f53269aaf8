import '@cmsgov/design-system/css/index.css'
import '@cmsgov/design-system/css/core-theme.css'
import './design/frame/base.css'
import './design/frame/shell.css'
import './design/tables/table.css'
import './design/frame/print.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Refusal } from './api/client.ts'
import { sessionQuery } from './api/queries.ts'
import { router } from './routes.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // A refusal is an answer: asking again does not change it. Only silence is worth a second try.
      retry: (times, error) => times < 2 && error instanceof Refusal && error.problem.status === 0,
    },
  },
})

// A session that ended sends the reader back to the door, whatever page found out.
queries.getQueryCache().subscribe((event) => {
  const error = event.type === 'updated' && event.action.type === 'error' ? event.action.error : undefined
  if (error instanceof Refusal && error.problem.status === 401)
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
})

// A page that the browser kept whole may be shown again after its reader has left: who looks is asked anew.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload()
})

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
