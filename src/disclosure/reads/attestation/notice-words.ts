/**
 * What a notice says, by language; {…} is filled in. What it must say follows the notices of the Shared Savings Program:
 * that the practice takes part, that sharing of claims may be declined, and how to name another clinician (42 CFR 425.312,
 * 425.402(e), 425.708). Other payers' programs ask for no more. Without anything of health, and without an amount.
 */
export const NOTICE_WORDS = {
  en: {
    title: 'The practice that looks after your care',
    greeting: 'Dear {name},',
    accountable: 'Our records show {practice} as your primary care practice since {since}.',
    accountable_before: 'Our records show {practice} as your primary care practice since {since} or earlier.',
    why: {
      attested: 'Why: on {day} you, or someone who speaks for you, told us that this practice is yours.',
      'plan-assigned': 'Why: your health plan has this practice on its list for you.',
      plurality: 'Why: you went to this practice for primary care more often than to any other.',
      other: 'Why: your visits for primary care, as your health plans reported them, were with this practice.',
      withheld: 'Your practice or your health plan can tell you why.',
    },
    means:
      'What this means: the practice is responsible for the whole of your care, and works with others who treat you. It may be paid in part by how well it does this.',
    choice:
      'What does not change: your benefits stay the same. You may see any doctor and go to any hospital that your plan lets you use.',
    change:
      'How to change it: tell us which practice is yours at {link}, or ask any practice for the paper form. Your word goes before anything else. You may change it or take it back at any time.',
    change_without_link:
      'How to change it: ask any practice for the paper form on which you say which practice is yours. Your word goes before anything else. You may change it or take it back at any time.',
    sharing:
      'Your records: your health plans share records of your care with this practice, so that it can look after you. You may tell your plan not to share them. For Medicare call 1-800-MEDICARE (1-800-633-4227).',
    questions: 'Questions: ask the practice or your health plan.',
  },
  es: {
    title: 'El consultorio que se encarga de su atención médica',
    greeting: 'Estimado/a {name}:',
    accountable: 'Según nuestros registros, {practice} es su consultorio de atención primaria desde el {since}.',
    accountable_before:
      'Según nuestros registros, {practice} es su consultorio de atención primaria desde el {since} o desde antes.',
    why: {
      attested: 'Por qué: el {day} usted, o una persona que lo representa, nos dijo que este consultorio es el suyo.',
      'plan-assigned': 'Por qué: su plan de salud tiene este consultorio en su lista para usted.',
      plurality: 'Por qué: usted fue a este consultorio para atención primaria más veces que a cualquier otro.',
      other:
        'Por qué: sus visitas de atención primaria, según lo que informaron sus planes de salud, fueron en este consultorio.',
      withheld: 'Su consultorio o su plan de salud puede decirle por qué.',
    },
    means:
      'Qué significa: el consultorio es responsable de toda su atención y trabaja con las demás personas que lo atienden. Una parte de lo que recibe puede depender de qué tan bien lo hace.',
    choice:
      'Qué no cambia: sus beneficios siguen iguales. Puede ver a cualquier médico e ir a cualquier hospital que su plan le permita.',
    change:
      'Cómo cambiarlo: díganos cuál es su consultorio en {link}, o pida el formulario de papel en cualquier consultorio. Su palabra vale más que todo lo demás. Puede cambiarla o retirarla en cualquier momento.',
    change_without_link:
      'Cómo cambiarlo: pida en cualquier consultorio el formulario de papel para decir cuál es su consultorio. Su palabra vale más que todo lo demás. Puede cambiarla o retirarla en cualquier momento.',
    sharing:
      'Sus registros: sus planes de salud comparten registros de su atención con este consultorio para que pueda atenderlo. Puede pedirle a su plan que no los comparta. Para Medicare llame al 1-800-MEDICARE (1-800-633-4227).',
    questions: 'Preguntas: consulte al consultorio o a su plan de salud.',
  },
} as const

export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

const LOCALES: Record<Language, string> = { en: 'en-US', es: 'es-US' }

const dayWords = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

export type NoticeFacts = {
  name: string
  practice_name: string
  since: string
  /** The person was on the panel the year before too. */
  or_before: boolean
  /** Null where the viewer may not know it. */
  reason: string | null
  attested_on: string | null
  link: string | null
}

const filled = (text: string, given: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => given[name] ?? whole)

/** The notice as paragraphs, ready to print. */
export function noticeText(facts: NoticeFacts, language: Language): { title: string; paragraphs: string[] } {
  const words = NOTICE_WORDS[language]
  const { reason, attested_on, link } = facts
  const given = {
    name: facts.name,
    practice: facts.practice_name,
    since: dayWords(facts.since, language),
    day: attested_on === null ? '' : dayWords(attested_on, language),
    link: link ?? '',
  }
  const paragraphs = [
    words.greeting,
    facts.or_before ? words.accountable_before : words.accountable,
    words.why[whyOf(reason, attested_on)],
    words.means,
    words.choice,
    link === null ? words.change_without_link : words.change,
    words.sharing,
    words.questions,
  ]
  return { title: words.title, paragraphs: paragraphs.map((text) => filled(text, given)) }
}

function whyOf(reason: string | null, attested_on: string | null): keyof (typeof NOTICE_WORDS)['en']['why'] {
  if (reason === null) return 'withheld'
  if (reason === 'attested') return attested_on === null ? 'other' : 'attested'
  return reason === 'plan-assigned' || reason === 'plurality' ? reason : 'other'
}
