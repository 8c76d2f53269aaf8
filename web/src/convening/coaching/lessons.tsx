/** What other initiatives learned that bears on this practice, and why it is offered. */
import type { LessonOffered } from '../../api/convening/coaching.ts'

/** So many stand open; the others are a click away. */
const FIRST = 5

export function Lessons({ lessons }: { lessons: LessonOffered[] }) {
  const rest = lessons.slice(FIRST)
  return (
    <section className="card" aria-labelledby="coaching-lessons">
      <h2 id="coaching-lessons">What others learned</h2>
      {lessons.length === 0 && <p className="quiet">No lesson fits what you may see of this practice.</p>}
      <Listed lessons={lessons.slice(0, FIRST)} />
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <Listed lessons={rest} />
        </details>
      )}
    </section>
  )
}

function Listed({ lessons }: { lessons: LessonOffered[] }) {
  return (
    <ul className="entries">
      {lessons.map((one) => (
        <li key={one.lesson}>
          <article className="entry coaching-lesson">
            <h3>{one.title}</h3>
            <p>{one.says}</p>
            <p>
              <b>To try:</b> {one.try}
            </p>
            <p>
              <b>Why it is offered here:</b> {one.because.join(' ')}
            </p>
            <p className="quiet">
              {one.where}.{' '}
              {one.sources.map(({ title, by, published, url }, i) => (
                <span key={`${by} ${title}`}>
                  {i > 0 && '; '}
                  {url ? <a href={url}>{title}</a> : title}, {by}
                  {published && `, ${published.slice(0, 4)}`}
                </span>
              ))}
              .
            </p>
          </article>
        </li>
      ))}
    </ul>
  )
}
