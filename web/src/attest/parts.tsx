/** What the pages for patients are made of: large labels above plain fields, and problems said at the top. */
import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { others, type Texts } from './texts.ts'
import './attest.css'

type FieldProps = {
  label: string
  value: string
  set: (value: string) => void
  /** What a browser may fill in. */
  complete?: string
  digits?: boolean
  most?: number
  optional?: boolean
  short?: boolean
}

export function PlainField({ label, value, set, complete = 'off', digits, most = 80, optional, short }: FieldProps) {
  const id = useId()
  return (
    <div className={short ? 'plain-field short' : 'plain-field'}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="ds-c-field"
        value={value}
        required={!optional}
        maxLength={most}
        autoComplete={complete}
        spellCheck={false}
        {...(digits ? { inputMode: 'numeric' as const } : {})}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  )
}

type OneOfProps = {
  legend: string
  name: string
  all: [key: string, words: string][]
  chosen: string
  set: (key: string) => void
}

export function OneOf({ legend, name, all, chosen, set }: OneOfProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {all.map(([key, words]) => (
        <label key={key} className="plain-choice">
          <input type="radio" name={name} checked={chosen === key} onChange={() => set(key)} /> {words}
        </label>
      ))}
    </fieldset>
  )
}

/** Announced, and brought into view. What was typed stays. */
export function Problems({ heading, said }: { heading: string; said: readonly string[] }) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new problem is brought into view
  useEffect(() => box.current?.focus(), [said])
  if (said.length === 0) return null
  return (
    <div ref={box} tabIndex={-1} role="alert" className="plain-problem">
      <h2>{heading}</h2>
      <ul>
        {said.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </div>
  )
}

/** The page in one language, with the way to the same page in the others. */
export function InLanguage({ texts, children }: { texts: Texts; children: ReactNode }) {
  return (
    <div className="page attest" lang={texts.language}>
      <p className="languages">
        {others(texts).map((one) => (
          <Link key={one.language} to="." search={{ language: one.language }} lang={one.language}>
            {one.name}
          </Link>
        ))}
      </p>
      {children}
    </div>
  )
}
