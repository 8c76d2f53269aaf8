import { hash, verify } from '@node-rs/argon2'
import { WholepanelError } from '../../error.ts'

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 200
/** Characters that must remain of a password once everything easily guessed is taken out. */
const REMAINS = 8

const COMMON = [
  'password passwort passcode letmein welcome admin administrator login secret changeme default qwerty azerty iloveyou',
  'dragon monkey sunshine princess football baseball superman batman trustno master shadow hello whatever',
  'spring summer autumn winter fall january february march april june july august september october november december',
  'monday tuesday wednesday thursday friday saturday sunday health doctor patient medical clinic hospital care',
].flatMap((line) => line.split(' '))
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiop', 'azertyuiop', '1234567890', '0987654321']
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
}

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

/** As slow for nobody as for somebody: without a hash it is held against one that nothing fits. */
export async function passwordFits(kept: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(kept ?? (await nobodys()), password.normalize('NFKC'))
  return fits && kept !== undefined
}

let nobody: Promise<string> | undefined
const nobodys = (): Promise<string> => {
  nobody ??= hashPassword(`nobody's ${Math.random()}`)
  return nobody
}
/** Made ahead, so that the first wrong name is not slower than the next. */
export const readyPasswords = async (): Promise<void> => void (await nobodys())

/**
 * Refuses a password that is short, or that is mostly what anyone would try first: common words, the words around this
 * account, rows of the keyboard, counting, repeating. Length counts; kinds of characters do not (NIST SP 800-63B). A
 * list of leaked passwords is not brought along: it is the second factor that a leaked one still meets.
 */
export function requireStrong(password: string, around: readonly string[]): void {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD)
    throw weak(`${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`)
  if ([...remaining(password, around)].length < REMAINS)
    throw weak(
      'something less easily guessed: fewer common words, names, dates, rows of keys and repetitions; four unrelated words do well',
    )
}

export function remaining(password: string, around: readonly string[]): string {
  const plain = password.normalize('NFKC').toLowerCase()
  const words = [...COMMON, 'wholepanel', ...around.flatMap((one) => one.toLowerCase().split(/[^\p{L}\p{N}]+/u))]
    .filter((word) => word.length >= 4)
    .sort((one, other) => other.length - one.length)
  const letters = [...plain].map((letter) => LOOKS_LIKE[letter] ?? letter).join('')
  const taken = new Set<number>()
  for (const text of [plain, letters])
    for (const word of words)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        for (let place = at; place < at + word.length; place += 1) taken.add(place)
  const rest = [...plain.matchAll(/./gsu)].filter(({ index }) => !taken.has(index)).map(([letter]) => letter)
  const dateless = rest.join('').replaceAll(/(?:19|20)\d\d/g, '')
  return withoutRuns(dateless.replaceAll(/(.{1,8}?)\1+/gsu, '$1'))
}

/** Leaves the first of letters that count up or down, or walk along a row of keys. */
function withoutRuns(text: string): string {
  const letters = [...text]
  return letters.filter((letter, place) => !follows(letters[place - 1], letter)).join('')
}

function follows(before: string | undefined, letter: string): boolean {
  if (before === undefined) return false
  const step = (letter.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)
  return Math.abs(step) <= 1 || ROWS.some((row) => row.includes(before + letter) || row.includes(letter + before))
}

const weak = (want: string): WholepanelError => new WholepanelError('input-password', { want })
