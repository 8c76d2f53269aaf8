import { z } from 'zod'
import { readCostFile } from '../../../cost/cost-file.ts'
import { RuleHead } from '../../../model/rule-head.ts'
import type { Reading } from '../reading.ts'

/** The head of the file, whatever else it says. */
const Head = z.object(RuleHead.shape)

/** A rule by which figures of cost are made, as its file says it, with its sources. */
export type How = z.infer<typeof Head> & { rule: string }

/** The rules of these files of `models/cost/`: the region's own where it has one. They hold no figure of anybody. */
export const howOf = ({ folders }: Pick<Reading, 'folders'>, names: readonly string[]): How[] =>
  names.map((name) => {
    const { rule, title, about, sources } = readCostFile(name, Head, folders)
    return { rule, title, about: about.trim(), sources }
  })
