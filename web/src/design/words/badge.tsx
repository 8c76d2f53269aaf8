/** A short state in words; the color only helps. */
export type Tone = 'good' | 'open' | 'quiet' | 'bad' | 'note'

export function Badge({ tone, children, title }: { tone: Tone; children: string; title?: string | undefined }) {
  return (
    <span className={`badge badge-${tone}`} title={title}>
      {children}
    </span>
  )
}
