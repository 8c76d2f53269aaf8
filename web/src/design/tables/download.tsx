import { csvOf } from '../../api/queries.ts'

/** The same table as a file. A plain link: the browser saves it, the server releases it. */
export function Download({ path, about }: { path: string; about: string }) {
  return (
    <a className="ds-c-button ds-c-button--small" href={csvOf(path)} download>
      CSV<span className="ds-u-visibility--screen-reader"> of {about}</span>
    </a>
  )
}
