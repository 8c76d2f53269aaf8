/** The numbers by which payers know somebody. */
import { usePayers } from '../design/words/payers.tsx'

export function Members({ members }: { members: string[] | null }) {
  const look = usePayers()
  return (
    <>
      {(members ?? []).map((one) => {
        const [payer = '', ...number] = one.split(' ')
        return (
          <span key={one} className="under">
            {look.name(payer)} {number.join(' ')}
          </span>
        )
      })}
    </>
  )
}
