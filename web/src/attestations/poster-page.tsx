/** A poster for a waiting room: the link as a picture and in letters, in two languages. Prints on one page. */
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { codesQuery } from '../api/attribution/attestation.ts'
import en from '../attest/texts/en.json'
import es from '../attest/texts/es.json'
import { Answer } from '../design/answers/answer.tsx'
import { EmptyState } from '../design/answers/empty-state.tsx'
import { QrPicture, qrFile } from '../design/figures/qr.tsx'
import { Page } from '../design/frame/page.tsx'
import './attestations.css'

export function PosterPage() {
  const { attestation_code } = useParams({ from: '/attestation-links/poster/$attestation_code' })
  const found = useQuery(codesQuery)
  return (
    <div className="page">
      <Page
        title="Poster"
        actions={
          <button type="button" className="ds-c-button ds-c-button--small" onClick={() => window.print()}>
            Print
          </button>
        }
      >
        <p className="back">
          <Link to="/attestation-links">Back to the links</Link>
        </p>
        <Answer query={found} what="the link">
          {({ codes }) => {
            const code = codes.find((one) => one.attestation_code === attestation_code && one.withdrawn_at === null)
            if (!code) return <EmptyState heading="There is no such link, or it was withdrawn." />
            return (
              <>
                <article className="poster">
                  {code.practice_name && <p className="poster-practice">{code.practice_name}</p>}
                  <h2>{en.title}</h2>
                  <p lang="es">{es.title}</p>
                  <QrPicture text={code.link} label={`Picture of the link ${code.link}`} />
                  <p className="poster-link">{code.link}</p>
                  <p>{en.free}</p>
                  <p lang="es">{es.free}</p>
                </article>
                <p className="back">
                  <a href={qrFile(code.link)} download={`${code.attestation_code}.svg`}>
                    The picture alone, as SVG
                  </a>
                </p>
              </>
            )
          }}
        </Answer>
      </Page>
    </div>
  )
}
