/** A number with its unit, its explanation, or the reason why it is held back. */
import type { ReactNode } from 'react'
import type { Withheld as Held } from '../../api/answer.ts'
import { heldBack, Withheld } from '../answers/withheld.tsx'
import { Why } from './why.tsx'

type Props = {
  value: string
  about: string
  explain?: string | null | undefined
  held?: Held[] | undefined
  field?: string | undefined
  children?: ReactNode
}

export function Figure({ value, about, explain, held, field, children }: Props) {
  const back = field ? heldBack(held, field) : undefined
  if (back) return <Withheld because={back.because} />
  return (
    <span className="figure">
      <span className="figure-value">{value}</span>
      {children} <Why id={explain} about={about} />
    </span>
  )
}
