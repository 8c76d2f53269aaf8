import { compile, type Evaluate, type Values } from './evaluate.ts'
import type { Tree } from './tree.ts'

/** The names for want of which a tree has no value: only those of the branches that were taken. */
export function lacking(tree: Tree, values: Values, readerOf: (name: string) => Evaluate): string[] {
  const worth = (one: Tree) => compile(one, readerOf)(values)
  const within = (one: Tree): string[] => (worth(one) === null ? lacking(one, values, readerOf) : [])
  switch (tree.kind) {
    case 'number':
    case 'text':
    case 'flag':
      return []
    case 'name':
      return worth(tree) === null ? [tree.name] : []
    case 'negative':
    case 'not':
      return within(tree.of)
    case 'pair':
      return [...within(tree.left), ...within(tree.right)]
    case 'call': {
      const [first, second, third] = tree.of as [Tree, Tree, Tree]
      if (tree.word === 'known' || tree.word === 'maybe') return []
      // What stands in for it is the second best: the first is what should be given.
      if (tree.word === 'otherwise') return within(first)
      if (tree.word !== 'if') return tree.of.flatMap(within)
      const condition = worth(first)
      return condition === null ? within(first) : within(condition ? second : third)
    }
  }
}
