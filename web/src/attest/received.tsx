/** The same for everybody: received, and the code by which it is taken back, shown this once. */
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { InLanguage } from './parts.tsx'
import type { Texts } from './texts.ts'

export function Received({ texts, receipt }: { texts: Texts; receipt: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <InLanguage texts={texts}>
      <title>{texts.receivedTitle}</title>
      <h1 ref={heading} tabIndex={-1}>
        {texts.receivedTitle}
      </h1>
      <p>{texts.received}</p>
      <section aria-labelledby="receipt-heading" className="card receipt">
        <h2 id="receipt-heading">{texts.receiptHeading}</h2>
        <p className="receipt-code">{receipt}</p>
        <p>{texts.receipt}</p>
        <p>
          <button type="button" className="ds-c-button" onClick={() => window.print()}>
            {texts.print}
          </button>
        </p>
      </section>
      <p>
        <a href={window.location.href}>{texts.another}</a>
      </p>
      <p>
        <Link to="/attest/withdrawal" search={{ language: texts.language }}>
          {texts.back}
        </Link>
      </p>
    </InLanguage>
  )
}
