/** What a grant holds, as fields and as it is asked of the server: for whom, at which practices, from when to when. */
import { type ReactNode, useState } from 'react'
import type { People } from '../api/people/people.ts'
import { ChoiceField, TextField, Ticks } from '../design/forms/fields.tsx'
import { useForWhom } from './use-for-whom.ts'

export function useGrant(people: People, viewers: string): { asked: object; fields: ReactNode; clear: () => void } {
  const { asked, fields, practices } = useForWhom(people, viewers, { operators: true })
  const [practice_ids, setPractices] = useState<string[]>([])
  const [administers, setAdministers] = useState(false)
  const [start_date, setStart] = useState('')
  const [end_date, setEnd] = useState('')
  const clear = () => {
    setPractices([])
    setAdministers(false)
    setStart('')
    setEnd('')
  }
  return {
    asked: {
      ...asked,
      administers,
      ...(practices.length > 0 ? { practice_ids } : {}),
      ...(start_date ? { start_date } : {}),
      ...(end_date ? { end_date } : {}),
    },
    fields: (
      <>
        {fields.map((one) => (
          <ChoiceField key={one.label} {...one} />
        ))}
        <TextField label="First day, if not today" type="date" optional value={start_date} set={setStart} />
        <TextField label="Last day, if any" type="date" optional value={end_date} set={setEnd} />
        {practices.length > 0 && <Ticks legend="Practices" all={practices} chosen={practice_ids} set={setPractices} />}
        <Administers administers={administers} set={setAdministers} />
      </>
    ),
    clear,
  }
}

export function Administers({ administers, set }: { administers: boolean; set: (administers: boolean) => void }) {
  return (
    <Ticks
      legend="Responsibility"
      all={[{ key: 'administers', name: 'Administers: may invite, change, end and suspend people' }]}
      chosen={administers ? ['administers'] : []}
      set={(chosen) => set(chosen.length > 0)}
    />
  )
}
