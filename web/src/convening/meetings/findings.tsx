/** What a text may not say in the room, where it says it, and what to write instead. */
import type { Finding } from '../../api/convening/meetings.ts'
import { sentence } from '../../design/answers/error-note.tsx'

type Props = { text: string; findings: Finding[] }

export function Findings({ text, findings }: Props) {
  const kinds = findings.filter(({ why }, at) => findings.findIndex((one) => one.why === why) === at)
  return (
    <>
      <p className="held-words">{marked(text, findings)}</p>
      <ul className="findings">
        {kinds.map(({ why, fix, weighed = [], weight, bound }) => (
          <li key={why}>
            <b>{sentence(why)}</b> {sentence(fix)}
            {weighed.length > 0 &&
              ` What weighed most: ${weighed.map((one) => `“${text.slice(one.start, one.end)}”`).join(', ')}.`}
            {weight !== undefined && ` With all its words the sentence weighs ${weight}; more than ${bound} is held.`}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The sentences about each finding, with its words marked. */
function marked(text: string, findings: Finding[]) {
  const parts = []
  let place = 0
  for (const { start, end } of findings.toSorted((a, b) => a.start - b.start)) {
    if (start < place) continue
    parts.push(text.slice(Math.max(place, start - 80), start), <mark key={start}>{text.slice(start, end)}</mark>)
    place = end
  }
  return [...parts, text.slice(place, place + 80)]
}
