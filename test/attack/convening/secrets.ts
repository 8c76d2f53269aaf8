/**
 * Words that stand in one place of the world each, and who may read it there. Words of amber's own secrets are others in the
 * other world, which is else the same: whoever reads the same bytes in both learned nothing of them.
 */
const CARE = ['elm', 'elm-admin']
const CONVENES = ['convener', 'operator']
const SIGNED_IN = [
  ...['amber', 'amber-admin', 'birch', 'birch-admin', 'cedar', ...CARE, 'oak', 'oak-admin', ...CONVENES],
  ...['state', 'purchaser', 'carla', 'coach', 'rival'],
]
const EVERYBODY = [...SIGNED_IN, 'public', 'nobody']

/** Who looks. `nobody` has no account; `rival` is a coach of another organization, `carla` a consumer in a seat. */
export const LOOKERS = EVERYBODY

const OF_AMBER = {
  heldNote: { words: ['quillonix', 'marrowfen'], readers: ['amber', 'convener'] },
  heldDocument: { words: ['brindlecap', 'thistlewob'], readers: ['amber', 'convener'] },
  heldTitle: { words: ['fenwickel', 'garblenot'], readers: ['amber', 'convener'] },
  heldFileName: { words: ['pondermere', 'larkspindle'], readers: ['amber', 'convener'] },
  unreadable: { words: ['zephyrtusk', 'mossgrommet'], readers: ['amber', 'convener'] },
  withdrawnHeld: { words: ['copperlyn', 'wickenburl'], readers: ['amber', 'convener'] },
  refusedWords: { words: ['brackenfold', 'tansymere'], readers: ['amber', 'convener'] },
  releasedWords: { words: ['loosestrif', 'hawkspindel'], readers: ['amber', 'convener'] },
  upheldWords: { words: ['meadowquil', 'sedgebarrow'], readers: ['amber', 'convener'] },
  hiddenRun: { words: ['oblivast', 'tundrique'], readers: [] },
  hiddenSheet: { words: ['vexelroot', 'hollinbrax'], readers: [] },
  whiteWords: { words: ['palimdrop', 'sorrelight'], readers: [] },
  brokenUpload: { words: ['kestrelow', 'dapplewane'], readers: [] },
  openVote: { words: ['umberlach', 'fidgetorn'], readers: [] },
  endedHandover: { words: ['rowanstep', 'caskelmint'], readers: ['amber', 'amber-admin', ...CARE, ...CONVENES] },
  contract: { words: ['4187.53', '4913.67'], readers: [] },
} as const

const OF_OTHERS = {
  heldOfBirch: { words: ['nettlebrig'], readers: ['birch', 'convener'] },
  refusedOfBirch: { words: ['teaselwick'], readers: ['birch', 'convener'] },
  refusedOfCare: { words: ['speedwelle'], readers: ['elm'] },
  withdrawn: { words: ['saltmarrow'], readers: ['birch', 'convener'] },
  webhookAddress: { words: ['hookamberly'], readers: ['amber-admin', 'operator'] },
  webhookOfBirch: { words: ['hookbirchly'], readers: ['birch-admin', 'operator'] },
  waitingComment: { words: ['gorsewaiting'], readers: CONVENES },
  hiddenComment: { words: ['gorsehidden'], readers: CONVENES },
  whyHidden: { words: ['gorsebecause'], readers: CONVENES },
  draft: { words: ['draftelwood'], readers: SIGNED_IN },
  laterVersion: { words: ['latterlyne'], readers: SIGNED_IN },
  stepBack: { words: ['stepbackle'], readers: SIGNED_IN },
  closedVote: { words: ['tallyhorne'], readers: SIGNED_IN },
  asked: { words: ['asklewort'], readers: [...CARE, 'coach'] },
  askedByOak: { words: ['oakaskle'], readers: ['oak', 'oak-admin', 'coach', 'rival'] },
  task: { words: ['tasklebran'], readers: [...CARE, 'coach'] },
  agreed: { words: ['visitolde'], readers: [...CARE, 'coach'] },
  sharedNote: { words: ['sharedwyn'], readers: [...CARE, 'coach'] },
  noteOfCoach: { words: ['coachonlyx'], readers: ['coach'] },
  noteOfPractice: { words: ['practonlyx'], readers: CARE },
  taskOfOak: { words: ['oaktaskle'], readers: ['oak', 'oak-admin'] },
  passedOver: { words: ['passovern'], readers: CONVENES },
  declined: { words: ['declinard'], readers: ['oak', 'oak-admin', ...CONVENES] },
  endedByBirch: { words: ['birchended'], readers: ['birch', 'birch-admin', ...CARE, ...CONVENES] },
  dateForPayers: {
    words: ['payerdatle'],
    readers: ['amber', 'amber-admin', 'birch', 'birch-admin', 'cedar', ...CONVENES],
  },
  legalWaiver: {
    words: ['waiverdoc'],
    readers: ['amber', 'amber-admin', ...CARE, ...CONVENES, 'state'],
  },
  weight: { words: ['7123941'], readers: CONVENES },
  weightOfBirch: { words: ['2877059'], readers: CONVENES },
} as const

/** What is there for all to read, so that it is seen that they read anything. */
const IN_VIEW = {
  passedNote: { words: ['plainspoke'], readers: SIGNED_IN },
  released: { words: ['bookexampel'], readers: SIGNED_IN },
  openDocument: { words: ['agendalore'], readers: SIGNED_IN },
  shownComment: { words: ['gorseshown'], readers: EVERYBODY },
  published: { words: ['publishlaw'], readers: EVERYBODY },
  charter: { words: ['charterwold'], readers: [...SIGNED_IN, 'public'] },
} as const

const ALL = { ...OF_AMBER, ...OF_OTHERS, ...IN_VIEW }
export type SecretName = keyof typeof ALL
export type World = 'one' | 'other'
export type Secret = { name: string; word: string; readers: readonly string[] }

export const wordsOf = (world: World): Readonly<Record<SecretName, string>> =>
  Object.fromEntries(
    Object.entries(ALL).map(([name, { words }]) => [name, (world === 'other' ? words.at(-1) : words[0]) ?? '']),
  ) as Record<SecretName, string>

export const SECRETS: readonly Secret[] = Object.entries(ALL).map(([name, { words, readers }]) => ({
  ...{ name, readers, word: words[0] ?? '' },
}))

/** Read by everybody who may, and not only by nobody else. */
export const SEEN: readonly Secret[] = SECRETS.filter(({ readers }) => readers.length > 0)

/** Who reads of amber's secrets, and so may read other bytes in the other world. */
export const OF_AMBER_READERS: readonly string[] = [
  ...new Set(Object.values(OF_AMBER).flatMap((one) => [...one.readers])),
]
