import type { z } from 'zod'
import type { Folders } from '../../model/read-model.ts'
import { readRuleFile } from '../../model/rule-file.ts'

/** A file of `models/lists/`, in the first folder that has it. */
export const readListsFile = <Shape extends z.ZodType>(name: string, shape: Shape, folders: Folders) =>
  readRuleFile('lists', 'file of lists', name, shape, folders)
