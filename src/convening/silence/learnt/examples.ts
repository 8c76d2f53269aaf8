import { foundByRules, type Participants, readText } from '../rules/by-rules.ts'
import { isOfRules, windowsOf } from './features.ts'
import type { Example } from './learn.ts'

/** A file of labelled texts; `rules_were_made_on_it`: the rules find all in it, which says nothing of how good they are. */
export type LabelledFile = {
  participants: Participants
  rules_were_made_on_it?: boolean
  snippets: readonly { text: string; label: 'held' | 'passes' }[]
}

/** Each window of each text is an example; of texts that the rules were made on without what the rules find. */
export const examplesOf = ({ participants, rules_were_made_on_it = false, snippets }: LabelledFile): Example[] =>
  snippets.flatMap(({ text, label }) => {
    const read = readText(text, participants)
    return windowsOf(read, foundByRules(read)).map((features) => ({
      features: rules_were_made_on_it ? features.filter((one) => !isOfRules(one)) : features,
      held: label === 'held',
    }))
  })
