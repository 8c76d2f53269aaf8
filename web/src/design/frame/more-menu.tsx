/** Links that are needed less often, behind a button. Escape and a walk elsewhere close it. */
import { Link, useLocation } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Place } from './places.ts'

export function MoreMenu({ places }: { places: readonly Place[] }) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is a new page
  useEffect(() => setOpen(false), [pathname])
  const all = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const elsewhere = ({ target }: Event) => {
      if (target instanceof Node && !all.current?.contains(target)) setOpen(false)
    }
    for (const event of ['pointerdown', 'focusin']) document.addEventListener(event, elsewhere)
    return () => {
      for (const event of ['pointerdown', 'focusin']) document.removeEventListener(event, elsewhere)
    }
  }, [open])
  const closeOnEscape = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !open) return
    setOpen(false)
    button.current?.focus()
  }
  const here = places.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens for what its button and links do
    <div ref={all} className="more" onKeyDown={closeOnEscape}>
      <button
        ref={button}
        type="button"
        className={here ? 'active' : undefined}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        More <span aria-hidden="true">▾</span>
      </button>
      <ul id={id} hidden={!open}>
        {places.map(({ to, label }) => (
          <li key={to}>
            <Link to={to} onClick={() => setOpen(false)}>
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
