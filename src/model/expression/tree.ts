/** An expression as it was read: what stands in a slot of a component. */
export type Tree =
  | { kind: 'number'; digits: string }
  | { kind: 'text'; text: string }
  | { kind: 'flag'; holds: boolean }
  | { kind: 'name'; name: string; offset: number }
  | { kind: 'negative'; of: Tree }
  | { kind: 'not'; of: Tree }
  | { kind: 'pair'; sign: Sign; left: Tree; right: Tree }
  | { kind: 'call'; word: Word; of: readonly Tree[]; offset: number }

export const SIGNS = ['or', 'and', '=', '<>', '<=', '>=', '<', '>', '+', '-', '*', '/'] as const
export type Sign = (typeof SIGNS)[number]

/**
 * The few words of the language. `lesser` and `greater` choose among two or more; `if` looks at one of two branches
 * only; `known` asks whether a value is there and `otherwise` gives one for when it is not; `stepped` rounds to a step,
 * half away from zero; `within` holds a value between two bounds; `all`, `any` and `counted` look at flags. Alone in a
 * slot that may be empty, `maybe` leaves it so where a value is not known; in one that takes a list, `each` stands for the
 * values of every measure.
 */
export const WORDS = {
  lesser: [2, Number.POSITIVE_INFINITY],
  greater: [2, Number.POSITIVE_INFINITY],
  if: [3, 3],
  known: [1, 1],
  otherwise: [2, 2],
  stepped: [2, 2],
  within: [3, 3],
  all: [1, Number.POSITIVE_INFINITY],
  any: [1, Number.POSITIVE_INFINITY],
  counted: [1, Number.POSITIVE_INFINITY],
  maybe: [1, 1],
  each: [1, 1],
} as const satisfies Record<string, readonly [least: number, most: number]>
export type Word = keyof typeof WORDS

/** Every name a tree reads, each once, in order of appearance. */
export function namesIn(tree: Tree): string[] {
  const names = new Set<string>()
  visit(tree, (node) => node.kind === 'name' && names.add(node.name))
  return [...names]
}

export function visit(tree: Tree, see: (node: Tree) => void): void {
  see(tree)
  switch (tree.kind) {
    case 'negative':
    case 'not':
      visit(tree.of, see)
      break
    case 'pair':
      visit(tree.left, see)
      visit(tree.right, see)
      break
    case 'call':
      for (const one of tree.of) visit(one, see)
      break
  }
}
