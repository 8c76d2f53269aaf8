/** What other initiatives learned that bears on this practice, and why it is offered. */
import type { LessonOffered } from '../../api/convening/coaching.ts'

export function Lessons({ lessons }: { lessons: LessonOffered[] }) {
  return (
    <section className="card" aria-labelledby="coaching-lessons">
      <h2 id="coaching-lessons">What others learned</h2>
      {lessons.length === 0 ? (
        <p className="quiet">No lesson fits what you may see of this practice.</p>
      ) : (
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
      )}
    </section>
  )
}
