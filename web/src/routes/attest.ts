/** The patient’s own word: where it is given, and the links that lead there. */
import { createRoute } from '@tanstack/react-router'
import { AttestPage } from '../attest/attest-page.tsx'
import { WithdrawalPage } from '../attest/withdrawal-page.tsx'
import { LinksPage } from '../attestations/links-page.tsx'
import { PosterPage } from '../attestations/poster-page.tsx'
import { root } from './root.ts'
import { word } from './search.ts'

const inLanguage = (said: Record<string, unknown>): { language?: string | undefined } => ({
  language: word(said.language),
})
const attest = createRoute({
  getParentRoute: () => root,
  path: '/attest/$attestation_code',
  component: AttestPage,
  validateSearch: inLanguage,
})
const withdrawal = createRoute({
  getParentRoute: () => root,
  path: '/attest/withdrawal',
  component: WithdrawalPage,
  validateSearch: inLanguage,
})
const links = createRoute({ getParentRoute: () => root, path: '/attestation-links', component: LinksPage })
const poster = createRoute({
  getParentRoute: () => root,
  path: '/attestation-links/poster/$attestation_code',
  component: PosterPage,
})

export const attestRoutes = [attest, withdrawal, links, poster]
