import { Button, TextField } from '@cmsgov/design-system'
import { useState } from 'react'

export function TokenForm({ busy, enter }: { busy: boolean; enter: (token: string) => void }) {
  const [token, setToken] = useState('')
  return (
    <form
      className="token-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (token.trim()) enter(token.trim())
      }}
    >
      <TextField
        label="One-time token"
        hint="It works once, and only on the machine that serves the region."
        name="token"
        type="password"
        autoComplete="one-time-code"
        value={token}
        onChange={(event: { target: { value: string } }) => setToken(event.target.value)}
      />
      <Button type="submit" variation="solid" disabled={busy || !token.trim()}>
        Sign in
      </Button>
    </form>
  )
}
