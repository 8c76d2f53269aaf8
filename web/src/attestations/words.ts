import type { Tone } from '../design/words/badge.tsx'

/** Where a statement stands, in the words of who works with it. */
export const STANDING: Record<string, { words: string; tone: Tone; means: string }> = {
  waiting: { words: 'Waits', tone: 'note', means: 'It will be checked with the next delivery or run.' },
  matched: {
    words: 'Matched',
    tone: 'good',
    means: 'It is known whose it is. It counts in every period that ends after its day.',
  },
  'not-matched': {
    words: 'Not matched',
    tone: 'bad',
    means: 'Nobody with coverage agrees with what was typed. Mend it from the card, or take it back.',
  },
  ambiguous: {
    words: 'Ambiguous',
    tone: 'open',
    means: 'Several people agree, or one on too little. Add the member number, or the telephone number’s end.',
  },
  repeated: { words: 'Repeated', tone: 'quiet', means: 'The patient said the same before.' },
  replaces: {
    words: 'Contradicts an earlier one',
    tone: 'note',
    means: 'The patient named another practice before; this is the later word, and it counts.',
  },
  replaced: {
    words: 'Contradicted by a later one',
    tone: 'open',
    means: 'The patient named another practice since; that later word counts.',
  },
  'same-day': {
    words: 'Contradicted on the same day',
    tone: 'open',
    means: 'The patient named two practices on one day; the smaller practice key counts. Ask which one they mean.',
  },
  withdrawn: { words: 'Taken back', tone: 'quiet', means: 'From its day on it counts no more.' },
}

export const BECAUSE: Record<string, string> = {
  'member-number': 'member number, birth date and first name agree',
  'zip-and-phone': 'name, birth date, ZIP code and telephone agree',
  'several-people': 'several people agree with it',
  'too-little-agrees': 'one person agrees, but on too little',
  'nobody-covered': 'nobody with coverage agrees with it',
}

export const STATED_BY: Record<string, string> = {
  self: 'the patient',
  parent: 'a parent',
  guardian: 'a guardian',
  representative: 'a representative',
}
