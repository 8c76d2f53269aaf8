/** The page's words by language. A language is a file beside the others; every one has the same keys. */
import en from './texts/en.json'
import es from './texts/es.json'

export type Texts = typeof en
const LANGUAGES: readonly Texts[] = [en, es]

/** The language of the address, else the browser's, else English. */
export function textsFor(asked: string | undefined): Texts {
  const wanted = [asked, ...navigator.languages.map((one) => one.slice(0, 2))]
  return wanted.flatMap((one) => LANGUAGES.find(({ language }) => language === one) ?? [])[0] ?? en
}

export const others = (texts: Texts): Texts[] => LANGUAGES.filter(({ language }) => language !== texts.language)
