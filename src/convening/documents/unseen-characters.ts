/**
 * Characters that stand in a text and show nothing, or turn the order of others around. Soft hyphens, and joiners between
 * letters of scripts that need them, are no sign of anything.
 */
const UNSEEN =
  /[\u200B\u2060-\u2064\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]|(?<=[\p{Script=Latin}\d])(?:\u200C|\u200D|\uFEFF)|(?:\u200C|\u200D|\uFEFF)(?=[\p{Script=Latin}\d])/u

export const hasUnseenCharacters = (text: string): boolean => UNSEEN.test(text.replace(/^\uFEFF/, ''))
