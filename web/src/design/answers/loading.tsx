import { useEffect, useState } from 'react'

/** Says nothing for a moment, so that a quick answer does not flicker. */
export function Loading({ what }: { what: string }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="loading" aria-hidden={!late}>
      {late && (
        <>
          <p className="loading-words">Reading {what}…</p>
          <div className="loading-bars" aria-hidden="true">
            <span />
            <span />
            <span />
          </div>
        </>
      )}
    </div>
  )
}
