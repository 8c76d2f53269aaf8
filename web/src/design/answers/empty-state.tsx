import type { ReactNode } from 'react'

export function EmptyState({ heading, children }: { heading: string; children?: ReactNode }) {
  return (
    <div className="empty-state">
      <p className="empty-heading">{heading}</p>
      {children}
    </div>
  )
}
