/** How far payers are from each other: the initiatives of which texts are public. Everybody may read them. */
import type { Answered, AreaRow, ElementRow, Overview } from '../../../../src/alignment/degree/overview.ts'

export type { AreaCell, Text } from '../../../../src/alignment/degree/matrix.ts'
export type { Degree } from '../../../../src/alignment/elements/degree.ts'
export type { Answered, AreaRow, ElementRow, Overview }

type Source = {
  key: string
  title: string
  by: string
  published: string | null
  url: string | null
  read: string | null
}

export type InitiativeEntry = {
  initiative: string
  title: string
  about: string
  as_of: string
  reference: string
  payers: { payer: string; name: string }[]
}

export type InitiativeMatrix = Omit<InitiativeEntry, 'payers'> &
  Overview & { model: string | null; sources: Source[]; not_read: string[] }
