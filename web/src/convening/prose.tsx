/** A text as it was written: its paragraphs and lines, and nothing in it is run. */
export function Prose({ text }: { text: string }) {
  return (
    <div className="convening-prose">
      {paragraphs(text).map((one) => (
        <p key={one.key}>{one.words}</p>
      ))}
    </div>
  )
}

const paragraphs = (text: string) =>
  text
    .split(/\n\s*\n/)
    .map((words, place) => ({ key: `${place} ${words.slice(0, 20)}`, words: words.trim() }))
    .filter(({ words }) => words !== '')
