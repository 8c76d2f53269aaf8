/** What a question to the server looks like while it is open, refused or answered. */
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorNote } from './error-note.tsx'
import { Loading } from './loading.tsx'

type Props<Data> = { query: UseQueryResult<Data>; what: string; children: (data: Data) => ReactNode }

export function Answer<Data>({ query, what, children }: Props<Data>) {
  if (query.isError) return <ErrorNote error={query.error} what={what} retry={() => void query.refetch()} />
  if (query.data === undefined) return <Loading what={what} />
  return <>{children(query.data)}</>
}
